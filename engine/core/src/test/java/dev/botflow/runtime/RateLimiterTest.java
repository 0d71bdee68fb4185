package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.InboundEvent;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No second, wherever it begins, sees more than so many. */
class RateLimiterTest {
  private static long at(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static Duration wait(RateLimiter limiter, long millis) {
    return limiter.after(at(millis));
  }

  @Test
  void oneMayGoAsLongAsTheSecondHasSeenFewer() {
    RateLimiter limiter = new RateLimiter(2);

    assertThat(wait(limiter, 0)).isZero();
    limiter.take(at(0));
    assertThat(wait(limiter, 400)).isZero();
    limiter.take(at(400));
    assertThat(wait(limiter, 500)).isEqualTo(Duration.ofMillis(500));
    assertThat(wait(limiter, 999)).isEqualTo(Duration.ofMillis(1));
    assertThat(wait(limiter, 1_000)).isZero();
    limiter.take(at(1_000));
    assertThat(wait(limiter, 1_001)).isEqualTo(Duration.ofMillis(399));
  }

  @Test
  void aLowerPaceWaitsForTheLatestOfThoseThatWent() {
    RateLimiter limiter = new RateLimiter(3);
    limiter.take(at(0));
    limiter.take(at(100));
    limiter.take(at(200));

    limiter.perSecond(1);
    assertThat(wait(limiter, 300)).isEqualTo(Duration.ofMillis(900));
    limiter.perSecond(2);
    assertThat(wait(limiter, 300)).isEqualTo(Duration.ofMillis(800));
    limiter.perSecond(4);
    assertThat(wait(limiter, 300)).isZero();
  }

  @Test
  void noAppTakesMoreThanItsPartWhileAnotherWaits() {
    RateLimiter limiter = new RateLimiter(4);
    for (int i = 0; i < 4; i++) {
      assertThat(limiter.after("A", at(i))).isZero();
      limiter.take("A", at(i));
    }
    assertThat(limiter.after("B", at(10))).isEqualTo(Duration.ofMillis(990));

    // Two of the four are free again: A has its half, since B waits.
    assertThat(limiter.after("A", at(1_001))).isEqualTo(Duration.ofMillis(50));
    assertThat(limiter.after("B", at(1_001))).isZero();
    limiter.take("B", at(1_001));

    // B waits no more, so that all that is left is A's.
    assertThat(limiter.after("A", at(1_001))).isZero();
    limiter.take("A", at(1_001));
    assertThat(limiter.after("A", at(1_001))).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void whoWaitedASecondAgoAndCameNotBackKeepsNothingFree() {
    RateLimiter limiter = new RateLimiter(2);
    limiter.take("A", at(0));
    limiter.take("A", at(0));
    assertThat(limiter.after("B", at(1))).isEqualTo(Duration.ofMillis(999));
    limiter.take("A", at(1_500));

    assertThat(limiter.after("A", at(1_600))).isZero();
  }

  @Test
  void ofSeveralPacesTheSlowestCounts() {
    RateLimiter slow = new RateLimiter(1);
    RateLimiter slower = new RateLimiter(1);
    AppLine line = new AppLine(slow, slower, new RateLimiter(9));
    slow.take(at(0));
    slower.take(at(100));

    assertThat(line.line.paced(at(200))).isEqualTo(Duration.ofMillis(900));
    assertThat(line.line.paced(at(1_100))).isZero();
    line.line.take(at(1_100));
    assertThat(wait(slow, 1_200)).isEqualTo(Duration.ofMillis(900));
    assertThat(wait(slower, 1_200)).isEqualTo(Duration.ofMillis(900));
  }

  /** A line that nobody sends on. */
  private static final class AppLine {
    final AppSender line;

    AppLine(RateLimiter... paces) {
      Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0.5);
      line = new AppSender("A", new Nowhere(), new Breaker(backoff), List.of(paces));
    }
  }

  private static final class Nowhere implements Transport {
    @Override
    public InboundEvent read(byte[] body, Instant receivedAt) {
      throw new AssertionError("nothing is read here");
    }

    @Override
    public CompletionStage<SendOutcome> send(Outgoing message) {
      throw new AssertionError("nothing is sent here");
    }
  }
}
