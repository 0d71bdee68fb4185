package dev.botflow.store;

import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import dev.botflow.session.Trace;
import java.util.List;

/** Keeps sessions. Safe for use by many threads. */
public interface SessionStore {

  /**
   * The session of this key; a fresh one of version 0 if there is none.
   *
   * @throws UnreadableSessionException if what is kept of it cannot be read, while the store itself can
   */
  Session open(SessionKey key);

  /**
   * Stores a turn: session, inbox mark, outbox, timers and calls, all or nothing; and with them the session of a contact
   * that was merged into this one ({@link Commit#absorbed}), whose timers are all cancelled.
   *
   * @throws StaleSessionException if the stored version is not the one before {@code commit.session().version()}, or that
   *     of the absorbed session not the one before its own
   * @throws AlreadyHandledException if the inbox or its journal knows the event {@code commit.handled()} and it waits no
   *     more, or no timer waits that became it: two hosts on one store, or an erasure meanwhile
   */
  void save(Commit commit);

  /** What the latest turns of this session did, oldest first, as far as kept. */
  List<Trace> traces(SessionKey key);
}
