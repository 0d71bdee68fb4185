package dev.botflow.sinch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.scenario.VirtualClock;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.http.Faults;
import dev.botflow.sinch.Canaries;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.Timeouts;
import dev.botflow.sinch.error.SinchApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration DAY = Duration.ofDays(1);

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T09:00:00Z"));
  private final AtomicLong nanos = new AtomicLong();
  private final SinchSimulator sinch = SinchSimulator.builder()
      .project("P1")
      .app("APP1")
      .key("key", Canaries.CLIENT_SECRET)
      .channels("SMS")
      .tokenLife(Duration.ofHours(1))
      .start();
  private final HttpCalls http = new HttpCalls(Timeouts.DEFAULT, 1, clock);
  private final AccessTokens tokens = new AccessTokens(
      http,
      SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
          .baseUrls(sinch.baseUrl(), sinch.tokenUrl()),
      nanos::get);

  @AfterEach
  void close() {
    http.close();
    sinch.close();
  }

  @Test
  @Tag("G6")
  void oneAnswerThatAsksForTwentyHoursSilencesTheAppForFiveMinutesOnly() {
    refuseOnce(Duration.ofHours(20));

    assertThat(tokens.waiting()).contains(Duration.ofMinutes(5));
    pass(Duration.ofMinutes(5).minusMillis(1));
    assertWaits();
    pass(Duration.ofMillis(1));
    assertThat(tokens.waiting()).isEmpty();
    assertThat(tokens.get(WITHIN).header()).startsWith("Bearer ");
    assertThat(tokenCalls()).isEqualTo(2);
  }

  @Test
  @Tag("G14")
  void aClockSetBackLengthensNoWaiting() {
    refuseOnce(Duration.ofSeconds(40));
    clock.advance(DAY.negated());

    assertThat(tokens.waiting()).contains(Duration.ofSeconds(40));
    nanos.addAndGet(Duration.ofSeconds(40).toNanos());
    assertThat(tokens.get(WITHIN).header()).startsWith("Bearer ");
  }

  @Test
  @Tag("G14")
  void aClockSetBackLengthensNoTokensLife() {
    AccessTokens.Token first = tokens.get(WITHIN);
    clock.advance(DAY.negated());

    nanos.addAndGet(Duration.ofHours(1).toNanos() - 1);
    assertThat(tokens.get(WITHIN)).isNotSameAs(first);
    assertThat(tokenCalls()).isEqualTo(2);
  }

  /** A machine that sleeps counts no nanoseconds. */
  @Test
  @Tag("G14")
  void aTokenOfYesterdayIsNotGoodAfterSleep() {
    AccessTokens.Token first = tokens.get(WITHIN);
    clock.advance(DAY);

    assertThat(tokens.get(WITHIN)).isNotSameAs(first);
  }

  private void refuseOnce(Duration retryAfter) {
    sinch.faults().next(Faults.Kind.TOKEN, 1, Faults.status(503).retryAfter(retryAfter));
    assertThatThrownBy(() -> tokens.get(WITHIN)).hasMessage("token: the token host answered 503");
    assertWaits();
  }

  private void assertWaits() {
    long calls = tokenCalls();
    assertThatThrownBy(() -> tokens.get(WITHIN))
        .isInstanceOf(SinchApiException.class)
        .hasMessage("token: waiting before the token host is asked again");
    assertThat(tokenCalls()).isEqualTo(calls);
  }

  private void pass(Duration time) {
    clock.advance(time);
    nanos.addAndGet(time.toNanos());
  }

  private long tokenCalls() {
    return sinch.requests().stream()
        .filter(request -> request.path().equals("/oauth2/token"))
        .count();
  }
}
