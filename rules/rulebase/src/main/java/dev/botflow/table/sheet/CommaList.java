package dev.botflow.table.sheet;

import dev.botflow.text.Blanks;
import java.util.ArrayList;
import java.util.List;

/** Cuts a cell at its commas and line breaks, but not at those inside double quotes or braces. */
public final class CommaList {
  private CommaList() {}

  /** The parts without outer blanks, as written; empty parts are left out. */
  public static List<String> parts(String text) {
    return parts(text, ",\n");
  }

  /** The parts of a list of words, which the commas and semicolons of other keyboards separate too. */
  public static List<String> words(String text) {
    return parts(text, ",\n" + Blanks.WIDE_COMMAS);
  }

  private static List<String> parts(String text, String separators) {
    List<String> parts = new ArrayList<>();
    int lastBrace = text.lastIndexOf('}');
    int start = 0;
    int i = 0;
    while (i <= text.length()) {
      if (i == text.length() || separators.indexOf(text.charAt(i)) >= 0) {
        String part = Blanks.strip(text.substring(start, i));
        if (!part.isEmpty()) {
          parts.add(part);
        }
        i++;
        start = i;
      } else {
        i = after(text, start, i, i < lastBrace);
      }
    }
    return parts;
  }

  /** Where the next thing begins: behind a whole quoted text, behind a whole {name}, else at the next character. */
  private static int after(String text, int start, int at, boolean closes) {
    char c = text.charAt(at);
    int end = -1;
    if (isQuote(c) && (at == start || " =\u00a0".indexOf(text.charAt(at - 1)) >= 0)) {
      end = at + 1;
      while (end < text.length() && (!isQuote(text.charAt(end)) || text.startsWith("\"\"", end))) {
        end += isQuote(text.charAt(end)) ? 2 : 1;
      }
    } else if (text.startsWith("{{", at)) {
      end = at + 1;
    } else if (c == '{' && closes) {
      end = text.indexOf('}', at);
    }
    // What is opened and never closed is a character like any other.
    return end < 0 || end >= text.length() ? at + 1 : end + 1;
  }

  /** The text without quotes around the whole of it; doubled quotes inside them are single ones. */
  public static String unquoted(String part) {
    boolean whole =
        part.length() > 1 && isQuote(part.charAt(0)) && isQuote(part.charAt(part.length() - 1));
    return whole ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\u201C' || c == '\u201D' || c == '\u201E';
  }
}
