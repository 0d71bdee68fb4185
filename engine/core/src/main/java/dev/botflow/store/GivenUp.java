package dev.botflow.store;

import dev.botflow.session.Call;
import dev.botflow.session.Timer;
import dev.botflow.session.Trace;
import java.time.Instant;

/** Something the engine gives up; a store keeps it as a {@link DeadLetter}. */
public sealed interface GivenUp {

  /** Why, without personal data. */
  String reason();

  /** An event that cannot be handled, whether it waited or never came into the inbox; given up once only. */
  record Event(InboxEntry entry, String reason) implements GivenUp {}

  /**
   * A message that was refused, is too old, or whose outcome is unknown.
   *
   * @param attempts attempts made
   * @param unknown true if it may have been sent
   * @param note what is added at the end of the trace of the turn that wrote it, in the same commit; nothing if that trace
   *     is no longer kept
   */
  record Message(String id, int attempts, String reason, boolean unknown, Instant since, Trace note)
      implements GivenUp {

    /** One whose trace says nothing of it. */
    public Message(String id, int attempts, String reason, boolean unknown, Instant since) {
      this(id, attempts, reason, unknown, since, Trace.empty());
    }
  }

  /** A timer whose turns keep failing. */
  record DueTimer(Timer timer, String reason) implements GivenUp {}

  /** A call whose result cannot be handled: it is made no more. */
  record OpenCall(Call call, String reason) implements GivenUp {}
}
