package dev.botflow.session;

import dev.botflow.message.Outgoing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a turn, kept only where the bot's {@code keep_texts} says so. It goes with the contact, and when its time
 * is over.
 *
 * @param until from then on nobody may read it
 * @param said what the contact wrote, or the caption of what they sent; null for anything else, and
 *     for what answered a question whose variable is sensitive
 * @param messages what was written to them, in order; what is sensitive in it is masked
 */
public record TurnTexts(Instant until, @Nullable String said, List<Outgoing> messages) {
  public TurnTexts {
    messages = List.copyOf(messages);
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return "TurnTexts[" + messages.size() + " messages, until " + until + "]";
  }
}
