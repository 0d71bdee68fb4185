package dev.botflow.answer;

import dev.botflow.text.LanguageWords;
import dev.botflow.text.TextFold;
import dev.botflow.text.WholeWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The numbers one language writes as words, {@code one} to {@code twelve} and few more, and those a bot adds. */
public final class NumberWords {
  /** The highest number a language has a word for. */
  public static final int MAX = 20;

  /** The lists of a bot's own words are named in English: {@code ONE_WORDS}. */
  private static final List<String> NAMES = List.of(
      "ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN",
      "ELEVEN", "TWELVE");

  private final List<Word> words = new ArrayList<>();

  private record Word(String folded, int number) {}

  NumberWords(LanguageWords language, ReadingContext context) {
    for (int i = 0; i <= MAX; i++) {
      int number = i;
      language.words(key(i)).forEach(word -> words.add(new Word(word, number)));
      if (i < NAMES.size()) {
        context
            .added(NAMES.get(i) + "_WORDS")
            .forEach(word -> words.add(new Word(TextFold.fold(word), number)));
      }
    }
    // "twenty two" before "two", should a bot add it.
    words.sort(Comparator.comparingInt((Word word) -> word.folded().length()).reversed());
  }

  public static String key(int number) {
    return "figure." + number;
  }

  /** The number a text is the word of, with nothing beside it. */
  Optional<Integer> number(String folded) {
    return words.stream()
        .filter(word -> word.folded().equals(folded))
        .map(Word::number)
        .findFirst();
  }

  /** The text with its number words in figures: {@code half past 9}. */
  String inFigures(String folded) {
    String text = folded;
    for (Word word : words) {
      int at = WholeWords.indexOf(text, word.folded(), 0);
      while (at >= 0) {
        String figures = Integer.toString(word.number());
        text =
            text.substring(0, at) + figures + text.substring(at + word.folded().length());
        at = WholeWords.indexOf(text, word.folded(), at + figures.length());
      }
    }
    return text;
  }
}
