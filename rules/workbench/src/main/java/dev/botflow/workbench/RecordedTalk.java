package dev.botflow.workbench;

import dev.botflow.event.Channel;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.InboundEvent;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.Durations;
import dev.botflow.flow.YamlNode;
import dev.botflow.routing.BotVersion;
import dev.botflow.scenario.Played;
import dev.botflow.scenario.Stubs;
import dev.botflow.session.Button;
import dev.botflow.session.Call;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation on its way to becoming a scenario: what the contact did, and what the bot did then as what is expected
 * from now on. What sensitive variables held is replaced wherever it was written or said. For one thread.
 */
final class RecordedTalk {
  private final BotVersion bot;
  private final SensitiveTexts sensitive;
  private final List<Turn> turns = new ArrayList<>();
  private final Set<String> called = new LinkedHashSet<>();
  private @Nullable Instant beganAt;
  private Instant last = Instant.EPOCH;
  private @Nullable Channel first;
  private @Nullable Channel channel;
  private boolean known;

  /** A turn: its keys but {@code expect} in order, ready to be written, and what came of it. */
  private record Turn(Map<String, String> acts, List<Played> lines) {}

  RecordedTalk(BotVersion bot) {
    this.bot = bot;
    this.sensitive = new SensitiveTexts(bot.bot().settings().sensitive());
  }

  int size() {
    return turns.size();
  }

  /** The clock stood here before anything happened. */
  void begins(Instant at) {
    if (beganAt == null) {
      beganAt = at;
      last = at;
    }
  }

  /** The contact wrote before the talk began. */
  void withKnownContact() {
    known = true;
  }

  /** Something happened. */
  void take(InboundEvent event, Session before, List<Played> lines, Session after) {
    begins(event.at());
    Map<String, String> acts = new LinkedHashMap<>();
    Channel on = event.context().channelIdentifier();
    if (first == null) {
      first = on;
    } else if (on != null && !on.equals(channel)) {
      acts.put("on", on.name());
    }
    channel = on == null ? channel : on;
    passed(acts, event.at());
    act(acts, event, before);
    keep(acts, lines);
    sensitive.look(before);
    sensitive.look(after);
    if (event.text() != null) {
      sensitive.typed(event.text(), question(before));
    }
  }

  /** The question that was open; empty for none. */
  private Optional<AskStep> question(Session before) {
    Run run = before.topRun();
    return run == null
        ? Optional.empty()
        : bot.bot()
            .flow(run.top().flow())
            .flatMap(flow -> flow.step(String.valueOf(run.top().step())))
            .filter(AskStep.class::isInstance)
            .map(AskStep.class::cast);
  }

  /** Time passed, and this fell due; where nothing did, the time belongs to the next turn. */
  void waited(Instant until, List<Played> timers) {
    begins(until);
    if (!timers.isEmpty()) {
      Map<String, String> acts = new LinkedHashMap<>();
      passed(acts, until);
      keep(acts, timers);
    }
  }

  private void passed(Map<String, String> acts, Instant now) {
    if (now.isAfter(last)) {
      acts.put("after", Duration.between(last, now).toSeconds() + "s");
      last = now;
    }
  }

  private void keep(Map<String, String> acts, List<Played> lines) {
    turns.add(new Turn(acts, List.copyOf(lines)));
    for (Played line : lines) {
      for (Call call : line.calls()) {
        called.add(call.kind() == Call.Kind.DESK ? Stubs.DESK : call.name());
      }
    }
  }

  private static void act(Map<String, String> acts, InboundEvent event, Session before) {
    String postback = event.postbackData();
    Optional<Button> button = before.buttons().stream()
        .filter(one -> one.postback().equals(postback))
        .reduce((older, newer) -> newer);
    if (button.isPresent()) {
      acts.put("tap", button.get().choice());
    } else if (event.text() != null) {
      acts.put("user", event.text());
    } else {
      acts.put("event", event.kind().name());
      if (event instanceof DeliveryReport report && report.reason() != null) {
        acts.put("reason", report.reason().code());
      }
    }
  }

  /**
   * The scenario as a file (YAML).
   *
   * @param stubs what stood in for actions, as it was read; only what was called is kept
   */
  String yaml(String name, Optional<YamlNode> stubs) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("scenario: ").append(quoted(name)).append('\n');
    Instant at = beganAt == null ? Instant.EPOCH : beganAt;
    yaml.append("at: ")
        .append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            at.atZone(bot.bot().settings().zone()).toOffsetDateTime()))
        .append('\n');
    yaml.append("on: [").append(first == null ? Channel.WHATSAPP : first).append("]\n");
    yaml.append("contact: { new: ").append(!known).append(" }\n");
    String kept = stubs.map(this::stub).orElse("");
    if (!kept.isEmpty()) {
      yaml.append("stub: { ").append(kept).append(" }\n");
    }
    yaml.append("turns:\n");
    turns.forEach(turn -> yaml.append("- { ").append(written(turn)).append(" }\n"));
    return yaml.toString();
  }

  private String stub(YamlNode node) {
    List<String> kept = new ArrayList<>();
    if (node instanceof YamlNode.Mapping mapping) {
      mapping.entries().forEach((action, entry) -> {
        if (called.contains(action)) {
          kept.add(quoted(action) + ": " + flow(entry.value()));
        }
      });
    }
    return String.join(", ", kept);
  }

  private String flow(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      List<String> members = new ArrayList<>();
      mapping
          .entries()
          .forEach((key, entry) -> members.add(quoted(key) + ": " + flow(entry.value())));
      return "{ " + String.join(", ", members) + " }";
    }
    if (node instanceof YamlNode.Sequence sequence) {
      return "[" + String.join(", ", sequence.items().stream().map(this::flow).toList()) + "]";
    }
    return quoted(sensitive.standIn(((YamlNode.Scalar) node).text()));
  }

  private String written(Turn turn) {
    List<String> keys = new ArrayList<>();
    turn.acts().forEach((key, value) -> {
      switch (key) {
        case "reason" -> keys.add("with: { reason: " + quoted(value) + " }");
        case "user" -> keys.add("user: " + quoted(sensitive.standIn(value)));
        case "after" ->
          keys.add(
              "after: " + Durations.parse(value).map(RecordedTalk::shortest).orElse(value));
        default -> keys.add(key + ": " + quoted(value));
      }
    });
    keys.add("expect: { " + String.join(", ", expected(turn)) + " }");
    return String.join(", ", keys);
  }

  private List<String> expected(Turn turn) {
    List<String> expected = new ArrayList<>();
    Played last = turn.lines().isEmpty() ? null : turn.lines().get(turn.lines().size() - 1);
    boolean happened = turn.acts().keySet().stream().anyMatch(key -> !key.equals("after"));
    if (last != null && happened) {
      expected.add("rule: " + quoted(last.rule() == null ? "none" : last.rule()));
      expected.add("flow: " + quoted(last.flow() == null ? "none" : last.flow()));
    }
    List<String> says = new ArrayList<>();
    List<String> desks = new ArrayList<>();
    List<String> actions = new ArrayList<>();
    for (Played line : turn.lines()) {
      line.messages()
          .forEach(
              message -> says.add(quoted(sensitive.starred(message.message().readable()))));
      line.calls()
          .forEach(
              call -> (call.kind() == Call.Kind.DESK ? desks : actions).add(quoted(call.name())));
    }
    expected.add("says: [" + String.join(", ", says) + "]");
    if (last != null) {
      expected.add("waiting: " + quoted(last.waitingAt() == null ? "none" : last.waitingAt()));
    }
    if (!actions.isEmpty()) {
      expected.add("called: [" + String.join(", ", actions) + "]");
    }
    if (desks.size() == 1) {
      expected.add("handover: " + desks.get(0));
    }
    return expected;
  }

  private static String shortest(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** In double quotes, which mean the same in YAML as in JSON. */
  private static String quoted(String text) {
    boolean plain = !text.isEmpty()
        && text.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "._- ".indexOf(c) >= 0))
        && Character.isLetter(text.charAt(0))
        && !text.endsWith(" ");
    return plain ? text : Json.value(text).toString();
  }
}
