package dev.botflow.table.sheet;

import java.util.List;
import java.util.Locale;

/** What spreadsheets leave in a cell in place of what somebody meant: formulas, errors, numbers cut short. */
public final class SpreadsheetTraces {
  /** As spreadsheets show errors, in the languages that have words of their own for them. */
  private static final List<String> ERRORS = List.of(
      "#name?",
      "#ref!",
      "#value!",
      "#div/0!",
      "#n/a",
      "#null!",
      "#num!",
      "#spill!",
      "#calc!",
      "#bezug!",
      "#wert!",
      "#nv",
      "#zahl!",
      "#nom?",
      "#valeur!",
      "#nombre!",
      "#nombre?",
      "#valor!",
      "#naam?",
      "#verw!",
      "#waarde!",
      "#getal!",
      "#nome?",
      "#rif!",
      "#valore!");

  private SpreadsheetTraces() {}

  /**
   * Refuses a cell that is such a trace.
   *
   * @throws BrokenCell with what to do about it
   */
  public static void refuse(String text) {
    if (isError(text)) {
      throw new BrokenCell(
          "unreadable-cell",
          "expected plain text, but was \"" + text + "\", an error of the spreadsheet");
    }
    if (text.startsWith("=")) {
      throw new BrokenCell(
          "unreadable-cell",
          "expected plain text, but was \"" + text
              + "\", a formula, which is never evaluated; put double quotes around a text that begins with =");
    }
    refuseShortened(text);
  }

  /** True for {@code #REF!} and the like, and for the number signs of a column that is too narrow. */
  public static boolean isError(String text) {
    return text.startsWith("#")
        && (ERRORS.contains(text.toLowerCase(Locale.ROOT))
            || text.length() > 2 && text.chars().allMatch(c -> c == '#'));
  }

  /** A long number that a spreadsheet cut short has lost its digits for good. */
  public static void refuseShortened(String text) {
    int mark = Math.max(text.indexOf("E+"), text.indexOf("e+"));
    if (mark <= 0 || mark + 2 >= text.length()) {
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits =
          c >= '0' && c <= '9' || i == mark || i == mark + 1 || (c == '.' || c == ',') && i < mark;
      if (!fits) {
        return;
      }
    }
    throw new BrokenCell(
        "unreadable-cell",
        "expected the whole number, but a spreadsheet shortened it to \"" + text
            + "\"; format the cell as text");
  }
}
