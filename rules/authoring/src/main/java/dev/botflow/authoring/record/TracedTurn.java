package dev.botflow.authoring.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.authoring.io.FileLines;
import dev.botflow.authoring.io.InputText;
import dev.botflow.authoring.io.Json;
import dev.botflow.error.BotFlowException;
import dev.botflow.session.Trace;
import dev.botflow.store.codec.TraceJson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One turn as its trace reports it: as {@code play --json} prints it, or as a store keeps it. A trace holds ids and words of
 * the engine, no text of a contact.
 *
 * @param entries what happened, the results of its calls included
 */
public record TracedTurn(List<Trace.Entry> entries) {
  private static final int MAX_LINE_BYTES = 1024 * 1024;
  private static final String COMPLETED = "completed";

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
  private static void add(List<TracedTurn> turns, List<Trace.Entry> entries) {
    boolean result = !entries.isEmpty() && entries.get(0).what().equals(COMPLETED);
    if (!result || turns.isEmpty()) {
      turns.add(new TracedTurn(entries));
      return;
    }
    List<Trace.Entry> both = new ArrayList<>(turns.get(turns.size() - 1).entries());
    both.addAll(entries);
    turns.set(turns.size() - 1, new TracedTurn(both));
  }

  private static List<Trace.Entry> entries(String place, String text) {
    JsonNode json = Json.parse(text).orElseThrow(() -> noTrace(place));
    if (json.path("trace").isArray()) {
      List<Trace.Entry> entries = new ArrayList<>();
      for (JsonNode entry : json.path("trace")) {
        Map<String, Object> details = new LinkedHashMap<>();
        entry.properties().forEach(field -> {
          if (!field.getKey().equals("what") && field.getValue().isValueNode()) {
            details.put(field.getKey(), field.getValue().asText());
          }
        });
        entries.add(new Trace.Entry(entry.path("what").asText(), details));
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

  static List<String> signs(List<Trace.Entry> entries) {
    List<String> signs = new ArrayList<>();
    for (Trace.Entry entry : entries) {
      if (!entry.what().equals("warning")) {
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

  boolean has(String what) {
    return entries.stream().anyMatch(entry -> entry.what().equals(what));
  }

  /** A detail of the first entry with this word that has it. */
  Optional<String> detail(String what, String name) {
    return entries.stream()
        .filter(entry -> entry.what().equals(what) && entry.details().containsKey(name))
        .map(entry -> String.valueOf(entry.details().get(name)))
        .findFirst();
  }
}
