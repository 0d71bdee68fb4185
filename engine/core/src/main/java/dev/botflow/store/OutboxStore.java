package dev.botflow.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps messages until they are sent, or given up on. Rows come in through {@link SessionStore#save}. */
public interface OutboxStore {

  /**
   * The first unsent row of each session whose moment has come. A session whose first row is not due has none: order
   * within a session is kept. Sessions for which an answer waits come first, {@link OutboxRow#later} ones after them; among
   * each, those whose first row became the first earliest, so that a session with many rows gives way after each.
   */
  default List<OutboxRow> dueRows(Instant now, int limit) {
    return dueRows(now, Set.of(), limit);
  }

  /**
   * As {@link #dueRows(Instant, int)}, without the rows of some apps: rows that cannot go now must not stand before those
   * that can.
   *
   * @param leftOut app ids, as in the messages' addresses
   */
  List<OutboxRow> dueRows(Instant now, Set<String> leftOut, int limit);

  /** When the next row is due; empty if nothing waits. */
  Optional<Instant> nextRow();

  /** When the row was made that waits longest; empty if nothing waits. */
  Optional<Instant> oldestRow();

  /** These rows are about to be sent; durable when this returns, so that no attempt is forgotten. */
  void attempting(List<String> ids);

  /**
   * Attempts whose outcome was never stored, since the process ended meanwhile, count as made and their outcome as
   * unknown. To be called before the first send after a start.
   *
   * @param notBefore when they are made again, unless settled by then
   * @return how many there were
   */
  int markUnknownOutcomes(Instant notBefore);

  /** The row was taken by the other side under this id. */
  void sent(String id, String messageId, Instant at);

  /**
   * A report says that the other side took a message: if its outcome was unknown, also of one given up, it counts as
   * sent.
   *
   * @return false if the outcome of no such message was unknown; then nothing changes
   */
  boolean settle(String id, String messageId, Instant at);

  /** The row is retried later, whether its outcome is unknown or not. */
  void retry(OutboxRow row);

  /** Rows that wait for longer become due then: their moment was set by a clock that was set back since. */
  void waitAtMost(Instant latest);

  /** The ids of messages whose outcome was unknown at some time: of those waiting, given up, and sent within the window. */
  List<String> unknownOutcomes();
}
