package dev.botflow.rules;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;

/** Finds the package a DRL file names. */
final class RulePackage {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)");

  private RulePackage() {}

  static Optional<String> named(String drl) {
    Matcher matcher = PACKAGE.matcher(withoutComments(drl));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The text with comments blanked; a mark inside quotes opens none. */
  private static String withoutComments(String drl) {
    StringBuilder text = new StringBuilder(drl);
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'') {
        i = after(drl, i + 1, String.valueOf(c));
      } else if (drl.startsWith("//", i)) {
        i = blank(text, i, after(drl, i, "\n"));
      } else if (drl.startsWith("/*", i)) {
        i = blank(text, i, after(drl, i + 2, "*/"));
      } else {
        i++;
      }
    }
    return text.toString();
  }

  private static int after(String text, int from, String end) {
    int at = text.indexOf(end, from);
    return at < 0 ? text.length() : at + end.length();
  }

  private static int blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
    return to;
  }
}
