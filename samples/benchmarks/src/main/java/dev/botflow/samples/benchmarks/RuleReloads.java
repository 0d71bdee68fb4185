package dev.botflow.samples.benchmarks;

import dev.botflow.error.Findings;
import dev.botflow.event.MessageReceived;
import dev.botflow.routing.Decision;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.rules.RuleBase;
import dev.botflow.rules.RuleFile;
import dev.botflow.session.Session;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.List;

/** A bot's own rules compiled anew 300 times, each time with a decision; prints the metaspace after each hundred. */
public final class RuleReloads {
  private RuleReloads() {}

  /** Prints {@code count megabytes} three times. */
  public static void main(String[] arguments) {
    SeededTable made = new SeededTable(10, 1);
    MessageReceived event = made.events.get(0);
    for (int i = 1; i <= 300; i++) {
      String rule = "rule \"own " + i + "\"\nwhen $f : Facts( stage == Stage.ROUTE, message )\n"
          + "then $f.offer(Candidate.of(\"own-" + i + "\").startFlow(\"f1\")); end\n";
      Findings findings = new Findings();
      RuleBase rules = RuleBase.with(List.of(new RuleFile("own.drl", rule)), findings)
          .orElseThrow(() -> new IllegalStateException(findings.all().toString()));
      Decision decision =
          new DroolsRouter(rules, made.table).route(made.facts(event, Session.fresh(event.key())));
      if (!("own-" + i).equals(decision.rule())) {
        throw new IllegalStateException("expected own-" + i + ", but was " + decision.rule());
      }
      if (i % 100 == 0) {
        System.gc();
        System.out.println(i + " " + metaspaceMegabytes());
      }
    }
  }

  private static long metaspaceMegabytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed())
            .sum()
        / (1024 * 1024);
  }
}
