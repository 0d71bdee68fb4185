package dev.botflow.samples.benchmarks;

import dev.botflow.event.MessageReceived;
import dev.botflow.routing.Decision;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.rules.RuleBase;
import dev.botflow.session.Session;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Decisions while the table of 10,000 rows is read anew from its CSV over and over, against the same in quiet. The two
 * tables that take turns have the same rows under other flows, so an answer made of both would show.
 */
final class ReloadsUnderLoad {
  private static final int MOST_SAMPLES = 4_000_000;

  /** One table as it is live: its router, and the letter its flows begin with. */
  private record Live(DroolsRouter router, char flows) {}

  /**
   * How long decisions took.
   *
   * @param p50 nanoseconds, as the others
   * @param wrong answers that are none of the version asked
   * @param reloads tables read meanwhile
   */
  record Times(long p50, long p99, long worst, int wrong, int reloads, int decisions) {}

  private final SeededTable seeded = new SeededTable(10_000);
  private final byte[] other = new String(seeded.csv, java.nio.charset.StandardCharsets.UTF_8)
      .replaceAll("(?m),f(\\d+)$", ",g$1")
      .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  private final String[] answers = answers();
  private final AtomicReference<Live> live = new AtomicReference<>(read(false));

  private String[] answers() {
    Live first = read(false);
    return seeded.events.stream()
        .map(event -> String.valueOf(decide(first, event).rule()))
        .toArray(String[]::new);
  }

  private Live read(boolean second) {
    byte[] csv = second ? other : seeded.csv;
    return new Live(
        new DroolsRouter(RuleBase.base(), SeededTable.read(csv, seeded.words)), second ? 'g' : 'f');
  }

  private Decision decide(Live now, MessageReceived event) {
    return now.router().route(seeded.facts(event, Session.fresh(event.key())));
  }

  /** Decides for this long, first warm. */
  Times run(boolean reloading, int seconds) throws InterruptedException {
    decisions(seconds);
    AtomicInteger reloads = new AtomicInteger();
    Thread reloader = new Thread(() -> {
      while (!Thread.currentThread().isInterrupted()) {
        live.set(read(reloads.incrementAndGet() % 2 == 1));
      }
    });
    if (reloading) {
      reloader.start();
    }
    Times times = decisions(seconds);
    reloader.interrupt();
    reloader.join();
    return new Times(
        times.p50(), times.p99(), times.worst(), times.wrong(), reloads.get(), times.decisions());
  }

  private Times decisions(int seconds) {
    long[] samples = new long[MOST_SAMPLES];
    int count = 0;
    int wrong = 0;
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < end && count < MOST_SAMPLES) {
      int index = count % SeededTable.EVENTS;
      long start = System.nanoTime();
      Live now = live.get();
      Decision decision = decide(now, seeded.events.get(index));
      samples[count++] = System.nanoTime() - start;
      boolean right = decision instanceof Decision.Start started
          && answers[index].equals(started.rule())
          && started.flow().charAt(0) == now.flows();
      wrong += right ? 0 : 1;
    }
    Arrays.sort(samples, 0, count);
    return new Times(
        samples[count / 2], samples[(int) (count * 0.99)], samples[count - 1], wrong, 0, count);
  }
}
