package dev.botflow.lane;

/**
 * Something that waits on a lane, or is at work there.
 *
 * @param number tells it from all others of a process
 * @param tried true once it was tried whether it may go ahead of those before it: what is no opt-out now is none later
 */
public record Held(long number, Work work, boolean tried) {

  /** Something new. */
  public Held(long number, Work work) {
    this(number, work, false);
  }

  Held of(Work other) {
    return new Held(number, other, tried);
  }

  Held afterTry() {
    return new Held(number, work, true);
  }
}
