package dev.botflow.flow;

import java.time.LocalDateTime;
import java.util.List;

/**
 * The surroundings of a reading.
 *
 * @param now the time in the bot's zone, for {@code tomorrow} and the like
 * @param languages tags, the contact's language first, then the bot's; words and figures are read in these, and
 *     English words always
 * @param choices the open question's choices as rendered for this contact, in the order of their numbers
 */
public record ReadingContext(
    LocalDateTime now, List<String> languages, List<OfferedChoice> choices) {
  public ReadingContext {
    languages = List.copyOf(languages);
    choices = List.copyOf(choices);
  }
}
