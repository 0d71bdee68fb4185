package dev.botflow.workbench.file;

import dev.botflow.error.BotFlowException;

/** Another workbench has the folder open. */
public final class FolderTakenException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  private final String owner;

  FolderTakenException(String message, String owner) {
    super(message);
    this.owner = owner;
  }

  /** Who has it, as far as the lock file says. */
  public String owner() {
    return owner;
  }
}
