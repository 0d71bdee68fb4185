package dev.botflow.store.jdbc;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.full;
import static dev.botflow.store.SessionSamples.key;

import dev.botflow.event.SessionKey;
import dev.botflow.store.codec.SessionJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * How a store does with many sessions at rest, each of them full of what a session can hold: bytes for each, and the time
 * to open one of them. {@code IdleSessions FILE [SESSIONS]}, a million unless said; the file is made anew and left there.
 */
final class IdleSessions {
  private static final int IN_A_COMMIT = 10_000;
  private static final int OPENED = 20_000;

  private IdleSessions() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    int sessions = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    Files.deleteIfExists(file);
    try (JdbcStore store = JdbcStore.sqlite(file)) {
      long start = System.nanoTime();
      fill(store, sessions);
      System.out.printf(Locale.ROOT, "%,d sessions stored in %.0f s%n", sessions, seconds(start));
      open(store, sessions);
      start = System.nanoTime();
      store.erase(key("c0"));
      System.out.printf(
          Locale.ROOT, "rows of one contact erased in %.1f ms%n", seconds(start) * 1_000);
      start = System.nanoTime();
      store.vacuum();
      System.out.printf(Locale.ROOT, "the file written anew in %.1f s%n", seconds(start));
      start = System.nanoTime();
      store.eraseOlder(NOW);
      System.out.printf(Locale.ROOT, "sessions looked through by age in %.1f s%n", seconds(start));
    }
    System.out.printf(
        Locale.ROOT,
        "%,d bytes in the file, %,d a session, of which JSON %,d%n",
        Files.size(file),
        Files.size(file) / sessions,
        SessionJson.write(full(key("c1"), 1)).length());
  }

  private static void fill(JdbcStore store, int sessions) {
    for (int from = 0; from < sessions; from += IN_A_COMMIT) {
      int first = from;
      int end = Math.min(sessions, from + IN_A_COMMIT);
      store.written(db -> {
        for (int i = first; i < end; i++) {
          SessionKey key = key("c" + i);
          db.update(
              "INSERT INTO sessions (session_key, version, updated_at, json) VALUES (?, 1, ?, ?)",
              key.value(),
              NOW,
              SessionJson.write(full(key, 1)));
        }
        return true;
      });
    }
  }

  private static void open(JdbcStore store, int sessions) {
    Random random = new Random(1);
    long[] nanos = new long[OPENED];
    for (int i = 0; i < OPENED; i++) {
      SessionKey key = key("c" + random.nextInt(sessions));
      long start = System.nanoTime();
      if (store.open(key).version() != 1) {
        throw new AssertionError("expected a session that is stored");
      }
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "one opened at random in %.0f µs (median), %.0f µs (99 of 100), JSON read included%n",
        nanos[OPENED / 2] / 1_000.0,
        nanos[OPENED * 99 / 100] / 1_000.0);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
