package dev.botflow.runtime.app;

import dev.botflow.error.BotFlowException;

/** An app has no bot: it is not known, or its bot is broken, or it was removed. What is stored of it waits. */
public final class NoBotException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  NoBotException(String message) {
    super(message);
  }
}
