package dev.botflow.rules;

import java.time.Instant;

/**
 * What is known of a published version beside its content.
 *
 * @param number 1 and up
 * @param checksum equal for equal content
 * @param at when it was published
 * @param author who published it
 * @param note what they said about it; may be empty
 */
public record VersionNote(long number, String checksum, Instant at, String author, String note) {

  /** As the file beside the version says it, one fact a line. */
  String text() {
    return "number: " + number + "\nchecksum: " + checksum + "\nat: " + at + "\nauthor: "
        + oneLine(author) + "\nnote: " + oneLine(note) + "\n";
  }

  static VersionNote read(String text) {
    return new VersionNote(
        Long.parseLong(line(text, "number")),
        line(text, "checksum"),
        Instant.parse(line(text, "at")),
        line(text, "author"),
        line(text, "note"));
  }

  private static String line(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }
}
