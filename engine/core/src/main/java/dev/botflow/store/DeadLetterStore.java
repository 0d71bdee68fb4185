package dev.botflow.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps what was given up, until somebody lets it be tried again or forgets it. */
public interface DeadLetterStore {

  /** Gives something up. Nothing happens to a message, timer or call that does not wait any more. */
  void giveUp(GivenUp what);

  /**
   * A page of what was given up, in the order of {@link DeadLetter#number}: of each kind the oldest first.
   *
   * @param after only those of a greater number; 0 for the first page
   */
  List<DeadLetter> deadLetters(Set<DeadLetter.Kind> kinds, long after, int limit);

  /** How many there are of each kind. */
  Map<DeadLetter.Kind, Long> deadLetterCounts();

  /**
   * Puts a message back at the end of its session's queue, as one that was tried once; or lets an event wait again, behind
   * all others, which {@link InboxStore#replayed} finds until it was handled. Timers and calls are not tried again.
   *
   * @param now when the message counts as written
   * @return false if no message or event of this id was given up
   */
  boolean replay(String id, Instant now);

  /** Forgets what was given up under this id; false if there is nothing. */
  boolean drop(String id);
}
