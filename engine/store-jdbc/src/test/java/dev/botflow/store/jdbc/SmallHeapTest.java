package dev.botflow.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.SessionKey;
import dev.botflow.scenario.Wire;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G11: what waits in the store need not fit into memory. */
@Tag("crash")
class SmallHeapTest {
  private static final int BACKLOG = 1_600;
  private static final int BODY = 60_000;

  @TempDir
  Path folder;

  @Test
  @Tag("G7")
  @Tag("G11")
  void aBacklogThreeTimesTheHeapIsTakenUpAfterAStart() throws Exception {
    Path file = folder.resolve("backlog.db");
    fill(file);

    Process child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-cp",
            System.getProperty("java.class.path"),
            BacklogChild.class.getName(),
            file.toString(),
            String.valueOf(BACKLOG),
            "50")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();

    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEqualToIgnoringNewLines(BACKLOG + " handled");
  }

  private static void fill(Path file) {
    String body = "x".repeat(BODY);
    try (JdbcStore store = JdbcStore.sqlite(file)) {
      store.written(db -> {
        InboxTable inbox = new InboxTable(RetentionPolicy.standard().dedupeWindow());
        for (int i = 0; i < BACKLOG; i++) {
          String contact = "C" + i % 20;
          inbox.add(
              db,
              new InboxEntry(
                  "APP:e" + i,
                  SessionKey.of(Wire.context("APP", contact)),
                  "APP",
                  Wire.raw("APP", "e" + i, contact, body),
                  Instant.EPOCH),
              Instant.now());
        }
        return true;
      });
    }
  }
}
