package dev.botflow.turn;

import dev.botflow.event.ActionCompleted;
import dev.botflow.flow.Step;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps of one kind. What a step sends, calls and sets goes into the turn; what it leads to is returned.
 *
 * @param <S> the kind
 */
interface StepRunner<S extends Step> {

  /** Runs a step whose {@code when} holds and whose {@code delay} is over. */
  Next run(TurnState turn, S step);

  /** Goes on with the result of the call the step made; for kinds that stop with a {@code Wait.ForResult}. */
  default Next completed(TurnState turn, S step, ActionCompleted result) {
    return new Next.Failed(StepRunners.GONE);
  }

  /** Goes on when the person has left; null for kinds that never stop with a {@code Wait.ForAgent}. */
  default @Nullable Next agentLeft(S step) {
    return null;
  }
}
