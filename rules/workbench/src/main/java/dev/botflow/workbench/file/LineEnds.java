package dev.botflow.workbench.file;

import java.util.ArrayList;
import java.util.List;

/** Keeps how the lines of a text end, which a browser does not know. */
final class LineEnds {
  private LineEnds() {}

  /**
   * A changed text with the line ends it had.
   *
   * @param old as it stood in the file
   * @param text with {@code \n} at the end of each line
   */
  static String kept(String old, String text) {
    List<String> before = lines(old);
    List<String> now = lines(text);
    String usual = before.isEmpty() ? "\n" : end(before.get(0));
    int top = 0;
    while (top < Math.min(before.size(), now.size())
        && plain(before.get(top)).equals(plain(now.get(top)))) {
      top++;
    }
    int bottom = 0;
    while (bottom < Math.min(before.size(), now.size()) - top
        && plain(before.get(before.size() - 1 - bottom))
            .equals(plain(now.get(now.size() - 1 - bottom)))) {
      bottom++;
    }
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < now.size(); i++) {
      String line = now.get(i);
      int same = i < top ? i : i >= now.size() - bottom ? before.size() - (now.size() - i) : -1;
      if (end(line).isEmpty()) {
        kept.append(line);
      } else if (same >= 0 && !end(before.get(same)).isEmpty()) {
        kept.append(before.get(same));
      } else {
        kept.append(plain(line)).append(usual.isEmpty() ? "\n" : usual);
      }
    }
    return kept.toString();
  }

  /** The lines, each with its end. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends =
          c == '\n' || c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n');
      if (ends) {
        lines.add(text.substring(from, i + 1));
        from = i + 1;
      }
    }
    if (from < text.length()) {
      lines.add(text.substring(from));
    }
    return lines;
  }

  private static String plain(String line) {
    return line.substring(0, line.length() - end(line).length());
  }

  private static String end(String line) {
    return line.endsWith("\r\n")
        ? "\r\n"
        : line.endsWith("\n") ? "\n" : line.endsWith("\r") ? "\r" : "";
  }
}
