package dev.botflow.session;

import dev.botflow.event.SessionKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All a turn changes, stored together or not at all.
 *
 * @param session the session's next version
 * @param handled the dedupe key of the event this turn handled; marks it done in the inbox
 * @param outbox messages to send
 * @param timers timers to set; one of the same id is replaced
 * @param cancelled ids of timers that no longer count, the one that fired included
 * @param calls calls to make
 * @param completed the id of the call whose result this turn handled
 * @param trace what happened and why
 * @param at when the turn ran
 */
public record Commit(
    Session session,
    String handled,
    List<OutboxRow> outbox,
    List<Timer> timers,
    List<String> cancelled,
    List<Call> calls,
    @Nullable String completed,
    Trace trace,
    Instant at) {
  public Commit {
    outbox = List.copyOf(outbox);
    timers = List.copyOf(timers);
    cancelled = List.copyOf(cancelled);
    calls = List.copyOf(calls);
  }

  public SessionKey key() {
    return session.key();
  }
}
