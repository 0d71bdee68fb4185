package dev.botflow.cell;

import dev.botflow.error.BotFlowException;

/** A cell of a table, or a value of {@code when:}, that cannot be read; the message says what was expected. */
public final class CellBrokenException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  /** The code of a cell that is no test. */
  public static final String UNREADABLE_CELL = "unreadable-cell";

  /** The code of {@code in LIST} with a list that is nowhere. */
  public static final String UNKNOWN_LIST = "unknown-list";

  private final String code;

  CellBrokenException(String code, String message) {
    super(message);
    this.code = code;
  }

  CellBrokenException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  static CellBrokenException unreadable(String expected, String found) {
    return new CellBrokenException(
        UNREADABLE_CELL, "expected " + expected + ", but was \"" + found + "\"");
  }

  /** {@code unreadable-cell} or {@code unknown-list}, the code of the finding it makes. */
  public String code() {
    return code;
  }
}
