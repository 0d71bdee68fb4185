package dev.botflow.store;

import dev.botflow.event.SessionKey;
import dev.botflow.session.Call;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What only the owner of sessions reads and changes: the sessions themselves, their events, messages, timers and calls. Safe
 * for use by many threads.
 */
public interface Shard {

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

  /**
   * A page of an app's events that were accepted and not handled yet, in the order of acceptance.
   *
   * @param after only events of a greater number; 0 for the first page
   */
  List<WaitingEvent> waiting(String appId, long after, int limit);

  /** How many events were accepted and not handled yet, of each app that has some. */
  Map<String, Integer> waitingCounts();

  /** Events that wait since {@link Upkeep#replay}, by the host itself or beside it, in this order. */
  List<InboxEntry> replayed();

  /** Marks an event as handled without a turn: it concerns nobody. */
  void ignore(String dedupeKey, String reason);

  /** Gives something up. Nothing happens to a message, timer or call that does not wait any more. */
  void giveUp(GivenUp what);

  /**
   * Timers whose moment has come, the earliest first. One that cannot be read is given up, and the others come.
   *
   * @param after only those whose moment came later: what is overdue for long must not stand before what is due now
   * @param leftOut ids of apps, as {@link Timer#appId} gives them, whose timers may not fire yet and must not stand before
   *     those that may
   */
  List<Timer> dueTimers(Instant after, Instant now, Set<String> leftOut, int limit);

  /** When the next timer is due; empty if there is none. */
  Optional<Instant> nextTimer();

  /**
   * Calls without a handled result, in the order they were made. One that cannot be read is given up, and the others
   * come.
   */
  List<Call> openCalls();

  /**
   * The first unsent row of each session whose moment has come. A session whose first row is not due has none: order
   * within a session is kept. Sessions for which an answer waits come first, {@link OutboxRow#later} ones after them; among
   * each, those whose first row became the first earliest, so that a session with many rows gives way after each.
   *
   * @param leftOut ids of apps, as in the messages' addresses, whose rows cannot go now and must not stand before those
   *     that can
   */
  List<OutboxRow> dueRows(Instant now, Set<String> leftOut, int limit);

  /** When the next row is due; empty if nothing waits. */
  Optional<Instant> nextRow();

  /** Stores what attempts to send came to, in one commit; durable when this returns, so that no attempt is forgotten. */
  void record(List<SendChange> changes);

  /**
   * A report says that the other side took a message: if its outcome was unknown, also of one given up, it counts as
   * sent.
   *
   * @return false if the outcome of no such message was unknown; then nothing changes
   */
  boolean settle(String id, String messageId, Instant at);

  /**
   * Attempts whose outcome was never stored, since the process ended meanwhile, count as made and their outcome as
   * unknown. To be called before the first send after a start.
   *
   * @param notBefore when they are made again, unless settled by then
   * @return how many there were
   */
  int markUnknownOutcomes(Instant notBefore);

  /** Rows that wait for longer become due then: their moment was set by a clock that was set back since. */
  void waitAtMost(Instant latest);
}
