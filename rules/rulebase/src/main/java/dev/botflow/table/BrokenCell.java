package dev.botflow.table;

import dev.botflow.error.BotFlowException;

/** A cell that cannot be read, on its way to the finding it becomes. */
final class BrokenCell extends BotFlowException {
  private static final long serialVersionUID = 1L;

  private final String code;

  BrokenCell(String code, String message) {
    super(message);
    this.code = code;
  }

  String code() {
    return code;
  }
}
