package dev.botflow.samples.benchmarks;

import dev.botflow.event.MessageReceived;
import dev.botflow.session.Session;
import java.lang.management.ManagementFactory;

/** A program that decides once and reports how long it took from the start of its JVM, in milliseconds. */
public final class FirstDecision {
  private FirstDecision() {}

  /** Makes a table of 10 rows, decides, and prints the time. */
  public static void main(String[] arguments) {
    SeededTable made = new SeededTable(10, 1);
    MessageReceived event = made.events.get(0);
    Object rule =
        made.router.route(made.facts(event, Session.fresh(event.key()))).rule();
    long took =
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.println(rule + " " + took);
  }
}
