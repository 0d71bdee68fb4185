package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import dev.botflow.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became live, when, by whom and why: a line for each change, written before the change, so that none is without its
 * line; a line whose change was not done gets another that says so. Belongs to who holds the folder's lock, but may be
 * read by anybody.
 */
final class VersionHistory {
  private final Path file;

  VersionHistory(Path versions) {
    this.file = versions.resolve("history.jsonl");
  }

  /** All changes, the first one first; a line that was cut off while it was written is none. */
  List<VersionChange> all() {
    List<VersionChange> changes = new ArrayList<>();
    if (!Files.exists(file)) {
      return changes;
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        try {
          changes.add(VersionChange.read(lines.get(i)));
        } catch (BotFlowException e) {
          boolean last = i == lines.size() - 1 && !text.endsWith("\n");
          if (!last && !isCut(lines.get(i))) {
            throw new BotFlowException(file + ": line " + (i + 1) + ": " + e.getMessage(), e);
          }
        }
      }
      return changes;
    } catch (IOException e) {
      throw new BotFlowException(
          file + ": expected the history of versions, but reading failed", e);
    }
  }

  /** A program that ended while it wrote leaves the first part of an object. */
  private static boolean isCut(String line) {
    return line.startsWith("{") && !line.endsWith("}");
  }

  /** Writes a line for what is about to be done. */
  void begin(VersionChange change) {
    append(change);
  }

  /** The last line; null if there is none. */
  @Nullable
  VersionChange last() {
    List<VersionChange> changes = all();
    return changes.isEmpty() ? null : changes.get(changes.size() - 1);
  }

  /**
   * The version that was published last; 0 for none.
   *
   * @param live the live version, since the last line tells of what is not done yet, perhaps
   */
  long lastPublished(long live) {
    long published = 0;
    for (VersionChange change : done(live)) {
      if (change.kind() == VersionChange.Kind.PUBLISHED) {
        published = change.to();
      }
    }
    return published;
  }

  /** True if making this version live was begun, and never done. */
  boolean neverDone(long number, long live) {
    return all().stream()
            .anyMatch(
                change -> change.kind() == VersionChange.Kind.NOT_DONE && change.from() == number)
        && done(live).stream().noneMatch(change -> change.to() == number);
  }

  /** How this version became live, as the end of a sentence; empty if no line tells. */
  String howLive(long live) {
    String how = "";
    for (VersionChange change : done(live)) {
      if (change.to() == live) {
        how = ", "
            + (change.kind() == VersionChange.Kind.PUBLISHED ? "published" : "rolled back to")
            + (change.author().isEmpty() ? "" : " by " + change.author()) + " at " + change.at()
            + (change.reason().isEmpty() ? "" : ": " + change.reason());
      }
    }
    return how;
  }

  /** The changes that were done. */
  private List<VersionChange> done(long live) {
    List<VersionChange> done = new ArrayList<>();
    List<VersionChange> changes = all();
    for (int i = 0; i < changes.size(); i++) {
      boolean last = i == changes.size() - 1;
      boolean undone = last
          ? changes.get(i).to() != live
          : changes.get(i + 1).kind() == VersionChange.Kind.NOT_DONE;
      if (changes.get(i).kind() != VersionChange.Kind.NOT_DONE && !undone) {
        done.add(changes.get(i));
      }
    }
    return done;
  }

  /** Says of the last line that its change was not done, if the version it names is not the live one. */
  void settle(long live, Clock clock) {
    List<VersionChange> changes = all();
    if (!changes.isEmpty()) {
      VersionChange last = changes.get(changes.size() - 1);
      if (last.kind() != VersionChange.Kind.NOT_DONE && last.to() != live) {
        append(new VersionChange(
            VersionChange.Kind.NOT_DONE,
            clock.instant(),
            last.to(),
            live,
            last.author(),
            "",
            null,
            last.content()));
      }
    }
  }

  private void append(VersionChange change) {
    try {
      DurableFile.append(file, change.json());
    } catch (IOException e) {
      throw new BotFlowException(file + ": expected to write a line, but writing failed", e);
    }
  }
}
