package dev.botflow.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps messages until they are sent, or given up on. Rows come in through {@link SessionStore#save}. */
public interface OutboxStore {

  /**
   * The first unsent row of each session whose moment has come, oldest first. A session whose first row is not due has
   * none: order within a session is kept.
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

  /** The row was taken by the other side under this id. */
  void sent(String id, String messageId, Instant at);

  /** The row is tried again later. */
  void retry(OutboxRow row);

  /** The row is given up: refused, too old, or its outcome unknown. */
  void dead(DeadLetter letter);

  /** Rows given up, oldest first. */
  List<DeadLetter> deadLetters();

  /** Puts a dead row back at the end of its session's queue; false if there is none of this id. */
  boolean replay(String id, Instant now);

  /** Forgets a dead row; false if there is none of this id. */
  boolean drop(String id);
}
