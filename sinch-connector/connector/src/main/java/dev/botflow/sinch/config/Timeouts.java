package dev.botflow.sinch.config;

import dev.botflow.error.BotFlowException;
import java.time.Duration;

/**
 * How long a call to Sinch may take.
 *
 * @param connect to open a connection, TLS included
 * @param lease to wait for a free connection of the pool
 * @param response between two pieces of the answer
 * @param total the whole call, a renewed token and the repeated call included
 */
public record Timeouts(Duration connect, Duration lease, Duration response, Duration total) {
  /** Connect 5 s, lease 5 s, response 15 s, total 30 s. */
  public static final Timeouts DEFAULT = new Timeouts(
      Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30));

  public Timeouts {
    positive("connect", connect);
    positive("lease", lease);
    positive("response", response);
    positive("total", total);
  }

  private static void positive(String name, Duration duration) {
    if (duration.toMillis() < 1) {
      throw new BotFlowException(
          "sinch.timeouts." + name + ": expected more than 0 ms, but was " + duration);
    }
  }
}
