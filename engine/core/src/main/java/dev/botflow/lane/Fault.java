package dev.botflow.lane;

import dev.botflow.error.SafeErrors;

/**
 * Why something could not be handled.
 *
 * @param name the simple name of the class that was thrown
 * @param shown for the log: class and place, nothing of a contact
 */
public record Fault(Kind kind, String name, String shown) {

  /** Where it arose. */
  public enum Kind {
    /** The event could not be read from its bytes: it never will. */
    BYTES,
    /** The turn failed, or could not be stored. */
    TURN,
    /** The host's facts failed or took too long; that ends when the host's own system does. */
    FACTS
  }

  /** What was thrown. */
  public static Fault of(Kind kind, Throwable thrown) {
    return new Fault(kind, thrown.getClass().getSimpleName(), SafeErrors.shown(thrown));
  }

  /** Why it was given up, for the people who look at what was. */
  String reason() {
    return switch (kind) {
      case BYTES -> "it could not be read again: " + name;
      case TURN -> "its turn failed: " + name;
      case FACTS -> "the host's facts failed for too long: " + name;
    };
  }

  Outcome outcome() {
    return switch (kind) {
      case BYTES -> Outcome.UNREADABLE;
      case TURN -> Outcome.TURN_FAILED;
      case FACTS -> Outcome.FACTS_FAILED_TOO_LONG;
    };
  }
}
