package dev.botflow.turn;

import dev.botflow.event.ActionCompleted;
import dev.botflow.flow.DoStep;
import dev.botflow.session.Call;
import dev.botflow.session.TraceEntry;
import dev.botflow.template.Template;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the runtime to call an action after the commit, and takes its result. */
final class DoRunner implements StepRunner<DoStep> {

  @Override
  public Next run(TurnState turn, DoStep step) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (Map.Entry<String, Template> argument : step.with().entrySet()) {
      Object value = argument.getValue().evaluate(turn.values(), turn.style(), turn.absentIn(step));
      if (value != null) {
        arguments.put(argument.getKey(), value);
      }
    }
    turn.record(new TraceEntry.Called(turn.frame().flow(), step.id(), step.action()));
    return turn.call(step, Call.Kind.ACTION, step.action(), arguments, step.timeout());
  }

  @Override
  public Next completed(TurnState turn, DoStep step, ActionCompleted result) {
    if (result.outcome() != ActionCompleted.Outcome.OK) {
      return new Next.Failed("action " + step.action() + ": "
          + (result.outcome() == ActionCompleted.Outcome.TIMEOUT
              ? "no result within " + step.timeout().toMillis() + " ms"
              : String.valueOf(result.problem())));
    }
    if (step.save() != null) {
      TurnValues.set(turn, step.save(), result.value());
    }
    return new Next.Go(step.head().next());
  }
}
