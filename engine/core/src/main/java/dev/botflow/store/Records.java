package dev.botflow.store;

import dev.botflow.event.SessionKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a store tells people about contacts and their turns: why somebody got what they got, and what is kept of them. It
 * changes nothing, costs no turn anything, and may read much: for a person who asks, not for every event. Safe for use by
 * many threads.
 */
public interface Records {

  /** A page of turns, the newest first. A trace that cannot be read is left out, and logged. */
  List<StoredTurn> turns(TurnQuery query);

  /** What became of our messages, as far as it is known without their reports; nothing of those nobody knows any more. */
  List<MessageFate> messages(Set<String> ids);

  /** Our id of a message by the other side's, within the dedupe window; looks at all that were sent in it. */
  Optional<String> ownId(String messageId);

  /**
   * A page of sessions in the order of their keys. One that cannot be read is left out, and logged.
   *
   * @param after only those of a greater key; empty for the first page
   */
  SessionPage sessions(String after, int limit);

  /** The apps of which there is a session, in order. */
  List<String> apps();

  /**
   * Every byte that is kept of one session, row by row: all that {@link Upkeep#erase} would take.
   */
  List<StoredRow> rows(SessionKey key);
}
