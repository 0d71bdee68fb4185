package dev.botflow.runtime;

import dev.botflow.message.Transport;
import java.time.Duration;
import java.util.List;

/**
 * One connected app's way out: its transport, the breaker in front of it, and the budgets its messages take from. An app
 * that is connected anew, to another region say, gets a new one, so a breaker never speaks for two doors. For one thread.
 */
record AppSender(String app, Transport transport, Breaker breaker, List<RateLimiter> rateLimiters) {

  /** Until a message may go, as far as its budgets say; zero if it may now. */
  Duration paced(long now) {
    Duration longest = Duration.ZERO;
    for (RateLimiter rateLimiter : rateLimiters) {
      Duration wait = rateLimiter.after(app, now);
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    return longest;
  }

  void take(long now) {
    rateLimiters.forEach(rateLimiter -> rateLimiter.take(app, now));
  }
}
