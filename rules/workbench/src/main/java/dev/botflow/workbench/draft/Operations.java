package dev.botflow.workbench.draft;

import dev.botflow.table.sheet.CsvDialect;
import dev.botflow.table.sheet.CsvLine;
import dev.botflow.text.Blanks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does operations on the rows of one table. A cell that somebody else wrote since, with another text than the author saw, is
 * a conflict; so is taking out a row that was changed since; moving never is. For one batch, by one thread.
 */
final class Operations {
  private static final int MAX_KEY_CHARS = 64;

  private final Rows rows;
  private final CsvDialect dialect;
  private final int columns;
  private final long base;
  private final Entry.Written now;
  private boolean changed;

  /**
   * @param rows changed by what is done
   * @param columns how many the header has
   * @param base the revision the author saw
   * @param now the revision that this becomes, and the author
   */
  Operations(Rows rows, CsvDialect dialect, int columns, long base, Entry.Written now) {
    this.rows = rows;
    this.dialect = dialect;
    this.columns = columns;
    this.base = base;
    this.now = now;
  }

  /** True if anything was changed. */
  boolean changed() {
    return changed;
  }

  OpResult apply(Edit edit) {
    Op op = edit.op();
    try {
      if (op instanceof Op.SetCells set) {
        return set(edit.id(), set);
      } else if (op instanceof Op.SetSection section) {
        return section(edit.id(), section);
      } else if (op instanceof Op.InsertRow insert) {
        return insert(edit.id(), insert.key(), insert.after(), row(insert.cells()));
      } else if (op instanceof Op.InsertSection insert) {
        return insert(
            edit.id(), insert.key(), insert.after(), dialect.comment(text(insert.text())));
      } else if (op instanceof Op.RemoveRows remove) {
        return remove(edit.id(), remove);
      } else if (op instanceof Op.RestoreRows restore) {
        return restore(edit.id(), restore);
      }
      return move(edit.id(), (Op.MoveRows) op);
    } catch (Refusal e) {
      return new OpResult(edit.id(), OpResult.Status.REFUSED, List.of(), List.of(), e.getMessage());
    }
  }

  /** Why an operation cannot be done, whoever asks. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }

  private static OpResult done(String id, List<Op> inverse) {
    return new OpResult(id, OpResult.Status.DONE, inverse, List.of(), null);
  }

  private static OpResult conflict(String id, List<CellConflict> cells) {
    return new OpResult(id, OpResult.Status.CONFLICT, List.of(), cells, null);
  }

  private OpResult set(String id, Op.SetCells set) {
    Entry entry = rows.find(set.key());
    if (entry == null) {
      return gone(id, set.key(), set.cells());
    }
    if (entry.line().isComment()) {
      throw new Refusal("expected a row, but this line is a comment");
    }
    List<CellConflict> conflicts = new ArrayList<>();
    List<CellChange> back = new ArrayList<>();
    CsvLine line = entry.line();
    Map<Integer, String> written = new LinkedHashMap<>();
    for (CellChange cell : set.cells()) {
      if (cell.column() < 0 || cell.column() >= Math.max(columns, line.cells().size())) {
        throw new Refusal("expected one of " + columns + " columns, but was " + cell.column());
      }
      String text = cell(cell.column(), cell.now());
      String found = line.cell(cell.column());
      if (meets(entry, cell.column(), cell.was(), text)) {
        conflicts.add(
            new CellConflict(set.key(), cell.column(), text, found, by(entry, cell.column())));
      } else {
        line = line.with(cell.column(), text);
        if (!line.cell(cell.column()).equals(found)) {
          written.put(cell.column(), found);
          back.add(new CellChange(cell.column(), line.cell(cell.column()), found));
        }
      }
    }
    if (!conflicts.isEmpty()) {
      return conflict(id, conflicts);
    }
    if (written.isEmpty()) {
      return done(id, List.of());
    }
    rows.replace(entry.with(line, written.keySet(), now));
    changed = true;
    return done(id, List.of(new Op.SetCells(set.key(), back)));
  }

  private OpResult section(String id, Op.SetSection section) {
    Entry entry = rows.find(section.key());
    String text = text(section.now());
    if (entry == null) {
      return gone(id, section.key(), List.of(new CellChange(0, section.was(), text)));
    }
    if (!entry.line().isComment()) {
      throw new Refusal("expected a comment line, but this one is a row");
    }
    String found = entry.line().comment();
    if (meets(entry, 0, section.was(), text)) {
      return conflict(id, List.of(new CellConflict(section.key(), 0, text, found, by(entry, 0))));
    }
    if (found.equals(text)) {
      return done(id, List.of());
    }
    rows.replace(entry.with(entry.line().withComment(text), List.of(0), now));
    changed = true;
    return done(id, List.of(new Op.SetSection(section.key(), text, found)));
  }

  /** True if somebody wrote a cell since the author saw it, and it holds neither what he saw nor what he wants. */
  private boolean meets(Entry entry, int column, String was, String wanted) {
    Entry.Written last = entry.written().get(column);
    String found = entry.text(column);
    return last != null
        && last.revision() > base
        && last.revision() != now.revision()
        && !found.equals(Blanks.strip(was))
        && !found.equals(wanted);
  }

  private static @Nullable String by(Entry entry, int column) {
    Entry.Written last = entry.written().get(column);
    return last == null ? null : last.by();
  }

  private OpResult gone(String id, String key, List<CellChange> wanted) {
    if (rows.removed(key) == null) {
      throw unknown(key);
    }
    List<CellConflict> conflicts = new ArrayList<>();
    wanted.forEach(
        cell -> conflicts.add(new CellConflict(key, cell.column(), cell.now(), null, null)));
    return conflict(id, conflicts);
  }

  private static Refusal unknown(String key) {
    return new Refusal("expected the key of a row of this table, but was \"" + key + "\"");
  }

  private OpResult insert(String id, String key, @Nullable String after, CsvLine line) {
    if (key.isEmpty() || key.length() > MAX_KEY_CHARS) {
      throw new Refusal("expected a key of 1 to " + MAX_KEY_CHARS + " characters, but was "
          + key.length() + " long");
    }
    if (rows.find(key) != null) {
      throw new Refusal("expected a new key, but \"" + key + "\" is a row's already");
    }
    Entry entry = Entry.of(key, line);
    rows.insert(entry, place(after, Set.of()));
    changed = true;
    return done(id, List.of(new Op.RemoveRows(List.of(key))));
  }

  private OpResult remove(String id, Op.RemoveRows remove) {
    List<CellConflict> conflicts = new ArrayList<>();
    List<String> there = new ArrayList<>();
    for (String key : new LinkedHashSet<>(remove.keys())) {
      Entry entry = rows.find(key);
      if (entry == null) {
        if (rows.removed(key) == null) {
          throw unknown(key);
        }
        continue; // Somebody took it out before, as is wanted.
      }
      String by = entry.changedBy(base, now.revision());
      if (by != null) {
        String text = entry.line().isComment()
            ? entry.line().comment()
            : String.join(" | ", entry.line().cells());
        conflicts.add(new CellConflict(key, -1, null, text, by));
      }
      there.add(key);
    }
    if (!conflicts.isEmpty()) {
      return conflict(id, conflicts);
    }
    List<Op> back = new ArrayList<>();
    runs(there).forEach(run -> back.add(new Op.RestoreRows(run, rows.above(run.get(0)))));
    there.forEach(rows::remove);
    changed |= !there.isEmpty();
    return done(id, back);
  }

  private OpResult restore(String id, Op.RestoreRows restore) {
    List<String> back = new ArrayList<>();
    String after = place(restore.after(), Set.of());
    for (String key : new LinkedHashSet<>(restore.keys())) {
      Entry entry = rows.removed(key);
      if (entry != null) {
        rows.insert(entry, after);
        back.add(key);
        after = key;
      } else if (rows.find(key) == null) {
        throw unknown(key);
      }
    }
    changed |= !back.isEmpty();
    return done(id, back.isEmpty() ? List.of() : List.of(new Op.RemoveRows(back)));
  }

  private OpResult move(String id, Op.MoveRows move) {
    Set<String> keys = new LinkedHashSet<>();
    for (String key : move.keys()) {
      if (rows.find(key) != null) {
        keys.add(key);
      } else if (rows.removed(key) == null) {
        throw unknown(key);
      }
    }
    String after = place(move.after(), keys);
    List<Op> back = new ArrayList<>();
    runs(keys).forEach(run -> back.add(new Op.MoveRows(run, rows.above(run.get(0)))));
    List<Entry> moved = new ArrayList<>();
    for (String key : keys) {
      Entry entry = rows.find(key);
      if (entry != null) {
        moved.add(entry);
        rows.remove(key);
      }
    }
    for (Entry entry : moved) {
      rows.insert(entry, after);
      after = entry.key();
    }
    changed |= !moved.isEmpty();
    return done(id, back);
  }

  /** Rows in the order of the table, cut into those that stand together. */
  private List<List<String>> runs(Iterable<String> keys) {
    List<Integer> places = new ArrayList<>();
    keys.forEach(key -> places.add(rows.index(key)));
    places.sort(null);
    List<List<String>> runs = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (i == 0 || places.get(i) != places.get(i - 1) + 1) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(rows.list().get(places.get(i)).key());
    }
    return runs;
  }

  /** The row meant as the one above: if it is gone or moves itself, the next above it that is there and stays. */
  private @Nullable String place(@Nullable String after, Set<String> moving) {
    String key = after;
    while (key != null && (rows.find(key) == null || moving.contains(key))) {
      Entry removed = rows.removed(key);
      if (removed == null && !moving.contains(key)) {
        throw unknown(key);
      }
      key = removed != null ? removed.after() : rows.above(key);
    }
    return key;
  }

  private CsvLine row(List<String> cells) {
    if (cells.size() > columns) {
      throw new Refusal(
          "expected at most " + columns + " cells, as the header has, but was " + cells.size());
    }
    List<String> all = new ArrayList<>(columns);
    for (int i = 0; i < columns; i++) {
      all.add(i < cells.size() ? cell(i, cells.get(i)) : "");
    }
    return dialect.row(all);
  }

  private String cell(int column, String text) {
    String cell = text(text);
    if (column == 0 && cell.startsWith("#")) {
      throw new Refusal(
          "expected a first cell that does not begin with #, since such a line is a comment, but was \""
              + cell + "\"");
    }
    return cell;
  }

  /** What can stand in a file. */
  private String text(String text) {
    if (text.indexOf('\0') >= 0 || !dialect.charset().newEncoder().canEncode(text)) {
      throw new Refusal(
          "expected text, but found a sign that no file can hold: a null or half a pair of signs");
    }
    return Blanks.strip(text);
  }
}
