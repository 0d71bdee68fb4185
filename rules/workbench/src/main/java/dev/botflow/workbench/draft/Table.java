package dev.botflow.workbench.draft;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.table.sheet.CsvText;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.TextBytes;
import dev.botflow.workbench.file.TableFile;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One CSV table of the draft: its rows, and how far the file has them. Every call is made under the draft's lock, but those
 * on its {@link TableFile}.
 */
final class Table {
  private final String name;
  private final SheetKind kind;
  private final TableFile file;
  private final Supplier<String> keys;
  private @Nullable CsvText text;
  private Rows rows = new Rows();
  private Rows synced = rows;
  private byte[] disk = new byte[0];
  private long revision;
  private TableView.@Nullable Broken broken;
  private List<CellConflict> conflicts = List.of();
  private @Nullable Instant unsavedSince;
  private @Nullable String problem;
  private @Nullable Printed printed;

  Table(String name, SheetKind kind, TableFile file, Supplier<String> keys) {
    this.name = name;
    this.kind = kind;
    this.file = file;
    this.keys = keys;
  }

  /** A table as it would be saved. */
  record Printed(byte[] bytes, int[] lines) {}

  String name() {
    return name;
  }

  SheetKind kind() {
    return kind;
  }

  /** How many rows it has, without comment lines. */
  int rowCount() {
    int count = 0;
    for (Entry entry : rows.list()) {
      count += entry.line().isComment() ? 0 : 1;
    }
    return count;
  }

  TableFile file() {
    return file;
  }

  long revision() {
    return revision;
  }

  Rows rows() {
    return rows;
  }

  Optional<CsvText> text() {
    return Optional.ofNullable(text);
  }

  TableView.@Nullable Broken broken() {
    return broken;
  }

  List<CellConflict> conflicts() {
    return conflicts;
  }

  @Nullable
  Instant unsavedSince() {
    return unsavedSince;
  }

  @Nullable
  String problem() {
    return problem;
  }

  void problem(@Nullable String sentence) {
    problem = sentence;
  }

  /** What was read from the file, or written to it, last. */
  byte[] disk() {
    return disk;
  }

  /** The table's bytes now; those of the file where that cannot be read. */
  Printed printed() {
    Printed known = printed;
    if (known == null) {
      if (text == null) {
        known = new Printed(disk, new int[0]);
      } else {
        CsvText now = text.with(rows.lines());
        known = new Printed(now.bytes(), now.lineNumbers());
      }
      printed = known;
    }
    return known;
  }

  /**
   * Takes in what stands in the file now.
   *
   * @param found its bytes
   * @param newRevision the revision this becomes
   */
  void takeIn(byte[] found, long newRevision) {
    Findings findings = new Findings();
    Optional<CsvText> read = CsvText.read(name, found, kind, findings);
    problem = null;
    printed = null;
    revision = newRevision;
    disk = found;
    if (read.isEmpty()) {
      broken = broken(found, findings);
      if (unsavedSince == null) {
        text = null;
        rows = new Rows();
        synced = rows;
      } else {
        problem = name + " was changed by another program and cannot be read as a table any more; "
            + "nothing is written until it can: " + broken.message();
      }
      return;
    }
    broken = null;
    if (text == null) {
      synced = new Rows();
      for (var line : read.get().lines()) {
        synced.append(Entry.of(keys.get(), line));
      }
      rows = synced;
      text = read.get();
      return;
    }
    Merge.Result result = new Merge(
            kind,
            text,
            synced,
            rows,
            read.get(),
            keys,
            new Entry.Written(newRevision, Draft.OUTSIDE))
        .merge();
    text = read.get();
    synced = result.theirs();
    rows = result.merged();
    conflicts = result.conflicts();
    if (Arrays.equals(printed().bytes(), disk)) {
      unsavedSince = null;
    }
  }

  private static TableView.Broken broken(byte[] found, Findings findings) {
    Finding first = findings.errors().get(0);
    String shown;
    try {
      shown = TextBytes.decode(found);
    } catch (CharacterCodingException e) {
      shown = new String(found, StandardCharsets.ISO_8859_1); // It is shown, and never written.
    }
    return new TableView.Broken(shown, first.place().line(), first.message());
  }

  /** Takes over rows that were edited. */
  void edited(Rows changed, long newRevision, Instant now) {
    rows = changed;
    revision = newRevision;
    printed = null;
    if (unsavedSince == null) {
      unsavedSince = now;
    }
  }

  /** Drops what was said about a cell, since somebody chose; about the whole row for column -1. */
  void settle(String key, int column) {
    conflicts = conflicts.stream()
        .filter(one ->
            !one.key().equals(key) || column >= 0 && one.column() >= 0 && one.column() != column)
        .toList();
  }

  /** True if the file may be written now. */
  boolean isReady() {
    return unsavedSince != null && conflicts.isEmpty() && broken == null && text != null;
  }

  /** Notes that these rows are in the file. */
  void written(byte[] bytes, Rows saved, Instant now) {
    disk = bytes;
    synced = saved;
    problem = null;
    unsavedSince = rows == saved ? null : now;
  }

  /** Why nothing can be changed; null if it can. */
  @Nullable
  String readOnly() {
    if (broken != null) {
      return name + " cannot be read as a table: " + broken.message();
    }
    return file.isWritable() ? null : name + " is read-only: this program may not write it";
  }
}
