package dev.botflow.store;

import dev.botflow.event.SessionKey;
import dev.botflow.session.Call;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.session.Trace;
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
 * @param absorbed the next version of the session of a contact that was merged into this one, stored with it or not at
 *     all; all its timers no longer count. Null for any other turn
 * @param contactGone true if the contact was deleted: whatever of it waits or was given up before goes with it, messages,
 *     calls, timers, events given up and traces; this turn's own stay
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
    Instant at,
    @Nullable Session absorbed,
    boolean contactGone) {
  public Commit {
    outbox = List.copyOf(outbox);
    timers = List.copyOf(timers);
    cancelled = List.copyOf(cancelled);
    calls = List.copyOf(calls);
  }

  /** A commit of a contact that was not deleted. */
  public Commit(
      Session session,
      String handled,
      List<OutboxRow> outbox,
      List<Timer> timers,
      List<String> cancelled,
      List<Call> calls,
      @Nullable String completed,
      Trace trace,
      Instant at,
      @Nullable Session absorbed) {
    this(session, handled, outbox, timers, cancelled, calls, completed, trace, at, absorbed, false);
  }

  /** A commit of one session. */
  public Commit(
      Session session,
      String handled,
      List<OutboxRow> outbox,
      List<Timer> timers,
      List<String> cancelled,
      List<Call> calls,
      @Nullable String completed,
      Trace trace,
      Instant at) {
    this(session, handled, outbox, timers, cancelled, calls, completed, trace, at, null);
  }

  /**
   * True if the inbox and its journal tell whether another turn handled this event. False for that of a timer: a flow may
   * set it again for the very moment at which it fired, and then it fires twice under the same key. What decides there is
   * the timer itself, which waits as long as no turn handled it ({@link Timer#firing}).
   */
  public boolean once() {
    return !Timer.isFiring(handled);
  }

  public SessionKey key() {
    return session.key();
  }
}
