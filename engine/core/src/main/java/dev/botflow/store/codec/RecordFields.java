package dev.botflow.store.codec;

import dev.botflow.event.Channel;
import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import dev.botflow.session.TurnRecord;
import dev.botflow.session.TurnRecord.Question;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of what a turn was about. There is one with each turn, so what says nothing is left out. */
final class RecordFields {
  private RecordFields() {}

  /** @param facts as JSON keeps them */
  static void write(JsonOut json, TurnRecord turn, Map<String, Object> facts) {
    json.text("kind", turn.kind())
        .time("at", turn.at())
        .text("app", turn.app().isEmpty() ? null : turn.app())
        .text("channel", turn.channel() == null ? null : turn.channel().name())
        .text("message", turn.messageId())
        .text("event", turn.eventId())
        .number("version", turn.version())
        .text("decision", turn.decision())
        .text("rule", turn.rule())
        .text("flow", turn.flow())
        .text("outcome", turn.outcome());
    if (!facts.isEmpty()) {
      json.values("facts", facts);
    }
    if (!turn.hidden().isEmpty()) {
      json.list("hidden", List.copyOf(turn.hidden()), (item, name) -> item.text("name", name));
    }
    if (turn.question() != Question.NONE) {
      json.word("question", turn.question());
    }
    if (!turn.messages().isEmpty()) {
      json.list(
          "messages",
          turn.messages(),
          (item, written) -> item.text("id", written.id())
              .text("channel", written.channel().name())
              .text("flow", written.flow())
              .text("step", written.step()));
    }
    TurnRecord.Report report = turn.report();
    if (report != null) {
      json.object(
          "report",
          item -> item.text("id", report.id())
              .text("status", report.status())
              .text("reason", report.reason()));
    }
  }

  static TurnRecord read(JsonIn json) {
    return new TurnRecord(
        json.text("kind"),
        json.time("at"),
        json.has("app") ? json.text("app") : "",
        channel(json),
        json.textOrNull("message"),
        json.textOrNull("event"),
        json.number("version"),
        json.text("decision"),
        json.textOrNull("rule"),
        json.textOrNull("flow"),
        json.text("outcome"),
        json.has("facts") ? json.values("facts") : Map.of(),
        hidden(json),
        json.has("question") ? json.word("question", Question.class) : Question.NONE,
        json.has("messages") ? json.list("messages", RecordFields::written) : List.of(),
        report(json.objectOrNull("report")));
  }

  private static Set<String> hidden(JsonIn json) {
    return json.has("hidden")
        ? new TreeSet<>(json.list("hidden", item -> item.text("name")))
        : Set.of();
  }

  private static TurnRecord.Written written(JsonIn json) {
    return new TurnRecord.Written(
        json.text("id"), new Channel(json.text("channel")), json.text("flow"), json.text("step"));
  }

  private static TurnRecord.@Nullable Report report(@Nullable JsonIn json) {
    return json == null
        ? null
        : new TurnRecord.Report(json.text("id"), json.text("status"), json.textOrNull("reason"));
  }

  private static @Nullable Channel channel(JsonIn json) {
    String name = json.textOrNull("channel");
    return name == null || name.isBlank() ? null : new Channel(name);
  }
}
