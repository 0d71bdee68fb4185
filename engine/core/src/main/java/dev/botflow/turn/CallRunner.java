package dev.botflow.turn;

import dev.botflow.flow.CallStep;

/** Goes into another flow; the way back is kept in the new frame. */
final class CallRunner {
  private CallRunner() {}

  static Next run(CallStep step) {
    return new Next.Go(step.calling());
  }
}
