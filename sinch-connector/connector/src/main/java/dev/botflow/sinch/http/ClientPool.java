package dev.botflow.sinch.http;

import dev.botflow.sinch.config.Timeouts;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** One HTTP client, its threads and its timer, for the calls of one app or of many. Safe for use by many threads. */
public final class ClientPool implements AutoCloseable {
  private final HttpCalls http;
  private final CallThreads threads;
  private final ScheduledThreadPoolExecutor time;

  /** @param maxConnections calls at the same time, each with a connection and a thread of its own */
  public ClientPool(Timeouts timeouts, int maxConnections, Clock clock) {
    this.http = new HttpCalls(timeouts, maxConnections, clock);
    this.threads = new CallThreads(maxConnections);
    this.time = new ScheduledThreadPoolExecutor(1, task -> {
      Thread made = new Thread(task, "sinch-connecting");
      made.setDaemon(true);
      return made;
    });
    time.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    time.setRemoveOnCancelPolicy(true);
  }

  public HttpCalls http() {
    return http;
  }

  public CallThreads threads() {
    return threads;
  }

  /** For what is to be done later; nothing that blocks. */
  public ScheduledExecutorService time() {
    return time;
  }

  @Override
  public void close() {
    time.shutdownNow();
    threads.close();
    http.close();
  }
}
