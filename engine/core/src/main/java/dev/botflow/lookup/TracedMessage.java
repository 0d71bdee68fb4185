package dev.botflow.lookup;

import dev.botflow.session.TurnRecord;
import dev.botflow.store.MessageFate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message that a turn wrote, and what became of it.
 *
 * @param written its id, and the step that said it
 * @param fate what the outbox knows; null once it has forgotten it
 * @param notSent why it was given up, from the trace, which remembers it longer; null if it was not
 * @param reports what the other side said of it, the earliest first
 */
public record TracedMessage(
    TurnRecord.Written written,
    @Nullable MessageFate fate,
    @Nullable String notSent,
    List<TurnRecord.Report> reports) {
  public TracedMessage {
    reports = List.copyOf(reports);
  }

  /**
   * How far it came, in a word or two: {@code waiting}, {@code sent}, {@code given up}, {@code delivered}, {@code read},
   * {@code failed}, or {@code no longer known}.
   */
  public String state() {
    for (String status : List.of("READ", "FAILED", "DELIVERED")) {
      if (reports.stream().anyMatch(report -> report.status().equals(status))) {
        return status.toLowerCase(Locale.ROOT);
      }
    }
    if (fate != null) {
      return fate.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
    if (notSent != null) {
      return "given up";
    }
    return reports.isEmpty() ? "no longer known" : "sent";
  }

  /** Why it did not arrive, in the other side's words where they are known; null if it did, or nobody knows. */
  public @Nullable String reason() {
    for (TurnRecord.Report report : reports) {
      if (report.status().equals("FAILED") && report.reason() != null) {
        return report.reason();
      }
    }
    return fate != null && fate.reason() != null ? fate.reason() : notSent;
  }
}
