package dev.botflow.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds which one of several options a text means. The whole text decides first: a phrase or a number. Else the text is
 * searched for whole words, and exactly one option must be found; a phrase inside a longer one that was found does
 * not count, so that "track order" is not also "order".
 */
public final class OptionMatcher {
  /** How far into a text is searched, in characters. */
  private static final int MAX_CHARS = 1000;

  /** How many letters a word needs so that it is not found in a label by chance. */
  public static final int LONG_WORD = 4;

  private OptionMatcher() {}

  /**
   * One option.
   *
   * @param phrases folded, without marks around them
   * @param number the number shown before it, 0 if there is none
   */
  public record Option(String id, Set<String> phrases, int number) {
    public static Option of(String id, Iterable<String> phrases, int number) {
      Set<String> bare = new LinkedHashSet<>();
      for (String phrase : phrases) {
        String whole = WholeText.of(phrase);
        bare.add(whole);
        bare.add(bare(whole));
      }
      bare.remove("");
      return new Option(id, bare, number);
    }
  }

  /** Where an option was found. */
  private record Found(String id, int start, int end) {
    boolean isInside(Found other) {
      return other.start <= start && end <= other.end && other.end - other.start > end - start;
    }
  }

  /** The id of the only option the text means; empty if it means none, or more than one. */
  public static Optional<String> of(String text, List<Option> options) {
    Set<String> ids = all(text, options);
    return ids.size() == 1 ? Optional.of(ids.iterator().next()) : Optional.empty();
  }

  /** The ids of all options the text may mean. */
  public static Set<String> all(String text, List<Option> options) {
    String folded = WholeText.of(text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text);
    String bare = bare(folded);
    Set<String> ids = new LinkedHashSet<>();
    options.stream()
        .filter(option -> option.phrases.contains(folded) || option.phrases.contains(bare))
        .forEach(option -> ids.add(option.id));
    int at = folded.indexOf(bare);
    options.stream()
        .filter(option -> option.number > 0 && bare.equals(Integer.toString(option.number)))
        .filter(option -> !isPartOfNumber(folded, at, at + bare.length()))
        .forEach(option -> ids.add(option.id));
    if (ids.isEmpty()) {
      List<Found> found = search(folded, options);
      found.stream()
          .filter(one -> found.stream().noneMatch(one::isInside))
          .forEach(one -> ids.add(one.id));
    }
    return ids;
  }

  /**
   * The only option that has all words of the text in one of its phrases, if no other has: {@code track} for {@code
   * Track order}. One word at least must be of {@value #LONG_WORD} letters.
   *
   * @param text without what is said to be polite
   */
  public static Optional<String> byWords(String text, List<Option> options) {
    Set<String> words =
        words(WholeText.of(text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text));
    if (words.stream().noneMatch(word -> word.codePointCount(0, word.length()) >= LONG_WORD)) {
      return Optional.empty();
    }
    List<String> ids = options.stream()
        .filter(
            option -> option.phrases.stream().anyMatch(phrase -> words(phrase).containsAll(words)))
        .map(Option::id)
        .distinct()
        .toList();
    return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
  }

  /** The words of a folded text. */
  public static Set<String> words(String folded) {
    Set<String> words = new LinkedHashSet<>();
    int start = -1;
    for (int i = 0; i <= folded.length(); i++) {
      boolean inside = i < folded.length()
          && (Character.isLetterOrDigit(folded.charAt(i))
              || isVowelSign(folded.charAt(i))
              || Character.isSurrogate(folded.charAt(i)));
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        words.add(folded.substring(start, i));
        start = -1;
      }
    }
    return words;
  }

  private static List<Found> search(String folded, List<Option> options) {
    List<Found> found = new ArrayList<>();
    for (Option option : options) {
      for (String phrase : option.phrases) {
        // A single letter is an answer alone, but in a sentence it is "a cat".
        boolean letter = phrase.length() == 1 && Character.isLetter(phrase.charAt(0));
        int at = letter ? -1 : WholeWords.indexOf(folded, phrase, 0);
        while (at >= 0) {
          found.add(new Found(option.id, at, at + phrase.length()));
          at = WholeWords.indexOf(folded, phrase, at + 1);
        }
      }
      if (option.number > 0) {
        numbers(folded, option, found);
      }
    }
    return found;
  }

  private static void numbers(String folded, Option option, List<Found> found) {
    String number = Integer.toString(option.number);
    for (int at = WholeWords.indexOf(folded, number, 0);
        at >= 0;
        at = WholeWords.indexOf(folded, number, at + 1)) {
      if (!isPartOfNumber(folded, at, at + number.length())) {
        found.add(new Found(option.id, at, at + number.length()));
      }
    }
  }

  /** True for the 2 of 2.5, 2026-01-2, -2, €2 and 2%. */
  private static boolean isPartOfNumber(String text, int start, int end) {
    char before = start > 0 ? text.charAt(start - 1) : ' ';
    char after = end < text.length() ? text.charAt(end) : ' ';
    boolean joinedBefore =
        ".,:/".indexOf(before) >= 0 && start > 1 && Character.isDigit(text.charAt(start - 2));
    boolean joinedAfter = ".,:/-".indexOf(after) >= 0
        && end + 1 < text.length()
        && Character.isDigit(text.charAt(end + 1));
    return joinedBefore
        || joinedAfter
        || "-+€$£".indexOf(before) >= 0
        || "%€$£".indexOf(after) >= 0;
  }

  /** Without marks, brackets and pictures at its ends; the text itself if it is nothing else. */
  public static String bare(String folded) {
    int start = 0;
    int end = folded.length();
    while (start < end && isMark(folded, start)) {
      start += Character.charCount(folded.codePointAt(start));
    }
    while (end > start && !endsWord(folded, end)) {
      end -= Character.charCount(folded.codePointBefore(end));
    }
    return start == end ? folded : folded.substring(start, end);
  }

  /** A letter or figure, or the vowel signs behind a letter that scripts such as Hindi's write apart. */
  private static boolean endsWord(String text, int end) {
    int at = end;
    while (at > 0 && isVowelSign(text.codePointBefore(at))) {
      at -= Character.charCount(text.codePointBefore(at));
    }
    return at > 0 && Character.isLetterOrDigit(text.codePointBefore(at));
  }

  private static boolean isVowelSign(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isMark(String text, int at) {
    boolean sign = (text.charAt(at) == '-' || text.charAt(at) == '+')
        && at + 1 < text.length()
        && Character.isDigit(text.charAt(at + 1));
    return !sign && !Character.isLetterOrDigit(text.codePointAt(at));
  }
}
