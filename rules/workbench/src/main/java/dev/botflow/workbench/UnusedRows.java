package dev.botflow.workbench;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.runtime.HostFacts;
import dev.botflow.scenario.Player;
import dev.botflow.scenario.Stubs;
import dev.botflow.table.TableRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Rows of the routing table that no recorded event was decided by. */
final class UnusedRows {
  private UnusedRows() {}

  /**
   * Plays the events in order as one store, and tells the rows left.
   *
   * @throws BotFlowException if an event cannot be read: what is left out would make rows look unused
   */
  static List<Finding> of(BotVersion version, String events, Streams streams) {
    Player player = new Player(BotVersions.of(version), Stubs.none(), null, HostFacts.none());
    Set<String> used = new LinkedHashSet<>();
    AtomicInteger count = new AtomicInteger();
    int read = EventFiles.each(List.of(events), streams, player::now, (place, event) -> {
      count.incrementAndGet();
      player.play(event).forEach(played -> used.add(String.valueOf(played.rule())));
    });
    if (read != BotFlowCommand.FINE) {
      throw new BotFlowException(
          events + ": expected events that can all be read, but some cannot");
    }
    List<TableRow> rows =
        version.router() instanceof DroolsRouter router ? router.table().rows() : List.of();
    List<Finding> findings = new ArrayList<>();
    for (TableRow row : rows) {
      if (!used.contains(row.id())) {
        findings.add(new Finding(
            Finding.Severity.WARNING,
            "unused-row",
            row.place().row(row.id(), null),
            "none of " + count.get() + " recorded events was decided by this row"));
      }
    }
    return findings;
  }
}
