package dev.botflow.authoring.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.authoring.io.FileLines;
import dev.botflow.authoring.io.InputText;
import dev.botflow.authoring.io.Json;
import dev.botflow.error.BotFlowException;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.codec.TraceJson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One turn as its trace reports it: as {@code play --json} prints it, or as a store keeps it. A trace holds ids and words of
 * the engine, no text of a contact.
 *
 * @param entries what happened, the results of its calls included
 */
public record TracedTurn(List<TraceEntry> entries) {
  private static final int MAX_LINE_BYTES = 1024 * 1024;

  /** What tells two ways of going on apart; counts, reasons and near misses do not. */
  private static final List<String> TELLING = List.of(
      "rule", "flow", "step", "choice", "attempt", "action", "table", "exit", "outcome", "queue");

  /**
   * The turns in files of one trace a line.
   *
   * @throws BotFlowException if a file cannot be read, or a line is no trace
   */
  public static List<TracedTurn> read(List<String> files) {
    List<TracedTurn> turns = new ArrayList<>();
    for (String file : files) {
      try (InputStream in = new BufferedInputStream(InputText.open(file))) {
        FileLines lines = new FileLines(in, MAX_LINE_BYTES);
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
          String text = new String(line, StandardCharsets.UTF_8).strip();
          if (!text.isEmpty()) {
            add(turns, entries(file + ":" + lines.number(), text));
          }
        }
      } catch (IOException e) {
        throw InputText.unreadable(file, e);
      }
    }
    return turns;
  }

  /** A store keeps the result of a call as a turn of its own; here it belongs to the turn that called. */
  private static void add(List<TracedTurn> turns, List<TraceEntry> entries) {
    boolean result = !entries.isEmpty() && entries.get(0) instanceof TraceEntry.Completed;
    if (!result || turns.isEmpty()) {
      turns.add(new TracedTurn(entries));
      return;
    }
    List<TraceEntry> both = new ArrayList<>(turns.get(turns.size() - 1).entries());
    both.addAll(entries);
    turns.set(turns.size() - 1, new TracedTurn(both));
  }

  private static List<TraceEntry> entries(String place, String text) {
    JsonNode json = Json.parse(text).orElseThrow(() -> noTrace(place));
    if (json.path("trace").isArray()) {
      List<TraceEntry> entries = new ArrayList<>();
      for (JsonNode entry : json.path("trace")) {
        Map<String, Object> details = new LinkedHashMap<>();
        entry.properties().forEach(field -> {
          Object value = Json.plain(field.getValue());
          if (!field.getKey().equals("what") && value != null) {
            details.put(field.getKey(), value);
          }
        });
        entries.add(TraceEntry.of(entry.path("what").asText(), details));
      }
      return entries;
    }
    if (json.path("entries").isArray()) {
      return TraceJson.read(text).entries();
    }
    throw noTrace(place);
  }

  private static BotFlowException noTrace(String place) {
    return new BotFlowException(
        place
            + ": expected a trace, as play --json prints it or a store keeps it, but was something else");
  }

  /** What happened, in order, as words that two plays of the same conversation share. */
  List<String> signs() {
    return signs(entries);
  }

  static List<String> signs(List<TraceEntry> entries) {
    List<String> signs = new ArrayList<>();
    for (TraceEntry entry : entries) {
      if (!isWarning(entry)) {
        StringBuilder sign = new StringBuilder(entry.what());
        TELLING.forEach(name -> {
          Object value = entry.details().get(name);
          if (value != null) {
            sign.append(' ').append(name).append(' ').append(value);
          }
        });
        signs.add(sign.toString());
      }
    }
    return signs;
  }

  private static boolean isWarning(TraceEntry entry) {
    return entry instanceof TraceEntry.Warning || entry instanceof TraceEntry.Absent;
  }

  boolean has(Class<? extends TraceEntry> kind) {
    return entries.stream().anyMatch(kind::isInstance);
  }

  /** The choice its first answer picked. */
  Optional<String> choice() {
    return entries.stream()
        .map(entry -> entry instanceof TraceEntry.Answered answered ? answered.choice() : null)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** The rows and rules that decided. */
  List<String> rules() {
    return entries.stream().map(TracedTurn::rule).filter(Objects::nonNull).toList();
  }

  private static @Nullable String rule(TraceEntry entry) {
    if (entry instanceof TraceEntry.Routed routed) {
      return routed.rule();
    }
    if (entry instanceof TraceEntry.Interrupted interrupted) {
      return interrupted.rule();
    }
    if (entry instanceof TraceEntry.Silent silent) {
      return silent.rule();
    }
    return entry instanceof TraceEntry.Suppressed suppressed ? suppressed.rule() : null;
  }
}
