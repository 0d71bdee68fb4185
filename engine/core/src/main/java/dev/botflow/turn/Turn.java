package dev.botflow.turn;

import dev.botflow.message.Outgoing;
import dev.botflow.routing.Decision;
import dev.botflow.session.Run;
import dev.botflow.session.Trace;
import dev.botflow.store.Commit;
import dev.botflow.store.OutboxRow;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one event led to.
 *
 * @param commit all it changes
 * @param decision what was decided
 * @param outcome how it went
 * @param flow the flow that was started, else the one that took the event; null if none did
 */
public record Turn(
    Commit commit,
    Decision decision,
    Outcome outcome,
    @Nullable String flow) {

  /** How a turn went. */
  public enum Outcome {
    HANDLED,
    IGNORED,
    SUPPRESSED,
    UNSUPPORTED,
    /** A run failed; what its error flow said is among the messages. */
    FAILED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The row or rule that decided; null where none did. */
  public @Nullable String rule() {
    return decision.rule();
  }

  /** The messages to send, in order. */
  public List<Outgoing> messages() {
    return commit.outbox().stream().map(OutboxRow::message).toList();
  }

  public Trace trace() {
    return commit.trace();
  }

  /** Where the innermost run waits, as {@code flow.step}; null if nothing is open. */
  public @Nullable String waitingAt() {
    Run run = commit.session().topRun();
    return run == null || run.waiting() == null
        ? null
        : run.top().flow() + "." + run.top().step();
  }
}
