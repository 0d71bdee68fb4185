package dev.botflow.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The known word nearest to one that was mistyped.
 *
 * <p>Near means: at most 2 letters added, dropped, changed or swapped with their neighbour, or a third of the word's
 * letters if that is more; for words of up to 3 letters just 1. Letter case does not count.
 */
public final class Suggestion {
  private static final int MAX_CHARS = 80;

  private Suggestion() {}

  /** The nearest known word, the first of equally near ones; empty if none is near. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    if (lower.isEmpty() || lower.length() > MAX_CHARS) {
      return Optional.empty();
    }
    int best = limit(lower) + 1;
    String nearest = null;
    for (String one : known) {
      if (Math.abs(one.length() - lower.length()) < best) {
        int distance = distance(lower, one.toLowerCase(Locale.ROOT));
        if (distance < best) {
          best = distance;
          nearest = one;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** {@code  (did you mean "Telegram"?)} with its leading blank, or an empty text. */
  public static String hint(String word, Collection<String> known) {
    return nearest(word, known).map(one -> " (did you mean \"" + one + "\"?)").orElse("");
  }

  private static int limit(String word) {
    return word.length() <= 3 ? 1 : Math.max(2, word.length() / 3);
  }

  /** Damerau-Levenshtein, where a swapped pair is not edited again. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
        boolean swapped = i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
