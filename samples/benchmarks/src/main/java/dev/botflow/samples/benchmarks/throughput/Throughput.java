package dev.botflow.samples.benchmarks.throughput;

import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.Store;
import dev.botflow.store.jdbc.JdbcStore;
import dev.botflow.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prints events a second of the whole path over the embedded store, of a bare loop that writes the same rows, and of the
 * whole path in memory, several times by turns; then latencies at half the rate reached. Callers and server share the
 * machine.
 */
public final class Throughput {
  private static final int MOST = 40_000;
  private static final double GOAL = 0.5;

  private final BotVersion bot;
  private final Path folder;
  private final long phase;
  private int phases;

  private Throughput(BotVersion bot, Path folder, long phase) {
    this.bot = bot;
    this.folder = folder;
    this.phase = phase;
  }

  /** @param args the bot's folder, a folder for stores, rounds, seconds a phase */
  public static void main(String[] args) throws Exception {
    BotVersion bot = BotFolder.load(Path.of(args[0]), SinchChannelLimits.all());
    Path folder = Files.createTempDirectory(Path.of(args[1]), "throughput");
    try {
      Throughput run =
          new Throughput(bot, folder, TimeUnit.SECONDS.toNanos(Long.parseLong(args[3])));
      run.all(Integer.parseInt(args[2]));
    } finally {
      delete(folder);
    }
  }

  private void all(int rounds) throws SQLException, InterruptedException {
    System.out.println("warming up");
    whole(new MemoryStore(Clock.systemUTC()), false, 0);
    limit(store("warm"), whole(sqlite("warm"), false, 0));
    List<Double> embedded = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      double rate = whole(sqlite("r" + round), false, 0);
      embedded.add(rate);
      bare.add(limit(store("r" + round), rate));
      memory.add(whole(new MemoryStore(Clock.systemUTC()), false, 0));
      System.out.printf(
          "round %d: embedded store %.0f, bare loop %.0f, in memory %.0f events/s%n",
          round, embedded.get(round - 1), bare.get(round - 1), memory.get(round - 1));
    }
    double reached = median(embedded);
    double limit = Math.min(median(bare), median(memory));
    System.out.printf(
        "median: embedded store %.0f, bare loop %.0f, in memory %.0f events/s: %.2f of the smaller, goal %.2f: %s%n",
        reached,
        median(bare),
        median(memory),
        reached / limit,
        GOAL,
        reached >= GOAL * limit ? "met" : "not met");
    System.out.printf(
        "with each message taken at once and recorded: %.0f events/s%n",
        whole(sqlite("sends"), true, 0));
    System.out.printf("latency at %.0f events/s, sends included:%n", reached / 2);
    whole(sqlite("half"), true, reached / 2);
  }

  /** @param rate calls a second; 0 for as many as are answered */
  private double whole(Store store, boolean sends, double rate) {
    List<byte[]> calls = Calls.of("P%02d".formatted(phases++), MOST);
    Times times = new Times(MOST);
    try (WholePath path = new WholePath(bot, store, sends, times)) {
      Callers callers = new Callers(path.port(), times);
      long begin = System.nanoTime();
      int posted = callers.post(calls, rate, phase);
      times.await(posted);
      double reached = posted * 1e9 / (System.nanoTime() - begin);
      if (rate > 0) {
        System.out.println(times.percentiles(posted));
      }
      if (callers.refused() > 0) {
        System.out.println("  (" + callers.refused() + " calls were refused first)");
      }
      return reached;
    }
  }

  private double limit(Path from, double reached) throws SQLException, InterruptedException {
    Path to = folder.resolve("bare-" + phases++ + ".db");
    JdbcStore.sqlite(to).close();
    if (reached <= 0) {
      throw new IllegalStateException("expected a run before its limit");
    }
    return new BareLoop().run(from, to);
  }

  private Path store(String name) {
    return folder.resolve(name + ".db");
  }

  private Store sqlite(String name) {
    return JdbcStore.sqlite(
        store(name), Clock.systemUTC(), RetentionPolicy.standard().withTraces(MOST));
  }

  private static double median(List<Double> figures) {
    List<Double> sorted = new ArrayList<>(figures);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
