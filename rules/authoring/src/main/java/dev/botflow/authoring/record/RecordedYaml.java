package dev.botflow.authoring.record;

import dev.botflow.authoring.io.Json;
import dev.botflow.scenario.PlayResult;
import dev.botflow.session.Call;
import dev.botflow.yaml.YamlNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a recorded talk as people write scenarios: one turn a line, with stand-ins for what is of a real person. */
final class RecordedYaml {
  private final RecordedTalk talk;
  private final Pseudonyms standIns;

  RecordedYaml(RecordedTalk talk) {
    this.talk = talk;
    this.standIns = talk.standIns();
  }

  String scenario(String name, Optional<YamlNode> stubs) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("scenario: ").append(quoted(name)).append('\n');
    if (!talk.isReceived()) {
      setting(yaml);
    }
    if (!talk.ofSession().isEmpty()) {
      yaml.append("session: ").append(value(talk.ofSession())).append('\n');
    }
    if (!talk.hostFacts().isEmpty()) {
      yaml.append("facts: ").append(value(talk.hostFacts())).append('\n');
    }
    List<String> kept = new ArrayList<>(stubs.map(this::stub).orElse(List.of()));
    // What failed for want of a stub fails again.
    talk.unanswered(stubs)
        .forEach(action -> kept.add(quoted(action) + ": { error: \"there is no stub for it\" }"));
    if (!kept.isEmpty()) {
      yaml.append("stub: { ").append(String.join(", ", kept)).append(" }\n");
    }
    yaml.append("turns:\n");
    talk.turns().forEach(turn -> yaml.append("- { ").append(written(turn)).append(" }\n"));
    return yaml.toString();
  }

  private void setting(StringBuilder yaml) {
    yaml.append("at: ")
        .append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            talk.beganAt().atZone(talk.bot().bot().settings().zone()).toOffsetDateTime()))
        .append('\n');
    yaml.append("on: [").append(talk.channel()).append("]\n");
    yaml.append("contact: { new: ").append(!talk.isContactKnown());
    talk.ofContact()
        .forEach((what, value) ->
            yaml.append(", ").append(quoted(what)).append(": ").append(value(value)));
    yaml.append(" }\n");
  }

  private List<String> stub(YamlNode node) {
    List<String> kept = new ArrayList<>();
    if (node instanceof YamlNode.Mapping mapping) {
      mapping.entries().forEach((action, entry) -> {
        if (talk.called(action)) {
          kept.add(quoted(action) + ": " + flow(entry.value()));
        }
      });
    }
    return kept;
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
    return quoted(standIns.standIn(((YamlNode.Scalar) node).text()));
  }

  private String written(RecordedTurn turn) {
    List<String> keys = new ArrayList<>();
    boolean received = turn.act().filter(RecordedAct::isReceived).isPresent();
    if (turn.on() != null && !received) {
      keys.add("on: " + turn.on());
    }
    if (!turn.after().isZero() && !received) {
      keys.add("after: " + shortest(turn.after()));
    }
    turn.act().ifPresent(act -> {
      keys.add(act.key() + ": "
          + quoted(act.isOfPerson() ? standIns.standIn(act.value()) : act.value()));
      if (!act.with().isEmpty()) {
        keys.add("with: " + value(act.with()));
      }
    });
    keys.add("expect: { " + String.join(", ", expected(turn)) + " }");
    return String.join(", ", keys);
  }

  /** A value as scenarios type it: texts in quotes, so that none is taken for a number. */
  private String value(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      List<String> members = new ArrayList<>();
      map.forEach((key, member) -> members.add(quoted(key.toString()) + ": " + value(member)));
      return "{ " + String.join(", ", members) + " }";
    }
    if (value instanceof Iterable<?> list) {
      List<String> items = new ArrayList<>();
      list.forEach(item -> items.add(value(item)));
      return "[" + String.join(", ", items) + "]";
    }
    if (value instanceof Boolean truth) {
      return truth.toString();
    }
    if (value instanceof Number number) {
      String plain =
          number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
      return standIns.standIn(plain);
    }
    return json(standIns.standIn(String.valueOf(value)));
  }

  private List<String> expected(RecordedTurn turn) {
    List<String> expected = new ArrayList<>();
    Optional<PlayResult> last = turn.last();
    if (turn.act().isPresent()) {
      last.ifPresent(line -> {
        expected.add("rule: " + quoted(line.rule() == null ? "none" : line.rule()));
        expected.add("flow: " + quoted(line.flow() == null ? "none" : line.flow()));
      });
    }
    List<String> says = new ArrayList<>();
    List<String> desks = new ArrayList<>();
    List<String> actions = new ArrayList<>();
    for (PlayResult line : turn.lines()) {
      line.messages()
          .forEach(message -> says.add(quoted(standIns.starred(message.message().readable()))));
      line.calls().forEach(call -> {
        if (call.kind() != Call.Kind.FLOW) {
          (call.kind() == Call.Kind.DESK ? desks : actions).add(quoted(call.name()));
        }
      });
    }
    expected.add("says: [" + String.join(", ", says) + "]");
    last.ifPresent(line ->
        expected.add("waiting: " + quoted(line.waitingAt() == null ? "none" : line.waitingAt())));
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

  private static String quoted(String text) {
    boolean plain = !text.isEmpty()
        && text.chars()
            .allMatch(c -> c < 128
                && (Character.isLetterOrDigit(c) || c == ' ' || c == '.' || c == '_' || c == '-'))
        && Character.isLetter(text.charAt(0))
        && !text.endsWith(" ");
    return plain ? text : json(text);
  }

  /** In double quotes, which mean the same in YAML as in JSON; what YAML takes for no text at all is written by number. */
  private static String json(String text) {
    StringBuilder yaml = new StringBuilder();
    Json.value(text).toString().codePoints().forEach(c -> {
      boolean odd = c >= 0x7f && c <= 0x9f
          || c == 0x2028
          || c == 0x2029
          || c == 0xfeff
          || c == 0xfffe
          || c == 0xffff
          || c >= 0xd800 && c <= 0xdfff;
      if (odd) {
        yaml.append("\\u").append(String.format(Locale.ROOT, "%04x", c));
      } else {
        yaml.appendCodePoint(c);
      }
    });
    return yaml.toString();
  }
}
