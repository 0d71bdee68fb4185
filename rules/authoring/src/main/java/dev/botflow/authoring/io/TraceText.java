package dev.botflow.authoring.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.lookup.TracedMessage;
import dev.botflow.lookup.TracedTurn;
import dev.botflow.message.OutboundJson;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.Why;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.TurnRecord;
import dev.botflow.session.TurnTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A turn that is over, as a person reads it, and as a program does. */
public record TraceText(Streams streams) {

  /** For a person. */
  public void print(TracedTurn traced) {
    TurnRecord record = traced.turn().trace().record();
    List<String> lines = new ArrayList<>();
    lines.add(traced.turn().at() + "  turn " + traced.number() + "  "
        + (record == null ? "event " + traced.turn().event() : what(record)));
    if (record != null) {
      lines.add("  " + Sentences.decided(record.decision(), record.rule(), record.flow())
          + (record.version() == 0 ? "" : ", version " + record.version() + " of the bot")
          + (record.outcome().equals("handled") ? "" : "; " + record.outcome()));
      facts(record, lines);
    }
    TurnTexts texts = traced.turn().trace().texts();
    if (texts != null && texts.said() != null) {
      lines.add("  they wrote: " + texts.said());
    }
    traced.turn().trace().entries().stream()
        .filter(entry -> !(entry instanceof TraceEntry.Routed))
        .forEach(entry -> lines.add("  " + entry.what() + " " + named(entry.details())));
    traced.messages().forEach(message -> lines.add("  " + sent(message)));
    if (texts != null) {
      texts.messages().forEach(message -> lines.add("  we wrote: " + readable(message)));
    }
    traced.nearest().forEach(why -> lines.add("  not " + String.join(": ", lost(why))));
    if (traced.note() != null) {
      lines.add("  " + traced.note());
    }
    lines.forEach(streams::text);
    streams.text("");
  }

  private static String readable(Outgoing message) {
    String choices = message.message().choices().stream()
        .map(choice -> " [" + choice.label() + "]")
        .collect(Collectors.joining());
    return message.message().readable().replace("\n", "\n            ") + choices;
  }

  private static String what(TurnRecord record) {
    return record.kind()
        + (record.channel() == null ? "" : " on " + record.channel())
        + (record.app().isEmpty() ? "" : ", app " + record.app())
        + (record.messageId() == null ? "" : ", message " + record.messageId());
  }

  private static void facts(TurnRecord record, List<String> lines) {
    if (!record.facts().isEmpty()) {
      lines.add("  knew: " + named(record.facts()));
    }
    if (!record.hidden().isEmpty()) {
      lines.add("  knew, and did not keep: " + String.join(", ", record.hidden()));
    }
    switch (record.question()) {
      case INTERRUPTIBLE -> lines.add("  a question was open");
      case ANSWERED -> lines.add("  the open question took it");
      case FIRM -> lines.add("  a question was open that takes no interruption");
      case NONE -> {}
    }
  }

  private static String named(Map<String, Object> values) {
    return values.entrySet().stream()
        .map(one -> one.getKey() + " " + one.getValue())
        .collect(Collectors.joining(", "));
  }

  private static List<String> lost(Why why) {
    return List.of(
        why.rule(),
        why.column() + " asks for " + why.cell() + ", but was "
            + (why.found() == null ? "nothing" : why.found()));
  }

  private static String sent(TracedMessage message) {
    String step = message.written().step().isEmpty()
        ? ""
        : message.written().flow() + "." + message.written().step() + " said ";
    String reason = message.reason();
    boolean twice = message.fate() != null && message.fate().unknown();
    return step + "message " + message.written().id() + " on "
        + message.written().channel() + ": "
        + message.state()
        + (reason == null ? "" : ", " + reason)
        + (twice ? " (it may have gone twice)" : "");
  }

  /** For a program: one line. */
  public void json(TracedTurn traced) {
    TurnRecord record = traced.turn().trace().record();
    TurnTexts texts = traced.turn().trace().texts();
    ObjectNode line = Json.object()
        .put("number", traced.number())
        .put("at", traced.turn().at().toString())
        .put("session", traced.turn().key().value())
        .put("event", traced.turn().event())
        .put("kind", record == null ? null : record.kind())
        .put("app", record == null ? traced.turn().key().appId() : record.app())
        .put(
            "channel",
            record == null || record.channel() == null ? null : record.channel().name())
        .put("message", record == null ? null : record.messageId())
        .put("version", record == null ? null : Long.valueOf(record.version()))
        .put("decision", record == null ? null : record.decision())
        .put("rule", record == null ? null : record.rule())
        .put("flow", record == null ? null : record.flow())
        .put("outcome", record == null ? null : record.outcome());
    line.set("facts", Json.value(record == null ? null : record.facts()));
    line.set("hidden", Json.value(record == null ? null : record.hidden()));
    line.set("trace", entries(traced.turn().trace().entries()));
    line.set("messages", messages(traced.messages()));
    ArrayNode nearest = Json.array();
    traced
        .nearest()
        .forEach(why -> nearest.add(Json.object()
            .put("rule", why.rule())
            .put("column", why.column())
            .put("cell", why.cell())
            .put("found", why.found())));
    line.set("why", nearest);
    line.put("note", traced.note());
    line.set("texts", texts(texts));
    streams.json(Json.line(line));
  }

  private static ArrayNode entries(List<TraceEntry> entries) {
    ArrayNode all = Json.array();
    for (TraceEntry entry : entries) {
      ObjectNode one = Json.object().put("what", entry.what());
      one.set("details", Json.value(entry.details()));
      all.add(one);
    }
    return all;
  }

  private static ArrayNode messages(List<TracedMessage> messages) {
    ArrayNode all = Json.array();
    for (TracedMessage message : messages) {
      all.add(Json.object()
          .put("id", message.written().id())
          .put("message", message.fate() == null ? null : message.fate().messageId())
          .put("channel", message.written().channel().name())
          .put("flow", message.written().flow())
          .put("step", message.written().step())
          .put("state", message.state())
          .put("reason", message.reason())
          .put("unknown", message.fate() != null && message.fate().unknown()));
    }
    return all;
  }

  private static JsonNode texts(@Nullable TurnTexts texts) {
    if (texts == null) {
      return Json.value(null);
    }
    ArrayNode messages = Json.array();
    for (Outgoing message : texts.messages()) {
      messages.add(Json.read(OutboundJson.write(message)));
    }
    ObjectNode said = Json.object().put("said", texts.said());
    said.set("messages", messages);
    return said;
  }
}
