package dev.botflow.workbench.trial;

import dev.botflow.error.BotFlowException;

/** A trial asks for more than it may. */
public final class TrialTooLongException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  TrialTooLongException(String message) {
    super(message);
  }
}
