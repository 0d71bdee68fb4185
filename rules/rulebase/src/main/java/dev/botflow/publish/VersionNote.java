package dev.botflow.publish;

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

  static VersionNote read(String text) {
    String approvedBy = line(text, "approved by");
    String replaced = line(text, "replaced");
    return new VersionNote(
        Long.parseLong(line(text, "number")),
        new DraftHashes(line(text, "checksum"), line(text, "folder")),
        Instant.parse(line(text, "at")),
        line(text, "author"),
        line(text, "note"),
        approvedBy.isEmpty() ? null : approvedBy,
        replaced.isEmpty() ? 0 : Long.parseLong(replaced));
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
