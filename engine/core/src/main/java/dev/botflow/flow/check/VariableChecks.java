package dev.botflow.flow.check;

import static dev.botflow.flow.check.VariableNames.covers;
import static java.util.Objects.requireNonNull;

import dev.botflow.cell.Condition;
import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepExit;
import dev.botflow.flow.StepText;
import dev.botflow.flow.StepTransitions;
import dev.botflow.flow.Target;
import dev.botflow.message.Variants;
import dev.botflow.template.Template;
import dev.botflow.template.TemplateBrokenException;
import dev.botflow.text.Suggestion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Warns of names in texts that nothing sets, or that only some ways to the step set. A name with a default in its text
 * is fine, and so is what the host may know: facts of the contact, and names in conditions unless they look mistyped.
 */
final class VariableChecks {
  /** Those below a reserved first part that are all known; what an event holds or the host reports is not. */
  private static final Set<String> KNOWN = new LinkedHashSet<>(List.of(
      "delivery.status",
      "delivery.message_id",
      "delivery.reason",
      "delivery.sub_code",
      "delivery.channel_code",
      "delivery.description",
      "delivery.flow",
      "delivery.step",
      "internal.sinchConversationAPI.channelIdentifier",
      "internal.sinchConversationAPI.channelIdentity",
      "internal.sinchConversationAPI.contactId",
      "internal.sinchConversationAPI.appId",
      "internal.sinchConversationAPI.conversationId"));

  private static final String SESSION = "session.";

  private final Bot bot;
  private final Findings findings;
  private final VariableNames names;

  VariableChecks(Bot bot, VariableNames names, Findings findings) {
    this.bot = bot;
    this.names = names;
    this.findings = findings;
  }

  void check() {
    bot.flows().values().forEach(this::flow);
  }

  private void flow(Flow flow) {
    Set<String> own = names.own(flow.name());
    Map<String, Set<String>> before = setBefore(flow);
    for (Step step : flow.steps().values()) {
      Set<String> reported = new LinkedHashSet<>();
      asked(step, (name, key) -> {
        if (reported.add(name)) {
          fact(step, name, key);
          if (names.mayBeMissing(name)) {
            text(flow, step, name, key, own, before.get(step.id()));
          }
        }
      });
      conditions(flow, step);
      carried(flow, step);
    }
  }

  /** A name to carry is looked for in the flows that wait for this one too, since it is read through them. */
  private void carried(Flow flow, Step step) {
    Set<String> here = names.carried(flow.name());
    Set<String> set = names.all();
    String key = step.kind() + ".carry";
    for (String name : new LinkedHashSet<>(step.carry())) {
      fact(step, name, key);
      if (!names.mayBeMissing(name) || name.startsWith(SESSION) && covers(set, name)) {
        continue;
      }
      if (!covers(set, name)) {
        findings.warning(
            "never-set",
            step.head().place(),
            key + ": expected a variable that some flow sets, but nothing sets \"" + name + "\""
                + Suggestion.hint(name, known(set)));
      } else if (!covers(here, name)) {
        findings.warning(
            "gone",
            step.head().place(),
            key + ": expected a variable of this flow or of one that called it, but \"" + name
                + "\" is set in flow " + setters(name)
                + " only, whose variables are gone once another flow takes its place; save it as"
                + " session." + name + " there");
      }
    }
  }

  private String setters(String name) {
    return bot.flows().keySet().stream()
        .filter(flow -> covers(names.own(flow), name))
        .collect(Collectors.joining(", "));
  }

  private void fact(Step step, String name, String key) {
    boolean closed = name.startsWith("delivery.") || name.startsWith("internal.");
    if (closed && !KNOWN.contains(name)) {
      findings.warning(
          "unknown-fact",
          step.head().place(),
          key + ": expected a fact the engine knows, but there is no \"" + name + "\""
              + Suggestion.hint(name, KNOWN));
    }
  }

  private void text(
      Flow flow,
      Step step,
      String name,
      String key,
      Set<String> own,
      @Nullable Set<String> before) {
    boolean session = name.startsWith(SESSION);
    if (!covers(session ? names.everywhere() : own, name)) {
      findings.warning(
          "never-set",
          step.head().place(),
          key + ": expected a variable that " + (session ? "some flow" : "this flow")
              + " sets, but nothing sets \""
              + name + "\"; write {" + name + "|…} for what stands in for it"
              + Suggestion.hint(name, known(own)));
    } else if (!session && before != null && !covers(before, name)) {
      findings.warning(
          "set-on-one-way",
          step.head().place(),
          key + ": expected \"" + name + "\" to be set on every way to this step of " + flow.name()
              + ", but it is set on some only; write {" + name + "|…} for what stands in for it");
    }
  }

  private static Set<String> known(Set<String> own) {
    Set<String> known = new LinkedHashSet<>(own);
    known.addAll(VariableNames.facts());
    known.addAll(KNOWN);
    return known;
  }

  private void conditions(Flow flow, Step step) {
    List<Condition> conditions = new ArrayList<>();
    if (step.head().when() != null) {
      conditions.add(step.head().when());
    }
    conditions.addAll(step.conditions());
    Set<String> told = new LinkedHashSet<>();
    for (Condition condition : conditions) {
      condition.names(name -> {
        if (told.add(name)) {
          fact(step, name, "when");
          names
              .meant(flow.name(), name)
              .ifPresent(meant -> findings.warning(
                  "never-set",
                  step.head().place(),
                  "when: nothing sets \"" + name + "\"; did you mean \"" + meant + "\"?"));
        }
      });
    }
  }

  // What is set where.

  /** What is set on every way to each step; a step nothing leads to is missing. */
  private Map<String, Set<String>> setBefore(Flow flow) {
    Map<String, Set<String>> before = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    Set<String> start = names.given(flow.name());
    come(flow.first().id(), start, before, open);
    if (flow.onError() instanceof Target.ToStep step) {
      come(step.step(), start, before, open);
    }
    while (!open.isEmpty()) {
      Step step = flow.step(open.remove()).orElse(null);
      if (step == null) {
        continue;
      }
      Set<String> plain = requireNonNull(before.get(step.id()), "what is open was come to");
      Set<String> after = new LinkedHashSet<>(plain);
      if (step.head().when() == null) {
        after.addAll(VariableNames.sets(step));
      }
      Set<String> failing = new LinkedHashSet<>(failing(step));
      for (String next : StepTransitions.stepsAfter(flow, step, true)) {
        come(next, failing.contains(next) ? plain : after, before, open);
      }
    }
    return before;
  }

  /** Steps a step leads to without having set anything. */
  private static List<String> failing(Step step) {
    List<@Nullable Target> targets = new ArrayList<>();
    targets.add(step.head().onError());
    for (StepExit exit : step.exits()) {
      if (exit.on() != StepExit.On.DONE) {
        targets.add(exit.target());
      }
    }
    List<String> steps = new ArrayList<>();
    for (Target target : targets) {
      if (target instanceof Target.ToStep to) {
        steps.add(to.step());
      }
    }
    return steps;
  }

  private static void come(
      String step, Set<String> with, Map<String, Set<String>> before, Deque<String> open) {
    Set<String> known = before.get(step);
    if (known == null) {
      before.put(step, new LinkedHashSet<>(with));
      open.add(step);
    } else if (known.retainAll(new LinkedHashSet<>(with))) {
      open.add(step);
    }
  }

  // What is asked for.

  private static void asked(Step step, BiConsumer<String, String> each) {
    messageTexts(step, text -> names(text, step.kind(), each));
    step.texts().forEach(text -> names(text.text(), text.key(), each));
  }

  /** The names in the texts a contact reads, each with the key its text stands at; those with a default too. */
  static void said(Step step, BiConsumer<String, String> each) {
    messageTexts(
        step,
        text -> template(text)
            .ifPresent(read -> read.names().forEach(name -> each.accept(name, step.kind()))));
    for (StepText text : step.texts()) {
      if (text.end() != null) {
        template(text.text())
            .ifPresent(read -> read.names().forEach(name -> each.accept(name, text.key())));
      }
    }
  }

  private static void messageTexts(Step step, Consumer<String> each) {
    Variants message = step.message();
    if (message != null) {
      message.map(variant -> variant.mapTexts(text -> {
        each.accept(text);
        return text;
      }));
    }
  }

  private static void names(String text, String key, BiConsumer<String, String> each) {
    template(text)
        .ifPresent(read -> read.namesWithoutDefault().forEach(name -> each.accept(name, key)));
  }

  private static Optional<Template> template(String text) {
    try {
      return Optional.of(Template.parse(text));
    } catch (TemplateBrokenException e) {
      // Reported where the text was read.
      return Optional.empty();
    }
  }
}
