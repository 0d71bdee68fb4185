package dev.botflow.turn;

import dev.botflow.flow.DecideStep;
import dev.botflow.flow.Target;
import dev.botflow.routing.DecisionTables;
import dev.botflow.session.TraceEntry;
import java.util.Optional;

/** Asks a decision table for the exit. */
final class DecideRunner {
  private DecideRunner() {}

  static Next run(TurnState turn, DecideStep step) {
    Optional<DecisionTables.Exit> exit =
        turn.version().tables().decide(step.table(), turn.values());
    turn.record(new TraceEntry.Decided(
        turn.frame().flow(),
        step.id(),
        step.table(),
        exit.map(DecisionTables.Exit::rule).orElse(null),
        exit.map(DecisionTables.Exit::name).orElse("else")));
    Target target = exit.map(found -> step.nextByExit().get(found.name())).orElse(null);
    Target next = target != null ? target : step.otherwise();
    return next == null
        ? new Next.Failed(
            "expected an exit of table " + step.table() + " or else, but there was none")
        : new Next.Go(next);
  }
}
