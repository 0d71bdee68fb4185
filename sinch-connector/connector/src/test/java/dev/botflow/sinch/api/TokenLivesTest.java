package dev.botflow.sinch.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.TextMessage;
import dev.botflow.scenario.VirtualClock;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.Canaries;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenLivesTest {
  private static final int THREADS = 100;
  private static final int LIVES = 3;

  /** A clock that stands, and stands for a machine out of memory when its answers run out. */
  private static final class FailingClock extends Clock {
    private final AtomicInteger answers = new AtomicInteger(Integer.MAX_VALUE);

    @Override
    public Instant instant() {
      if (answers.getAndDecrement() <= 0) {
        throw new OutOfMemoryError("as the test says");
      }
      return Instant.parse("2026-01-05T09:00:00Z");
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void aHundredThreadsAskForOneTokenALife() throws Exception {
    VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T09:00:00Z"));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (SinchSimulator sinch = SinchSimulator.builder()
            .project("P1")
            .app("APP1")
            .key("key", Canaries.CLIENT_SECRET)
            .channels("SMS")
            .clock(clock)
            .tokenLife(Duration.ofSeconds(3599))
            .start();
        ConversationApi api = ConversationApi.open(
            SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
                .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
                .clock(clock)
                .maxConnections(THREADS))) {
      List<Long> tokenCalls = new ArrayList<>();
      for (int life = 0; life < LIVES; life++) {
        sendAtOnce(threads, api);
        // A second wave in the same life, with every token still good.
        clock.advance(Duration.ofSeconds(3400));
        sendAtOnce(threads, api);
        tokenCalls.add(tokenCalls(sinch));
        clock.advance(Duration.ofSeconds(199));
      }

      assertThat(tokenCalls).containsExactly(1L, 2L, 3L);
      assertThat(sinch.sentMessages()).hasSize(2 * LIVES * THREADS);
      assertThat(sinch.requests()).extracting("status").containsOnly(200);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void asksForATokenAgainAfterAnErrorOfTheMachineBrokeOffTheFirstCall() throws Exception {
    FailingClock clock = new FailingClock();
    try (SinchSimulator sinch = SinchSimulator.builder()
            .project("P1")
            .app("APP1")
            .key("key", Canaries.CLIENT_SECRET)
            .channels("SMS")
            .start();
        ConversationApi api = ConversationApi.open(
            SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
                .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
                .clock(clock))) {
      clock.answers.set(1);

      SendOutcome broken = send(api).get(30, TimeUnit.SECONDS);
      clock.answers.set(Integer.MAX_VALUE);
      SendOutcome next = send(api).get(30, TimeUnit.SECONDS);

      assertThat(broken).isNotInstanceOf(SendOutcome.Sent.class);
      assertThat(next).isInstanceOf(SendOutcome.Sent.class);
      assertThat(tokenCalls(sinch)).isEqualTo(2);
    }
  }

  private static CompletableFuture<SendOutcome> send(ConversationApi api) {
    return api.send(new Outgoing(
        "id",
        new Address("APP1", Channel.SMS, null, Canaries.PHONE),
        new TextMessage(Canaries.TEXT),
        null));
  }

  private static void sendAtOnce(ExecutorService threads, ConversationApi api) throws Exception {
    CyclicBarrier together = new CyclicBarrier(THREADS);
    Callable<SendOutcome> send = () -> {
      together.await(30, TimeUnit.SECONDS);
      return send(api).get(30, TimeUnit.SECONDS);
    };
    List<Callable<SendOutcome>> all = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      all.add(send);
    }
    for (Future<SendOutcome> one : threads.invokeAll(all)) {
      assertThat(one.get()).isInstanceOf(SendOutcome.Sent.class);
    }
  }

  private static long tokenCalls(SinchSimulator sinch) {
    return sinch.requests().stream()
        .filter(request -> request.path().equals("/oauth2/token"))
        .count();
  }
}
