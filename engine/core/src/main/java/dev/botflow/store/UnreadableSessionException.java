package dev.botflow.store;

import dev.botflow.error.BotFlowException;

/** What is kept of a session cannot be read: the store itself works, and the sessions of others do. */
public class UnreadableSessionException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  /** @param cause what is wrong with it, without what anybody wrote */
  public UnreadableSessionException(BotFlowException cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }

  /** @param message the same, with where it is kept */
  public UnreadableSessionException(String message, BotFlowException cause) {
    super(message, cause);
  }
}
