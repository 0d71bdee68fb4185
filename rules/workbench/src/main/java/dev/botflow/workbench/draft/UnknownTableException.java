package dev.botflow.workbench.draft;

import dev.botflow.error.BotFlowException;

/** The draft has no table of that name. */
public final class UnknownTableException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  UnknownTableException(String message) {
    super(message);
  }
}
