package dev.botflow.answer;

import dev.botflow.text.LanguageWords;
import dev.botflow.text.OptionMatcher;
import dev.botflow.text.TextFold;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a time of day as people write it: {@code 14:30}, {@code 14.30}, {@code 14h30}, {@code 2:30 pm}, {@code 2pm},
 * {@code 9 uur}, {@code 14 Uhr 30}, {@code half past nine}, {@code half tien}, {@code 9 Uhr abends}, {@code noon}. A
 * bare {@code 9} may be morning or evening and is not understood, nor is {@code half nine}, which is not the same time
 * everywhere.
 */
final class WrittenTime {
  private static final int MAX_CHARS = 40;

  private final ReadingContext context;
  private final List<LanguageWords> languages;

  WrittenTime(ReadingContext context) {
    this.context = context;
    this.languages = LanguageWords.ofAll(context.languages());
  }

  Optional<LocalTime> read(String text) {
    String folded = OptionMatcher.bare(TextFold.fold(PolitenessWords.without(text, context)));
    if (folded.length() > MAX_CHARS) {
      return Optional.empty();
    }
    String said = withoutFiller(folded);
    if (is("noon", said)) {
      return Optional.of(LocalTime.NOON);
    }
    if (is("midnight", said)) {
      return Optional.of(LocalTime.MIDNIGHT);
    }
    String morning = before("am", said);
    String evening = morning == null ? before("pm", said) : null;
    int half = morning != null ? 1 : evening != null ? 2 : 0;
    return Optional.ofNullable(
        time(morning != null ? morning : evening != null ? evening : said, half));
  }

  /** As one language says it; the first that knows the phrase decides, if only that it is unclear. */
  private @Nullable LocalTime time(String said, int half) {
    for (LanguageWords words : languages) {
      String figures = new NumberWords(words, context).inFigures(said);
      SpokenTime spoken = new SpokenTime(words);
      if (spoken.isUnclear(figures)) {
        return null;
      }
      LocalTime time = spoken.read(figures, half);
      time = time == null ? clock(tokens(figures), half) : time;
      if (time != null) {
        return time;
      }
    }
    return null;
  }

  private String withoutFiller(String folded) {
    String said = folded;
    int blank = said.indexOf(' ');
    while (blank > 0 && is("time.filler", said.substring(0, blank))) {
      said = said.substring(blank + 1);
      blank = said.indexOf(' ');
    }
    return said;
  }

  /** What stands before a word for the half of the day, or follows one in languages that say it first; null if there is none. */
  private @Nullable String before(String key, String text) {
    for (LanguageWords words : languages) {
      for (String phrase : words.words(key)) {
        int at = text.length() - phrase.length();
        if (at > 0 && text.endsWith(phrase) && !Character.isLetter(text.charAt(at - 1))) {
          return text.substring(0, at).strip();
        }
      }
      for (String phrase : words.words(key + ".before")) {
        if (text.length() > phrase.length() && text.startsWith(phrase)) {
          return text.substring(phrase.length()).strip();
        }
      }
    }
    return null;
  }

  private @Nullable LocalTime clock(List<String> tokens, int half) {
    if (tokens.isEmpty() || !isNumber(tokens.get(0))) {
      return null;
    }
    int next = 1;
    boolean marked = half != 0; // Something says that it is a time.
    int minute = 0;
    String mark = next < tokens.size() ? tokens.get(next) : "";
    if (mark.equals(":") || mark.equals(".") || is("hour", mark)) {
      next++;
      marked = marked || is("hour", mark);
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
    boolean whole = next == tokens.size() && marked;
    return whole ? time(Integer.parseInt(tokens.get(0)), minute, half) : null;
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
    return c >= '0' && c <= '9' ? 1 : DateWords.isOfWord(c) || c == '\'' ? 2 : 0;
  }
}
