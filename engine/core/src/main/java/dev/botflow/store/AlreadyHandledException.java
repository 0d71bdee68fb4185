package dev.botflow.store;

import dev.botflow.error.BotFlowException;

/**
 * A turn was made of an event that another turn has handled since, or that was given up or erased, or of a timer that was
 * cancelled: nothing of the turn is stored. It is not run again.
 */
public class AlreadyHandledException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  public AlreadyHandledException() {
    super("an event: expected one that waits, but it was handled already");
  }
}
