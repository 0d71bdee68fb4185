package dev.botflow.turn;

import dev.botflow.flow.SayStep;

/** Sends and goes on. */
final class SayRunner {
  private SayRunner() {}

  static Next run(TurnState turn, SayStep step) {
    String problem = Sender.send(turn, step, step.message(), message -> message);
    return problem == null ? new Next.Go(step.head().next()) : new Next.Failed(problem);
  }
}
