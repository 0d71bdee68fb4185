package dev.botflow.lookup;

import java.time.Instant;

/**
 * One message of a conversation, as far as the bot's {@code keep_texts} keeps it; what is sensitive in it is masked.
 *
 * @param at when its turn ran
 * @param byContact true for what the contact wrote, false for what was written to them
 */
public record TranscriptLine(Instant at, boolean byContact, String text) {

  /** Nothing of it. */
  @Override
  public String toString() {
    return "TranscriptLine[" + at + "]";
  }
}
