package dev.botflow.scenario;

import dev.botflow.message.Choice;
import dev.botflow.message.Outgoing;
import dev.botflow.session.Call;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A conversation as people read it: who said what, and under each turn what decided. It holds what was said, so it
 * belongs into test reports, not into logs.
 */
public record Transcript(List<Exchange> exchanges, ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  public Transcript {
    exchanges = List.copyOf(exchanges);
  }

  /** One line for each thing that happened. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Exchange exchange : exchanges) {
      for (PlayResult timer : exchange.timers()) {
        lines.add(TIME.format(timer.at().atZone(zone)) + " a timer");
        done(lines, timer);
      }
      lines.add(TIME.format(exchange.at().atZone(zone)) + " " + exchange.did());
      if (exchange.played() != null) {
        done(lines, exchange.played());
      }
    }
    return lines;
  }

  private static String word(Call.Kind kind) {
    return switch (kind) {
      case ACTION -> "called";
      case DESK -> "handover";
      case FLOW -> "flow of the host";
      case DESK_MESSAGE -> "message for the desk";
    };
  }

  private static void done(List<String> lines, PlayResult line) {
    for (Call call : line.calls()) {
      lines.add("  " + word(call.kind()) + ": " + call.name());
    }
    for (Outgoing message : line.messages()) {
      String choices = message.message().choices().stream()
          .map(Choice::label)
          .map(label -> " [" + label + "]")
          .collect(Collectors.joining());
      lines.add("  bot: " + message.message().readable().replace("\n", "\n       ") + choices);
    }
    List<String> words = new ArrayList<>();
    words.add(line.outcome());
    if (line.decision() != null && !line.decision().equals("continue")) {
      words.add("decision " + line.decision());
    }
    if (line.rule() != null) {
      words.add("rule " + line.rule());
    }
    if (line.flow() != null) {
      words.add("flow " + line.flow());
    }
    if (line.waitingAt() != null) {
      words.add("waiting " + line.waitingAt());
    }
    lines.add("  (" + String.join(", ", words) + ")");
  }

  /** The lines as one text. */
  @Override
  public String toString() {
    return String.join("\n", lines());
  }
}
