package dev.botflow.samples.benchmarks;

import dev.botflow.event.InboundEvent;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.Facts;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.session.Session;
import dev.botflow.table.proof.ProofMemory;
import dev.botflow.table.proof.ProofRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what people wait for at a long table: reading a draft, its proofs, the proofs after one edit, and why. Each figure
 * is the first in this JVM, then the median of the others; beside it the processor's time of the thread, which other work on
 * the machine lengthens less.
 */
final class Checks {
  private static final int TIMES = 12;

  private final Path folder;

  private Checks(Path folder) {
    this.folder = folder;
  }

  /** @param args a folder, into which the bots are written */
  public static void main(String[] args) throws IOException {
    System.out.println("| What | first ms (CPU) | median ms (CPU) |\n|---|---|---|");
    Path folder = Path.of(args[0]);
    for (int rows : new int[] {4_000, 10_000}) {
      new Checks(folder.resolve("own" + rows)).measure("a word of its own each", own(rows), rows);
    }
    String mixed = new String(new SeededTable(10_000, 1).csv, StandardCharsets.UTF_8);
    new Checks(folder.resolve("mixed10000")).measure("the mix of the decisions", mixed, 10_000);
    why();
  }

  private static String own(int rows) {
    StringBuilder csv = new StringBuilder("Rule,What happened,Says,During a question,Go to flow\n");
    csv.append("STOP,text,in OPT_OUT,end it,f0\n");
    for (int i = 0; i < rows - 2; i++) {
      csv.append("R" + i + ",text,word" + i + ",,f" + i % 50 + "\n");
    }
    return csv.append("LAST,message,,,f0\n").toString();
  }

  private void measure(String name, String csv, int rows) throws IOException {
    Files.createDirectories(folder.resolve("flows"));
    Files.writeString(
        folder.resolve("bot.yaml"), "bot: b\ntime_zone: Europe/Brussels\nfacts: { Plan: plan }\n");
    for (int i = 0; i < 50; i++) {
      Files.writeString(
          folder.resolve("flows/f" + i + ".yaml"),
          "flow: f" + i + "\nsteps: [ { id: a, say: hi } ]\n");
    }
    Files.writeString(folder.resolve("routing.csv"), csv);
    String of = String.format(Locale.ROOT, "%,d rows, %s: ", rows, name);
    ReadOptions looking = ReadOptions.standard().lookingOnly();
    ReadOptions proving = looking.proving(ReadOptions.Proofs.ALL);
    line(of + "draft without proofs", time -> read(csv, looking, new ProofMemory()));
    line(of + "draft with all proofs", time -> read(csv, proving, new ProofMemory()));
    ProofMemory memory = new ProofMemory();
    read(csv, proving, memory);
    line(
        of + "draft with proofs after one edited cell",
        time -> read(csv.replace(",word77,", ",edited" + time + ","), proving, memory));
  }

  private void read(String csv, ReadOptions options, ProofMemory memory) {
    byte[] edited = csv.getBytes(StandardCharsets.UTF_8);
    BotFolder.read(
        folder,
        Map.of("routing.csv", edited),
        ChannelCatalog.none(),
        options,
        new ProofRun(),
        memory);
  }

  private static void why() {
    SeededTable seeded = new SeededTable(9_600, 2_000);
    long[] each = new long[seeded.events.size()];
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < each.length; i++) {
        InboundEvent event = seeded.events.get(i);
        Facts facts = seeded.facts(event, Session.fresh(event.key()));
        seeded.router.route(facts);
        long start = System.nanoTime();
        seeded.router.why(facts, 10);
        each[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(each);
    System.out.printf(
        Locale.ROOT,
        "| 9,600 rows: the ten nearest of one event | – | %.3f; 99 of 100 within %.3f |%n",
        each[each.length / 2] / 1e6,
        each[each.length * 99 / 100] / 1e6);
  }

  /** Something that is done again and again. */
  private interface Work {
    void run(int time);
  }

  private static void line(String what, Work work) {
    double[] wall = new double[TIMES];
    double[] cpu = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long busy = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long start = System.nanoTime();
      work.run(i);
      wall[i] = (System.nanoTime() - start) / 1e6;
      cpu[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - busy) / 1e6;
    }
    String first = String.format(Locale.ROOT, "%,.0f (%,.0f)", wall[0], cpu[0]);
    System.out.printf(
        Locale.ROOT, "| %s | %s | %,.0f (%,.0f) |%n", what, first, median(wall), median(cpu));
  }

  /** Of all but the first. */
  private static double median(double[] times) {
    double[] sorted = Arrays.copyOfRange(times, 1, times.length);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
