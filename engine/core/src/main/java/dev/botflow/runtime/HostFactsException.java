package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.SafeErrors;

/** The host's supplier of facts failed; what it threw is the cause. The event stays stored and is retried. */
public class HostFactsException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  HostFactsException(Throwable cause) {
    super("facts: the host's supplier failed: " + SafeErrors.shown(cause), cause);
  }
}
