package dev.botflow.lane;

import java.util.Map;

/** How far a try is. */
sealed interface Stage {

  /** A worker is on it. */
  record Running() implements Stage {}

  /**
   * The host is asked for its facts.
   *
   * @param slow true once it takes long
   * @param tried true once it was tried whether it may do without them
   */
  record Asking(boolean slow, boolean tried) implements Stage {}

  /** The host told its facts; the turn waits for a worker. */
  record Answered(Map<String, Object> facts) implements Stage {}

  /** The host told none; what follows waits for a worker. */
  record Unanswered(Fault fault, boolean tried) implements Stage {}

  /** It waits before it is tried again. */
  record Pausing(Fault.Kind why) implements Stage {}

  /** It has waited, and is tried again by the next worker. */
  record Rested() implements Stage {}

  /** It is being given up. */
  record GivingUp(Fault fault) implements Stage {}
}
