package dev.botflow.store;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.session;

import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store to be tried, and what the contracts of its ports share. */
public abstract class StoreContract<S extends Store> {
  static final SessionKey ANN = key("ann");

  static final SessionKey BEN = key("ben");

  protected final HandClock clock = new HandClock(NOW);

  S store;

  protected abstract S open(Clock clock, RetentionPolicy keeping);

  @BeforeEach
  void openStore() {
    store = open(clock, RetentionPolicy.standard().withTraces(3));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  protected final S store() {
    return store;
  }

  static Commit commit(Session session, List<Timer> timers, @Nullable Session absorbed) {
    return new Commit(
        session,
        "e-" + session.key().value() + session.version(),
        List.of(),
        timers,
        List.of(),
        List.of(),
        null,
        Trace.empty(),
        NOW,
        absorbed);
  }

  static Trace trace(String rule) {
    return new Trace(List.of(new TraceEntry.Routed(rule, "f")));
  }

  static List<String> inParallel(int threads, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Callable<List<String>>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        tasks.add(() -> {
          start.await();
          return work.run(thread);
        });
      }
      List<String> all = new ArrayList<>();
      for (Future<List<String>> task : pool.invokeAll(tasks)) {
        all.addAll(task.get());
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }

  /** What one of many threads does; gives what it achieved. */
  interface Work {
    List<String> run(int thread);
  }
}
