package dev.botflow.samples.benchmarks;

import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.internal.utils.KieHelper;

/** The same rows as one Drools rule each, compiled classic, in one session that is kept: how Drools is mostly used. */
final class DroolsRowPeer implements Peer {
  private final KieSession session;

  DroolsRowPeer(RoutingTable table) {
    StringBuilder drl = new StringBuilder("package rows\nimport ")
        .append(FlatEvent.class.getName())
        .append('\n');
    table.rows().forEach(row -> rule(drl, row));
    this.session =
        new KieHelper().addContent(drl.toString(), ResourceType.DRL).build().newKieSession();
  }

  private static void rule(StringBuilder drl, TableRow row) {
    SeededCells cells = new SeededCells(row);
    List<String> tests = new ArrayList<>();
    tests.add(
        cells.anyMessage() ? "message" : "happened == \"" + cells.text("What happened") + "\"");
    if (!cells.channels().isEmpty()) {
      tests.add("channel " + (cells.notChannels() ? "not " : "") + "in (" + cells.channels() + ")");
    }
    if (!cells.part().isEmpty()) {
      tests.add("says.contains(\"" + cells.part() + "\")");
    } else if (!cells.text("Says").isEmpty()) {
      tests.add("says == \"" + cells.text("Says") + "\"");
    }
    if (!cells.text("Customer is").isEmpty()) {
      tests.add("customer == \"" + cells.text("Customer is") + "\"");
    }
    if (cells.office()) {
      tests.add(SeededCells.officeHours().stream()
          .map(day -> "minute >= " + day[0] + " && minute < " + day[1])
          .collect(Collectors.joining(" || ", "(", ")")));
    }
    if (!cells.text("Language").isEmpty()) {
      tests.add("language == \"" + cells.text("Language") + "\"");
    }
    drl.append("rule \"")
        .append(row.id())
        .append("\" salience ")
        .append(-row.order())
        .append(" when $e : FlatEvent( ")
        .append(String.join(", ", tests))
        .append(" ) then $e.won(\"")
        .append(row.id())
        .append("\"); end\n");
  }

  @Override
  public String first(EventAsked asked) {
    FlatEvent event = new FlatEvent(asked);
    FactHandle handle = session.insert(event);
    session.fireAllRules(1);
    session.delete(handle);
    return event.winner();
  }
}
