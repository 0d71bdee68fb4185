package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a published version beside its content.
 *
 * @param number 1 and up
 * @param hashes equal for equal content and for equal folders; the folder's is empty for versions before 0.1.0
 * @param at when it was published
 * @param author who published it
 * @param note what they said about it; may be empty
 * @param approvedBy who approved it; null if no review was asked for
 * @param replaced the version that was live before it; 0 for none, or one before 0.1.0
 */
public record VersionNote(
    long number,
    DraftHashes hashes,
    Instant at,
    String author,
    String note,
    @Nullable String approvedBy,
    long replaced) {

  /** As the file beside the version says it, one fact a line. */
  String text() {
    return "number: " + number + "\nchecksum: " + hashes.content() + "\nfolder: " + hashes.folder()
        + "\nat: " + at + "\nauthor: " + oneLine(author) + "\nnote: " + oneLine(note)
        + (approvedBy == null ? "" : "\napproved by: " + oneLine(approvedBy)) + "\nreplaced: "
        + replaced + "\n";
  }

  /** @throws BotFlowException if it is not what {@link #text} writes */
  static VersionNote read(String text) {
    String approvedBy = line(text, "approved by");
    String replaced = line(text, "replaced");
    String content = line(text, "checksum");
    if (!content.matches("[0-9a-f]{64}")) {
      throw broken("checksum", "64 hexadecimal digits");
    }
    return new VersionNote(
        number("number", line(text, "number")),
        new DraftHashes(content, line(text, "folder")),
        time(line(text, "at")),
        line(text, "author"),
        line(text, "note"),
        approvedBy.isEmpty() ? null : approvedBy,
        replaced.isEmpty() ? 0 : number("replaced", replaced));
  }

  private static long number(String name, String found) {
    try {
      return Long.parseLong(found);
    } catch (NumberFormatException e) {
      throw broken(name, "the number of a version");
    }
  }

  private static Instant time(String found) {
    try {
      return Instant.parse(found);
    } catch (DateTimeException e) {
      throw broken("at", "a time such as 2026-01-05T09:00:00Z");
    }
  }

  private static BotFlowException broken(String name, String expected) {
    return new BotFlowException("expected what was written when the version was published, with "
        + name + ": and " + expected + ", but it was changed or cut off");
  }

  private static String line(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\R", " ");
  }
}
