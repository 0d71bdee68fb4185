package dev.botflow.flow.check;

import static java.util.Objects.requireNonNull;

import dev.botflow.cell.Condition;
import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.FlowEntry;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepExit;
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
import org.jspecify.annotations.Nullable;

/**
 * Warns of names in texts that nothing sets, or that only some ways to the step set. A name with a default in its text
 * is fine, and so is what the host may know: facts of the contact, and names in conditions unless they look mistyped.
 */
final class VariableChecks {
  private static final List<String> RESERVED = List.of("contact", "internal", "delivery", "event");
  private static final Set<String> FACTS = new LinkedHashSet<>(List.of(
      "channel",
      "identity",
      "contact_id",
      "app_id",
      "conversation_id",
      "project_id",
      "happened",
      "text",
      "postback",
      "new",
      "returning",
      "misses",
      "last_flow",
      "language",
      "tags",
      "agent_active",
      "question_open",
      "intent",
      "shows_buttons"));
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
  private final Map<String, Set<String>> given = new LinkedHashMap<>();
  private final Set<String> everywhere = new LinkedHashSet<>();

  VariableChecks(Bot bot, List<FlowEntry> entries, Findings findings) {
    this.bot = bot;
    this.findings = findings;
    entries.forEach(entry -> given(entry.flow(), entry.variables()));
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        everywhere.addAll(sets(step));
        for (Target target : StepTransitions.of(step)) {
          if (target instanceof Target.Calling calling) {
            given(calling.flow(), calling.with().keySet());
            everywhere.addAll(calling.save().keySet());
          }
        }
      }
    }
  }

  private void given(String flow, Set<String> names) {
    given.computeIfAbsent(flow, name -> new LinkedHashSet<>()).addAll(names);
  }

  void check() {
    bot.flows().values().forEach(this::flow);
  }

  private void flow(Flow flow) {
    Set<String> own = new LinkedHashSet<>(given.getOrDefault(flow.name(), Set.of()));
    flow.steps().values().forEach(step -> own.addAll(sets(step)));
    Map<String, Set<String>> before = setBefore(flow);
    for (Step step : flow.steps().values()) {
      Set<String> reported = new LinkedHashSet<>();
      asked(step, (name, key) -> {
        if (reported.add(name)) {
          fact(step, name, key);
          if (mayBeMissing(name)) {
            text(flow, step, name, key, own, before.get(step.id()));
          }
        }
      });
      conditions(step, own);
      carried(step);
    }
  }

  /** A name to carry is looked for in all flows, since it is read through the flows that led here. */
  private void carried(Step step) {
    Set<String> set = new LinkedHashSet<>(everywhere);
    given.values().forEach(set::addAll);
    String key = step.kind() + ".carry";
    for (String name : new LinkedHashSet<>(step.carry())) {
      fact(step, name, key);
      if (mayBeMissing(name) && !covers(set, name)) {
        findings.warning(
            "never-set",
            step.head().place(),
            key + ": expected a variable that some flow sets, but nothing sets \"" + name + "\""
                + Suggestion.hint(name, known(set)));
      }
    }
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
    if (!covers(session ? everywhere : own, name)) {
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
    known.addAll(FACTS);
    known.addAll(KNOWN);
    return known;
  }

  private void conditions(Step step, Set<String> own) {
    List<Condition> conditions = new ArrayList<>();
    if (step.head().when() != null) {
      conditions.add(step.head().when());
    }
    conditions.addAll(step.conditions());
    for (Condition condition : conditions) {
      condition.names(name -> {
        fact(step, name, "when");
        Optional<String> near =
            mayBeMissing(name) && !covers(own, name) && !covers(everywhere, name)
                ? Suggestion.nearest(name, own)
                : Optional.empty();
        near.ifPresent(meant -> findings.warning(
            "never-set",
            step.head().place(),
            "when: nothing sets \"" + name + "\"; did you mean \"" + meant + "\"?"));
      });
    }
  }

  private boolean mayBeMissing(String name) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    return !RESERVED.contains(first)
        && !FACTS.contains(name)
        && !covers(new LinkedHashSet<>(bot.settings().factLabels().values()), name);
  }

  /** True if the name itself is set, what it is a part of, or a part of it. */
  private static boolean covers(Set<String> set, String name) {
    return set.stream()
        .anyMatch(
            one -> one.equals(name) || name.startsWith(one + ".") || one.startsWith(name + "."));
  }

  // What is set where.

  /** What a step sets when it goes on as planned. */
  static Set<String> sets(Step step) {
    Set<String> names = new LinkedHashSet<>(step.sets());
    for (Target target : StepTransitions.of(step)) {
      if (target instanceof Target.Calling calling) {
        names.addAll(calling.save().keySet());
      }
    }
    return names;
  }

  /** What is set on every way to each step; a step nothing leads to is missing. */
  private Map<String, Set<String>> setBefore(Flow flow) {
    Map<String, Set<String>> before = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    Set<String> start = given.getOrDefault(flow.name(), Set.of());
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
        after.addAll(sets(step));
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
    Variants message = step.message();
    if (message != null) {
      message.map(variant -> variant.mapTexts(text -> {
        names(text, step.kind(), each);
        return text;
      }));
    }
    step.texts().forEach(text -> names(text.text(), text.key(), each));
  }

  private static void names(String text, String key, BiConsumer<String, String> each) {
    Template template;
    try {
      template = Template.parse(text);
    } catch (TemplateBrokenException e) {
      // Reported where the text was read.
      return;
    }
    template.namesWithoutDefault().forEach(name -> each.accept(name, key));
  }
}
