package dev.botflow.table.sheet;

/**
 * Keeps texts from becoming formulas: a cell of a CSV file that begins with {@code = + - @}, a tab or a carriage return is
 * one to a spreadsheet. An apostrophe in front makes it text there, and is taken off when the file is read; a cell that has
 * apostrophes there already gets one more, so that reading gives back exactly what was written.
 */
public final class FormulaEscape {
  private FormulaEscape() {}

  public static String escaped(String cell) {
    return isFormula(cell) ? "'" + cell : cell;
  }

  static String unescaped(String cell) {
    return !cell.isEmpty() && cell.charAt(0) == '\'' && isFormula(cell) ? cell.substring(1) : cell;
  }

  private static boolean isFormula(String cell) {
    int at = 0;
    while (at < cell.length() && cell.charAt(at) == '\'') {
      at++;
    }
    return at < cell.length() && "=+-@\t\r".indexOf(cell.charAt(at)) >= 0;
  }
}
