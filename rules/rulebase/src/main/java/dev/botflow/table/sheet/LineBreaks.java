package dev.botflow.table.sheet;

import java.util.Arrays;

/** Lines as the reader of CSV counts them: a line feed, a carriage return, or both together end one. */
final class LineBreaks {
  private LineBreaks() {}

  static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }

  /** Where each line begins. */
  static int[] starts(String text) {
    int[] starts = new int[64];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      if (isBreak(text.charAt(i))) {
        i += length(text, i) - 1;
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  /** How many lines end within a text. */
  static int count(String text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isBreak(text.charAt(i))) {
        i += length(text, i) - 1;
        count++;
      }
    }
    return count;
  }

  /** How the first line ends; a line feed if there is only one. */
  static String first(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isBreak(text.charAt(i))) {
        return text.substring(i, i + length(text, i));
      }
    }
    return "\n";
  }

  /** The end of a record's last line; empty if it has none. */
  static String last(String record) {
    if (record.endsWith("\r\n")) {
      return "\r\n";
    }
    return !record.isEmpty() && isBreak(record.charAt(record.length() - 1))
        ? record.substring(record.length() - 1)
        : "";
  }

  /** The text with line feeds only. */
  static String normal(String text) {
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static int length(String text, int at) {
    return text.startsWith("\r\n", at) ? 2 : 1;
  }
}
