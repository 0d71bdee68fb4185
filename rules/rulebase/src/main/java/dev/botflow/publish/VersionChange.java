package dev.botflow.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a bot's history: another version became the live one.
 *
 * @param kind how
 * @param at when
 * @param from the version that was live; 0 for none
 * @param to the version that is
 * @param author who did it; empty for nobody who said their name
 * @param reason what they said about it; may be empty
 * @param approvedBy who approved it; null if no review was asked for
 * @param content the {@link DraftHashes#content} of the version
 */
public record VersionChange(
    Kind kind,
    Instant at,
    long from,
    long to,
    String author,
    String reason,
    @Nullable String approvedBy,
    String content) {

  /** How a version became live. */
  public enum Kind {
    PUBLISHED,
    ROLLED_BACK,
    /** What stands before it was begun and not finished: the program ended, or the disk was full. */
    NOT_DONE
  }

  String json() {
    return JsonLine.write(JsonLine.empty()
        .put("kind", JsonLine.word(kind))
        .put("at", at.toString())
        .put("from", from)
        .put("to", to)
        .put("author", author)
        .put("reason", reason)
        .put("approvedBy", approvedBy)
        .put("content", content));
  }

  static VersionChange read(String line) {
    JsonLine in = JsonLine.read(line);
    return new VersionChange(
        in.word("kind", Kind.class),
        in.time("at"),
        in.number("from"),
        in.number("to"),
        in.text("author"),
        in.text("reason"),
        in.textOrNull("approvedBy"),
        in.text("content"));
  }
}
