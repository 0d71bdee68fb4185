package dev.botflow.runtime;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Bounds of the threads around the turns: {@code RuntimeLimits.DEFAULT.workers(8).drain(Duration.ofSeconds(30))}.
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

  public static final RuntimeLimits DEFAULT = new RuntimeLimits(
      32,
      10_000,
      Duration.ofSeconds(1),
      Duration.ofMinutes(5),
      Duration.ofHours(24),
      Duration.ofSeconds(30),
      Duration.ofSeconds(10),
      Duration.ofHours(24),
      Duration.ofSeconds(30));

  public RuntimeLimits {
    if (workers < 1 || maxWaiting < 1) {
      throw new IllegalArgumentException(
          "runtime limits: expected at least 1 worker and 1 waiting event, but was "
              + workers
              + " and "
              + maxWaiting);
    }
  }

  /** As many threads run turns. */
  public RuntimeLimits workers(int count) {
    return with(changed -> changed.workers = count);
  }

  /** As many events may wait for a thread. */
  public RuntimeLimits maxWaiting(int events) {
    return with(changed -> changed.maxWaiting = events);
  }

  /** @param longest the longest wait, also of what a server asks for */
  public RuntimeLimits retries(Duration first, Duration longest) {
    return with(changed -> {
      changed.firstRetry = first;
      changed.longestRetry = longest;
    });
  }

  public RuntimeLimits maxMessageAge(Duration age) {
    return with(changed -> changed.maxMessageAge = age);
  }

  public RuntimeLimits settling(Duration time) {
    return with(changed -> changed.settling = time);
  }

  public RuntimeLimits drain(Duration time) {
    return with(changed -> changed.drain = time);
  }

  public RuntimeLimits maxEventAge(Duration age) {
    return with(changed -> changed.maxEventAge = age);
  }

  public RuntimeLimits factsTimeout(Duration time) {
    return with(changed -> changed.factsTimeout = time);
  }

  private RuntimeLimits with(Consumer<Changed> change) {
    Changed changed = new Changed(this);
    change.accept(changed);
    return changed.limits();
  }

  /** The one place beside the components that names them all. */
  private static final class Changed {
    int workers;
    int maxWaiting;
    Duration firstRetry;
    Duration longestRetry;
    Duration maxMessageAge;
    Duration settling;
    Duration drain;
    Duration maxEventAge;
    Duration factsTimeout;

    Changed(RuntimeLimits from) {
      workers = from.workers;
      maxWaiting = from.maxWaiting;
      firstRetry = from.firstRetry;
      longestRetry = from.longestRetry;
      maxMessageAge = from.maxMessageAge;
      settling = from.settling;
      drain = from.drain;
      maxEventAge = from.maxEventAge;
      factsTimeout = from.factsTimeout;
    }

    RuntimeLimits limits() {
      return new RuntimeLimits(
          workers,
          maxWaiting,
          firstRetry,
          longestRetry,
          maxMessageAge,
          settling,
          drain,
          maxEventAge,
          factsTimeout);
    }
  }
}
