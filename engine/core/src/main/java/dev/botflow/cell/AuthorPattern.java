package dev.botflow.cell;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Compiles patterns an author wrote (RE2 syntax, as RE2/J reads it), within bounds.
 *
 * <p>RE2 matches in linear time, yet writes counted repeats out: {@code ((a{1000}){1000}){100}} fills any heap while
 * it is compiled. So the steps a pattern unfolds to are counted first.
 */
public final class AuthorPattern {
  static final int MAX_CHARS = 500;
  static final int MAX_STEPS = 1000;

  private AuthorPattern() {}

  /** @throws CellBrokenException if it is empty, too long, too large or no pattern */
  public static Pattern compile(String source) {
    if (source.isEmpty()) {
      throw CellBrokenException.unreadable("a pattern between the slashes", source);
    }
    if (source.length() > MAX_CHARS) {
      throw new CellBrokenException(
          CellBrokenException.UNREADABLE_CELL,
          "expected a pattern of at most " + MAX_CHARS + " characters, but it has "
              + source.length());
    }
    if (steps(source) > MAX_STEPS) {
      throw CellBrokenException.unreadable(
          "a pattern whose repeats unfold to at most " + MAX_STEPS + " steps", source);
    }
    try {
      return Pattern.compile(source);
    } catch (PatternSyntaxException broken) {
      throw new CellBrokenException(
          CellBrokenException.UNREADABLE_CELL,
          "expected a pattern (RE2 syntax), but was \"" + source + "\": " + broken.getDescription(),
          broken);
    }
  }

  /** About as many steps as the pattern unfolds to; never far too few. Syntax is not checked here. */
  private static long steps(String source) {
    Deque<Long> outer = new ArrayDeque<>();
    long sum = 0;
    long atom = 0;
    int i = 0;
    while (i < source.length()) {
      char c = source.charAt(i);
      int next = i + 1;
      if (c == '(') {
        outer.push(sum + atom);
        sum = 0;
        atom = 0;
      } else if (c == ')' && !outer.isEmpty()) {
        atom = sum + atom + 1;
        sum = outer.pop();
      } else if (c == '{' && repeats(source, i) > 0) {
        atom *= repeats(source, i);
        next = source.indexOf('}', i) + 1;
      } else {
        next = c == '\\' ? afterEscape(source, i) : c == '[' ? afterClass(source, i) : next;
        // Quoted text is a step a character, and a repeat behind it takes the last one.
        sum += source.startsWith("\\Q", i) ? atom + next - i : atom;
        atom = 1;
      }
      if (sum + atom > MAX_STEPS) {
        return sum + atom;
      }
      i = next;
    }
    return outer.stream().mapToLong(Long::longValue).sum() + sum + atom;
  }

  private static int afterEscape(String source, int at) {
    if (source.startsWith("\\Q", at)) {
      int end = source.indexOf("\\E", at);
      return end < 0 ? source.length() : end + 2;
    }
    return Math.min(at + 2, source.length());
  }

  private static int afterClass(String source, int at) {
    int i = at + 1;
    if (source.startsWith("^", i)) {
      i++;
    }
    if (source.startsWith("]", i)) {
      i++;
    }
    while (i < source.length() && source.charAt(i) != ']') {
      int named = source.startsWith("[:", i) ? source.indexOf(":]", i) : -1;
      i = named > 0 ? named + 2 : source.charAt(i) == '\\' ? i + 2 : i + 1;
    }
    return Math.min(i + 1, source.length());
  }

  /** The larger number of a counted repeat such as {@code {2,5}}; 0 if the brace is a plain character. */
  private static long repeats(String source, int at) {
    int end = source.indexOf('}', at);
    long number = 0;
    long most = 0;
    boolean digits = false;
    for (int i = at + 1; i < end; i++) {
      char c = source.charAt(i);
      if (c >= '0' && c <= '9') {
        number = Math.min(number * 10 + (c - '0'), MAX_STEPS + 1L);
        digits = true;
      } else if (c == ',' && digits) {
        most = number;
        number = 0;
      } else {
        return 0;
      }
    }
    return digits ? Math.max(1, Math.max(most, number)) : 0;
  }
}
