package dev.botflow.runtime;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host may measure. Ids and names only: of apps, channels, rows, flows and steps, never of people. Called on the
 * engine's threads, many at once, so it returns soon; one that throws is logged and harms nothing.
 *
 * <p>Of each app, at any moment: accepted + recovered = pending + applied + dead + ignored.
 */
public interface Telemetry {

  /** What became of an event handed in. */
  enum Received {
    ACCEPTED,
    DUPLICATE,
    /** Refused with 503. */
    BUSY
  }

  /** What became of an accepted event. */
  enum Settled {
    /** Its turn was stored. */
    APPLIED,
    /** It could not be handled and was given up. */
    DEAD,
    /** It concerned nobody, or was erased before its turn. */
    IGNORED
  }

  /** What became of an attempt to send. */
  enum Attempt {
    SENT,
    RETRY,
    REJECTED,
    UNKNOWN,
    /** A report said that an attempt of unknown outcome had arrived. */
    SETTLED_BY_REPORT,
    /** Given up without another attempt: too old. */
    GIVEN_UP
  }

  /**
   * A turn that was stored.
   *
   * @param appId its app; empty if the event named none
   * @param channel the event's channel as Sinch names it; null if it has none
   * @param trigger the event's trigger, such as {@code MESSAGE_INBOUND}
   * @param rule the row or rule that decided; null where none did
   * @param flow the flow that ran; null if none did
   * @param outcome handled, ignored, suppressed, unsupported or failed
   * @param steps the steps that sent messages, as {@code flow.step}, one entry a message
   * @param decision how long facts and rules took
   * @param whole how long all took, storing included
   */
  record Measured(
      String appId,
      @Nullable String channel,
      String trigger,
      @Nullable String rule,
      @Nullable String flow,
      String outcome,
      List<String> steps,
      Duration decision,
      Duration whole) {
    public Measured {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A call of an action or of the desk that has a result.
   *
   * @param appId its app; empty if its event named none
   * @param kind {@code action} or {@code desk}
   * @param name the action's name, or the desk's queue
   * @param result ok, error or timeout
   * @param took from the moment it was handed to the host's code until its result
   */
  record Called(String appId, String kind, String name, String result, Duration took) {}

  /** An event was handed in. */
  default void received(String appId, Received what) {}

  /** Events were found that had been accepted before this start. */
  default void recovered(String appId, int events) {}

  /** An accepted event waits no more. */
  default void settled(String appId, Settled what) {}

  /** A turn was stored, of an event, a timer or a result. */
  default void turned(Measured turn) {}

  /** A call brought a result, failed, or took too long. */
  default void called(Called call) {}

  /** An attempt to send ended, or a message was given up. */
  default void attempted(String appId, String channel, Attempt what) {}

  /** Measures nothing. */
  static Telemetry none() {
    return new Telemetry() {};
  }
}
