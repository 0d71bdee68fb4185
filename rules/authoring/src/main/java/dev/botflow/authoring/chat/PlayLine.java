package dev.botflow.authoring.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.Columns;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Sentences;
import dev.botflow.message.Outgoing;
import dev.botflow.scenario.PlayResult;
import dev.botflow.session.TraceEntry;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.send.SinchMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One played event, as {@code play} and {@code chat} print it. */
public final class PlayLine {
  private PlayLine() {}

  /** The line for programs. {@code file} is null for a timer and for what was typed. */
  public static String json(@Nullable String file, PlayResult played) {
    ArrayNode messages = Json.array();
    for (Outgoing message : played.messages()) {
      messages.addRawValue(Json.raw(SinchMessages.body(message, SinchChannelLimits.all())));
    }
    ObjectNode line = Json.object()
        .put("file", file)
        .put("outcome", played.outcome())
        .put("rule", played.rule())
        .put("flow", played.flow())
        .put("waitingAt", played.waitingAt());
    line.set("messages", messages);
    line.set("trace", trace(played));
    return Json.line(line);
  }

  /** What happened and why, an object an entry. */
  public static ArrayNode trace(PlayResult played) {
    ArrayNode trace = Json.array();
    for (TraceEntry entry : played.trace()) {
      ObjectNode node = trace.addObject().put("what", entry.what());
      entry.details().forEach((name, value) -> node.set(name, Json.value(value)));
    }
    return trace;
  }

  /** The lines for people: a headline, what was said, and what happened. */
  public static String text(@Nullable String file, PlayResult played) {
    List<List<String>> rows = new ArrayList<>();
    for (Outgoing message : played.messages()) {
      rows.add(List.of(
          "", message.to().channel().name(), Columns.oneLine(message.message().readable())));
    }
    for (TraceEntry entry : played.trace()) {
      rows.add(List.of("", entry.what(), details(entry)));
    }
    String headline = (file == null ? "timer" : file) + ": " + summary(played);
    return rows.isEmpty() ? headline : headline + "\n" + Columns.aligned(rows);
  }

  /** {@code handled, R10 → welcome, waiting at welcome.topic}. */
  public static String summary(PlayResult played) {
    String decided = Sentences.decided(played.outcome(), played.rule(), played.flow());
    return played.waitingAt() == null ? decided : decided + ", waiting at " + played.waitingAt();
  }

  private static String details(TraceEntry entry) {
    return entry.details().entrySet().stream()
        .map(detail ->
            entry instanceof TraceEntry.Routed routed && detail.getKey().equals("why")
                ? nearMisses(routed.why())
                : detail(detail.getKey(), detail.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String detail(String name, Object value) {
    String shown = value instanceof List<?> members
        ? members.stream().map(String::valueOf).collect(Collectors.joining("; "))
        : String.valueOf(value);
    return name + " " + Columns.oneLine(shown);
  }

  /** {@code not R10 (At: expected Mon-Fri 09:00-17:00, but was Sat 12:00)}, each row that nearly won. */
  private static String nearMisses(List<TraceEntry.NearMiss> rows) {
    return Columns.oneLine(rows.stream()
        .map(row -> "not " + row.rule() + " (" + row.column() + ": expected " + row.cell()
            + ", but was " + (row.found() == null ? "absent" : row.found()) + ")")
        .collect(Collectors.joining("; ")));
  }
}
