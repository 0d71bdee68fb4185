package dev.botflow.answer;

import dev.botflow.text.LanguageWords;
import dev.botflow.text.OptionMatcher;
import dev.botflow.text.TextFold;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What people say beside an answer to be polite: {@code please}, {@code alstublieft}, and a bot's own words for it. */
final class PolitenessWords {
  /** How often somebody is polite in one answer. */
  private static final int MOST = 4;

  private PolitenessWords() {}

  /** The text without a please before or behind it, or both; as it is if it has none, or is nothing else. */
  static String without(String text, ReadingContext context) {
    Set<String> phrases = phrases(context);
    String bare = OptionMatcher.bare(TextFold.fold(text));
    String left = text;
    Optional<String> rest = without(bare, phrases);
    for (int said = 0; said < MOST && rest.isPresent(); said++) {
      left = rest.get();
      rest = without(left, phrases);
    }
    return left;
  }

  private static Optional<String> without(String text, Set<String> phrases) {
    return phrases.stream().flatMap(phrase -> rest(text, phrase).stream()).findFirst();
  }

  private static Set<String> phrases(ReadingContext context) {
    Set<String> phrases = new LinkedHashSet<>();
    LanguageWords.ofAll(context.languages())
        .forEach(words -> phrases.addAll(words.words("please")));
    context
        .added("PLEASE_WORDS")
        .forEach(word -> phrases.add(OptionMatcher.bare(TextFold.fold(word))));
    phrases.remove("");
    return phrases;
  }

  private static Optional<String> rest(String text, String phrase) {
    int last = text.length() - phrase.length();
    if (last <= 0) {
      return Optional.empty();
    }
    if (text.endsWith(phrase) && !Character.isLetterOrDigit(text.charAt(last - 1))) {
      return some(text.substring(0, last));
    }
    if (text.startsWith(phrase) && !Character.isLetterOrDigit(text.charAt(phrase.length()))) {
      return some(text.substring(phrase.length()));
    }
    return Optional.empty();
  }

  /** Without the comma that parted the two. */
  private static Optional<String> some(String text) {
    int start = 0;
    int end = text.length();
    while (end > start && " ,;:.!-".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    while (start < end && " ,;:.!".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return start == end ? Optional.empty() : Optional.of(text.substring(start, end));
  }
}
