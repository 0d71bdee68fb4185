package dev.botflow.answer;

import dev.botflow.text.WordLists;
import java.time.LocalDateTime;
import java.util.List;

/**
 * The surroundings of a reading.
 *
 * @param now the time in the bot's zone, for {@code tomorrow} and the like
 * @param languages tags, the contact's language first, then the bot's; words and figures are read in these, and
 *     English words always
 * @param choices the open question's choices as rendered for this contact, in the order of their numbers
 * @param words the bot's word lists; {@code YES_WORDS}, {@code NO_WORDS}, {@code TODAY_WORDS}, {@code TOMORROW_WORDS},
 *     {@code YESTERDAY_WORDS}, {@code ZERO_WORDS} to {@code TWELVE_WORDS} and {@code PLEASE_WORDS} add to the words
 *     understood anyway
 */
public record ReadingContext(
    LocalDateTime now, List<String> languages, List<OfferedChoice> choices, WordLists words) {
  public ReadingContext {
    languages = List.copyOf(languages);
    choices = List.copyOf(choices);
  }

  /** A context of a bot without words of its own. */
  public ReadingContext(LocalDateTime now, List<String> languages, List<OfferedChoice> choices) {
    this(now, languages, choices, WordLists.none());
  }

  /** The words the bot adds to a meaning, such as {@code YES_WORDS}. */
  List<String> added(String list) {
    return words.named(list).orElse(List.of());
  }
}
