package dev.botflow.store.jdbc;

import dev.botflow.BotFlow;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.scenario.Wire;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that takes up a backlog, says how many turns that were, and ends. */
final class BacklogChild {
  private BacklogChild() {}

  public static void main(String[] args) throws InterruptedException {
    int backlog = Integer.parseInt(args[1]);
    int limit = Integer.parseInt(args[2]);
    CountDownLatch handled = new CountDownLatch(backlog);
    RuntimeLimits limits = RuntimeLimits.DEFAULT.workers(4).maxWaiting(limit);
    String flow = """
        flow: f
        steps:
        - { id: a, set: { seen: "yes" } }
        """;
    try (BotFlow engine = Wire.engine(flow)
        .store(JdbcStore.sqlite(Path.of(args[0])))
        .limits(limits)
        .onTurn((event, turn) -> handled.countDown())
        .build()) {
      engine.connect("APP", Wire.accepting());
      handled.await();
      System.out.println(engine.health().tally().applied() + " handled");
    }
  }
}
