package dev.botflow.table.sheet;

import dev.botflow.error.BotFlowException;

/** A cell that cannot be read, on its way to the finding it becomes. */
public final class BrokenCell extends BotFlowException {
  private static final long serialVersionUID = 1L;

  private final String code;

  public BrokenCell(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
