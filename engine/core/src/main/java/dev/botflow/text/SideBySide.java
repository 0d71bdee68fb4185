package dev.botflow.text;

import java.util.ArrayList;
import java.util.List;

/**
 * What was expected beside what was found, in two columns; what is not the same is marked.
 *
 * @param expected empty for nothing
 * @param found empty for nothing
 * @param same true if the two are what they should be
 */
public record SideBySide(String expected, String found, boolean same) {
  /** Two of them, the mark and the indent fit a terminal of 100 columns. */
  private static final int WIDTH = 44;

  /** The lines of a table of these, below its head. */
  public static List<String> lines(List<SideBySide> pairs) {
    List<String> lines = new ArrayList<>();
    line(lines, "expected", " ", "found");
    for (SideBySide pair : pairs) {
      List<String> left = wrapped(pair.expected.isEmpty() ? "nothing" : pair.expected);
      List<String> right = wrapped(pair.found.isEmpty() ? "nothing" : pair.found);
      for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
        line(
            lines,
            i < left.size() ? left.get(i) : "",
            i > 0 || pair.same ? " " : "|",
            i < right.size() ? right.get(i) : "");
      }
    }
    return lines;
  }

  private static void line(List<String> lines, String left, String mark, String right) {
    String padded = left + " ".repeat(Math.max(0, WIDTH - left.codePointCount(0, left.length())));
    lines.add(("  " + padded + " " + mark + " " + right).stripTrailing());
  }

  /** At blanks where there are any; a word that is longer than the column is cut. */
  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.codePointCount(0, rest.length()) > WIDTH) {
      int most = rest.offsetByCodePoints(0, WIDTH);
      int blank = rest.lastIndexOf(' ', most);
      int end = blank > 0 ? blank : most;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
