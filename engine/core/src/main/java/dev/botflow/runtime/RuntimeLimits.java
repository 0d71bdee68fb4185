package dev.botflow.runtime;

import java.time.Duration;

/**
 * Bounds of the threads around the turns.
 *
 * @param workers threads that run turns; 32 unless set: a turn waits for the disk more than it computes, and turns that
 *     wait together share a commit
 * @param maxWaiting events that may wait for one; above it new ones are refused (HTTP 503)
 * @param firstRetry the bound of the first wait before a message is sent, or an event handled, again; it doubles each
 *     time
 * @param longestRetry the longest such wait, also of what a server asks for
 * @param maxMessageAge how old a message may get before it is given up
 * @param settling how long a message of unknown outcome waits for a report before it is sent again
 * @param drain how long closing waits for events on their lanes
 * @param maxEventAge for how long an event is tried again while the host's facts fail, its waits added up, before it is
 *     given up; 24 hours unless set. Its contact waits meanwhile, and it counts as waiting
 * @param factsTimeout how long the host's facts may take before that counts as a failure; 30 seconds unless set
 */
public record RuntimeLimits(
    int workers,
    int maxWaiting,
    Duration firstRetry,
    Duration longestRetry,
    Duration maxMessageAge,
    Duration settling,
    Duration drain,
    Duration maxEventAge,
    Duration factsTimeout) {

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration FACTS = Duration.ofSeconds(30);

  public static final RuntimeLimits DEFAULT = new RuntimeLimits(
      32,
      10_000,
      Duration.ofSeconds(1),
      Duration.ofMinutes(5),
      DAY,
      Duration.ofSeconds(30),
      Duration.ofSeconds(10),
      DAY,
      FACTS);

  public RuntimeLimits {
    if (workers < 1 || maxWaiting < 1) {
      throw new IllegalArgumentException(
          "runtime limits: expected at least 1 worker and 1 waiting event, but was "
              + workers
              + " and "
              + maxWaiting);
    }
  }

  /** The same with events tried again for a day. */
  public RuntimeLimits(
      int workers,
      int maxWaiting,
      Duration firstRetry,
      Duration longestRetry,
      Duration maxMessageAge,
      Duration settling,
      Duration drain) {
    this(workers, maxWaiting, firstRetry, longestRetry, maxMessageAge, settling, drain, DAY);
  }

  /** The same with half a minute for the host's facts. */
  public RuntimeLimits(
      int workers,
      int maxWaiting,
      Duration firstRetry,
      Duration longestRetry,
      Duration maxMessageAge,
      Duration settling,
      Duration drain,
      Duration maxEventAge) {
    this(
        workers,
        maxWaiting,
        firstRetry,
        longestRetry,
        maxMessageAge,
        settling,
        drain,
        maxEventAge,
        FACTS);
  }

  public RuntimeLimits drain(Duration newDrain) {
    return new RuntimeLimits(
        workers,
        maxWaiting,
        firstRetry,
        longestRetry,
        maxMessageAge,
        settling,
        newDrain,
        maxEventAge,
        factsTimeout);
  }

  public RuntimeLimits settling(Duration newSettling) {
    return new RuntimeLimits(
        workers,
        maxWaiting,
        firstRetry,
        longestRetry,
        maxMessageAge,
        newSettling,
        drain,
        maxEventAge,
        factsTimeout);
  }

  public RuntimeLimits maxEventAge(Duration newAge) {
    return new RuntimeLimits(
        workers,
        maxWaiting,
        firstRetry,
        longestRetry,
        maxMessageAge,
        settling,
        drain,
        newAge,
        factsTimeout);
  }

  public RuntimeLimits factsTimeout(Duration newTimeout) {
    return new RuntimeLimits(
        workers,
        maxWaiting,
        firstRetry,
        longestRetry,
        maxMessageAge,
        settling,
        drain,
        maxEventAge,
        newTimeout);
  }

  /** @param longest the longest wait, also of what a server asks for */
  public RuntimeLimits retries(Duration first, Duration longest) {
    return new RuntimeLimits(
        workers,
        maxWaiting,
        first,
        longest,
        maxMessageAge,
        settling,
        drain,
        maxEventAge,
        factsTimeout);
  }
}
