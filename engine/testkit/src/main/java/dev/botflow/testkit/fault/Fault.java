package dev.botflow.testkit.fault;

import java.time.Duration;

/**
 * What a {@link FaultProxy} does to one exchange: a request and its answer on a connection.
 *
 * @param effect what happens
 * @param bytes of the answer that still arrive for CUT_ANSWER; bytes a second for THROTTLE; else 0
 * @param time how long the request is held for DELAY; else zero
 * @param resets whether a connection that is cut is reset (TCP RST) rather than ended
 */
public record Fault(Effect effect, int bytes, Duration time, boolean resets) {

  /** What happens to an exchange. */
  public enum Effect {
    /** Nothing. */
    NONE,
    /** The client wrote, the server saw nothing of it, the connection ends. */
    CUT_BEFORE,
    /** The server got the whole request and began to answer; the client sees no byte of that, the connection ends. */
    CUT_AFTER,
    /** The client sees the first bytes of the answer, then the connection ends. */
    CUT_ANSWER,
    /** The request arrives later. */
    DELAY,
    /** Request and answer come slowly. */
    THROTTLE
  }

  private static Fault of(Effect effect) {
    return new Fault(effect, 0, Duration.ZERO, false);
  }

  /** Lets the exchange pass. */
  public static Fault none() {
    return of(Effect.NONE);
  }

  /** Cuts the connection before the request is written on: it was surely not carried out. */
  public static Fault cutBefore() {
    return of(Effect.CUT_BEFORE);
  }

  /** Cuts the connection once the server began to answer: the request was carried out, the client cannot know. */
  public static Fault cutAfter() {
    return of(Effect.CUT_AFTER);
  }

  /**
   * Cuts the connection in the answer.
   *
   * @param bytes how many of the answer still arrive; 1 or more. An answer that is not longer arrives whole
   */
  public static Fault cutAnswer(int bytes) {
    return new Fault(Effect.CUT_ANSWER, positive("bytes", bytes), Duration.ZERO, false);
  }

  /** Holds the request this long before it is written on. */
  public static Fault delay(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time: expected 0 or more, but was " + time);
    }
    return new Fault(Effect.DELAY, 0, time, false);
  }

  /** Lets this many bytes a second through, each way; 1 or more. */
  public static Fault throttle(int bytesPerSecond) {
    return new Fault(
        Effect.THROTTLE, positive("bytesPerSecond", bytesPerSecond), Duration.ZERO, false);
  }

  /** The same cut with a connection that is reset, as by a gateway that fell over. */
  public Fault reset() {
    return new Fault(effect, bytes, time, true);
  }

  private static int positive(String name, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(name + ": expected 1 or more, but was " + number);
    }
    return number;
  }
}
