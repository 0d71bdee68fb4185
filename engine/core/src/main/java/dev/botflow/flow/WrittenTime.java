package dev.botflow.flow;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a time of day as people write it: {@code 14:30}, {@code 14.30}, {@code 14h30}, {@code 2:30 pm}, {@code 2pm},
 * {@code 9 uur}, {@code 14 Uhr 30}, {@code noon}. A bare {@code 9} may be morning or evening and is not understood.
 */
final class WrittenTime {
  private static final int MAX_CHARS = 40;

  private final List<LanguageWords> languages;

  WrittenTime(List<LanguageWords> languages) {
    this.languages = languages;
  }

  Optional<LocalTime> read(String text) {
    String folded = TextFold.fold(text).replace("a.m", "am").replace("p.m", "pm");
    List<String> tokens = folded.length() > MAX_CHARS ? List.of() : tokens(OnlyOne.bare(folded));
    if (!tokens.isEmpty() && is("time.filler", tokens.get(0))) {
      tokens = tokens.subList(1, tokens.size());
    }
    if (tokens.size() == 1 && is("noon", tokens.get(0))) {
      return Optional.of(LocalTime.NOON);
    }
    if (tokens.size() == 1 && is("midnight", tokens.get(0))) {
      return Optional.of(LocalTime.MIDNIGHT);
    }
    return Optional.ofNullable(clock(tokens));
  }

  private @Nullable LocalTime clock(List<String> tokens) {
    if (tokens.size() < 2 || !isNumber(tokens.get(0))) {
      return null;
    }
    int next = 1;
    boolean marked = false; // Something says that it is a time.
    int minute = 0;
    String mark = tokens.get(next);
    if (mark.equals(":") || mark.equals(".") || is("hour", mark)) {
      next++;
      marked = is("hour", mark);
      if (next < tokens.size() && isNumber(tokens.get(next)) && tokens.get(next).length() == 2) {
        minute = Integer.parseInt(tokens.get(next));
        marked = true;
        next++;
      }
    }
    if (next < tokens.size() && is("hour", tokens.get(next))) {
      marked = true;
      next++;
    }
    int half = next == tokens.size() - 1 ? half(tokens.get(next)) : 0;
    boolean whole = next == tokens.size() - (half == 0 ? 0 : 1) && (marked || half != 0);
    return whole ? time(Integer.parseInt(tokens.get(0)), minute, half) : null;
  }

  /** 1 for am, 2 for pm, 0 for neither. */
  private int half(String word) {
    return is("am", word) ? 1 : is("pm", word) ? 2 : 0;
  }

  private static @Nullable LocalTime time(int hour, int minute, int half) {
    boolean exists = minute < 60 && (half == 0 ? hour < 24 : hour >= 1 && hour <= 12);
    if (!exists) {
      return null;
    }
    return LocalTime.of(half == 0 ? hour : hour % 12 + (half == 2 ? 12 : 0), minute);
  }

  private static boolean isNumber(String token) {
    return token.length() <= 2 && Character.isDigit(token.charAt(0));
  }

  private boolean is(String key, String token) {
    return languages.stream().anyMatch(words -> words.has(key, token));
  }

  /** Runs of digits, runs of letters, and single marks; blanks only part them. */
  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= text.length(); i++) {
      if (i == text.length()
          || sort(text.charAt(i)) != sort(text.charAt(start))
          || sort(text.charAt(start)) == 0) {
        String token = text.substring(start, i).strip();
        if (!token.isEmpty()) {
          tokens.add(token);
        }
        start = i;
      }
    }
    return tokens;
  }

  private static int sort(char c) {
    return c >= '0' && c <= '9' ? 1 : Character.isLetter(c) || c == '\'' ? 2 : 0;
  }
}
