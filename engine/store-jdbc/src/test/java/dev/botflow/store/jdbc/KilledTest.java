package dev.botflow.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.store.InboxContents;
import dev.botflow.store.InboxEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G1: what was acknowledged is stored, however the program ends. */
@Tag("crash")
class KilledTest {
  private static final int ROUNDS = Integer.getInteger("botflow.kills", 20);
  private static final int MOST_EVENTS = 400;

  @TempDir
  Path folder;

  @Test
  @Tag("G1")
  void noAcknowledgedEventIsLostWhenTheProgramIsKilled() throws Exception {
    long seed = Seed.of(KilledTest.class);
    Random random = new Random(seed);
    Path file = folder.resolve("killed.db");
    Set<String> acknowledged = new HashSet<>();

    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(killedAfter(1 + random.nextInt(MOST_EVENTS), file, "r" + round));
      assertThat(stored(file))
          .as("round %d, -Dbotflow.seed=%d", round, seed)
          .containsAll(acknowledged);
    }

    System.out.printf(
        "G1: %d kills, %d events acknowledged, 0 lost%n", ROUNDS, acknowledged.size());
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
  }

  /** Runs the child until it acknowledged so many events, and kills it at once. */
  private static Set<String> killedAfter(int events, Path file, String round)
      throws IOException, InterruptedException {
    Process child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            AcknowledgingChild.class.getName(),
            file.toString(),
            round)
        .redirectError(
            ProcessBuilder.Redirect.appendTo(Path.of("target/child.log").toFile()))
        .start();
    Set<String> acknowledged = new HashSet<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        acknowledged.add(line);
        if (acknowledged.size() == events) {
          // By its handle, since Process would close the stream that still holds acknowledged ids.
          child.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
    } finally {
      child.destroyForcibly();
    }
    child.waitFor();
    assertThat(acknowledged).as("events of the child").hasSizeGreaterThanOrEqualTo(events);
    return acknowledged;
  }

  private static Set<String> stored(Path file) {
    Set<String> ids = new HashSet<>();
    try (JdbcStore store = JdbcStore.sqlite(file)) {
      for (InboxEntry entry : InboxContents.of(store)) {
        ids.add(entry.dedupeKey());
      }
    }
    return ids;
  }
}
