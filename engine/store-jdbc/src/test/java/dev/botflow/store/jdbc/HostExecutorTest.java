package dev.botflow.store.jdbc;

import static dev.botflow.scenario.Wire.accepting;
import static dev.botflow.scenario.Wire.give;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.scenario.Wire;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns on threads of the host's, of which there may be none free at times. */
class HostExecutorTest {
  private static final String ECHO = """
      flow: f
      steps:
      - { id: a, say: "{text}" }
      """;

  @TempDir
  Path folder;

  @Test
  @Tag("G11")
  void turnsRunOnTheHostsThreadsAndAllAreRunThoughThereAreFew() throws Exception {
    ThreadPoolExecutor two =
        new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
    Set<String> threads = ConcurrentHashMap.newKeySet();
    Wire wire = accepting();
    try {
      try (BotFlow engine = Wire.engine(ECHO)
          .store(JdbcStore.sqlite(folder.resolve("store.db")))
          .executor(task -> two.execute(() -> {
            Thread.currentThread().setName("hosts");
            task.run();
          }))
          .onTurn((event, turn) -> threads.add(Thread.currentThread().getName()))
          .build()) {
        engine.connect("APP", wire);

        for (int i = 0; i < 60; i++) {
          give(engine, "e" + i, "C" + i % 20, "n" + i);
        }

        await().until(() -> wire.taken().size() == 60);
      }
      assertThat(threads).containsExactly("hosts");
      assertThat(two.isShutdown()).isFalse();
    } finally {
      two.shutdownNow();
    }
  }
}
