package dev.botflow.publish;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to publish, and what they looked at when they decided to.
 *
 * @param draft the folder
 * @param author who publishes
 * @param note what they say about it; may be empty
 * @param content the {@link DraftHashes#content} they looked at; null to take the draft as it is when it is copied
 * @param live the number of the version that they want to replace; null to replace whichever is live
 */
public record Publication(
    Path draft,
    String author,
    String note,
    @Nullable String content,
    @Nullable Long live) {

  public static Publication of(Path draft, String author, String note) {
    return new Publication(draft, author, note, null, null);
  }

  /** Only if the draft is what was looked at. */
  public Publication expectingContent(String hash) {
    return new Publication(draft, author, note, hash, live);
  }

  /** Only if the version that is live is the one that was looked at. */
  public Publication expectingLive(long number) {
    return new Publication(draft, author, note, content, number);
  }
}
