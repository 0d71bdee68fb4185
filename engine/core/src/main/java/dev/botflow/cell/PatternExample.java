package dev.botflow.cell;

import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that an author's pattern matches, found by walking through the pattern and always taking the first way. Not every
 * pattern is understood; what is found is tried, so that an example always is one.
 */
public final class PatternExample {
  private final String source;
  private int at;

  private PatternExample(String source) {
    this.source = source;
  }

  /** An example; null if none was found. */
  public static @Nullable String of(String source, Pattern pattern) {
    String example;
    try {
      example = new PatternExample(source).alternatives();
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      return null; // The pattern uses a form that is not understood here.
    }
    for (String text : List.of(example, "hello " + example, example + " hello", "hello")) {
      if (!text.isBlank() && pattern.matcher(text).find()) {
        return text;
      }
    }
    return null;
  }

  /** Up to the end or the bracket that closes: the first way, the others are stepped over. */
  private String alternatives() {
    String first = sequence();
    while (at < source.length() && source.charAt(at) == '|') {
      at++;
      sequence();
    }
    return first;
  }

  private String sequence() {
    StringBuilder text = new StringBuilder();
    while (at < source.length() && source.charAt(at) != '|' && source.charAt(at) != ')') {
      String one = one();
      text.append(one.repeat(times()));
    }
    return text.toString();
  }

  private String one() {
    char c = source.charAt(at++);
    switch (c) {
      case '(':
        if (source.startsWith("?:", at)) {
          at += 2;
        } else if (source.startsWith("?", at)) {
          int end = source.indexOf(source.startsWith("?P<", at) ? '>' : ')', at);
          boolean flagsOnly = source.charAt(end) == ')';
          at = end + 1;
          if (flagsOnly) {
            return "";
          }
        }
        String inside = alternatives();
        at++;
        return inside;
      case '[':
        return set();
      case '\\':
        return escaped(source.charAt(at++));
      case '.':
        return "x";
      case '^', '$':
        return "";
      default:
        return String.valueOf(c);
    }
  }

  private static String escaped(char c) {
    switch (c) {
      case 'd':
        return "1";
      case 'w':
        return "x";
      case 's':
        return " ";
      case 'D', 'S':
        return "x";
      case 'W':
        return "-";
      case 'b', 'B', 'A', 'z', 'Q', 'E':
        return "";
      default:
        return String.valueOf(c);
    }
  }

  /** A member of a set: its first; of a set of what it is not, the first of a few that it does not name. */
  private String set() {
    boolean not = source.charAt(at) == '^';
    at += not ? 1 : 0;
    int start = at;
    int end = source.indexOf(']', source.charAt(at) == ']' ? at + 1 : at);
    while (source.charAt(end - 1) == '\\' && source.charAt(end - 2) != '\\') {
      end = source.indexOf(']', end + 1);
    }
    String members = source.substring(start, end);
    at = end + 1;
    if (not) {
      Pattern free = Pattern.compile("[^" + members + "]");
      for (String one : List.of("x", "1", " ", "-", "Q", "\u00bf")) {
        if (free.matches(one)) {
          return one;
        }
      }
    }
    return members.charAt(0) == '\\'
        ? escaped(members.charAt(1))
        : String.valueOf(members.charAt(0));
  }

  /** How often the thing before has to come: as seldom as the pattern allows, but once where it may. */
  private int times() {
    if (at >= source.length()) {
      return 1;
    }
    int times = 1;
    char c = source.charAt(at);
    if (c == '{') {
      int end = source.indexOf('}', at);
      int comma = source.indexOf(',', at);
      times = Integer.parseInt(source.substring(at + 1, comma > 0 && comma < end ? comma : end));
      at = end + 1;
    } else if (c == '*' || c == '+' || c == '?') {
      at++;
    } else {
      return 1;
    }
    if (at < source.length() && source.charAt(at) == '?') {
      at++;
    }
    return Math.min(times, 1_000);
  }
}
