package dev.botflow.workbench.draft;

import dev.botflow.table.sheet.CsvLine;
import dev.botflow.table.sheet.CsvText;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.TextFold;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings what another program wrote into a file together with what was edited here, both against what was read or written
 * last. Rows are the same if their id is, else if their texts are, else if they stand at the same place. A cell that both
 * changed keeps the text from here, and is told; so is a row that one took out and the other changed, which stays.
 */
final class Merge {
  private final Rows base;
  private final Rows ours;
  private final CsvText theirText;
  private final int[] columns;
  private final boolean sameShape;
  private final Entry.Written outside;
  private final Rows theirs = new Rows();
  private final List<CellConflict> conflicts = new ArrayList<>();

  /**
   * @param kind which table
   * @param text the file when base was read or written
   * @param keys gives new keys
   * @param outside the revision this becomes
   */
  Merge(
      SheetKind kind,
      CsvText text,
      Rows base,
      Rows ours,
      CsvText theirText,
      Supplier<String> keys,
      Entry.Written outside) {
    this.base = base;
    this.ours = ours;
    this.theirText = theirText;
    this.outside = outside;
    this.columns = columns(text.headers(), theirText.headers());
    this.sameShape = text.headers().equals(theirText.headers())
        && text.dialect().separator() == theirText.dialect().separator();
    match(kind, text, keys);
  }

  /**
   * What came of it.
   *
   * @param theirs the rows of the file
   * @param merged those of the draft
   */
  record Result(Rows theirs, Rows merged, List<CellConflict> conflicts) {}

  private static int[] columns(List<String> from, List<String> to) {
    int[] columns = new int[from.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i < to.size() && same(from.get(i), to.get(i)) ? i : -1;
      for (int j = 0; j < to.size() && columns[i] < 0; j++) {
        columns[i] = same(from.get(i), to.get(j)) ? j : -1;
      }
    }
    return columns;
  }

  private static boolean same(String one, String other) {
    return TextFold.fold(one).equals(TextFold.fold(other));
  }

  /** Finds out which of their rows are which of those known. */
  private void match(SheetKind kind, CsvText text, Supplier<String> keys) {
    List<CsvLine> lines = theirText.lines();
    @Nullable String[] found = new String[lines.size()];
    Set<String> free = new LinkedHashSet<>();
    base.list().forEach(entry -> free.add(entry.key()));
    int theirId = id(kind, theirText.headers());
    Map<String, Integer> byId = new HashMap<>();
    for (int i = 0; i < found.length; i++) {
      String id = lines.get(i).isComment() || theirId < 0 ? "" : lines.get(i).cell(theirId);
      if (!id.isEmpty()) {
        byId.merge(id, i, (one, other) -> -1);
      }
    }
    int ourId = id(kind, text.headers());
    for (Entry entry : base.list()) {
      String id = entry.line().isComment() || ourId < 0 ? "" : entry.line().cell(ourId);
      int at = byId.getOrDefault(id, -1);
      if (!id.isEmpty() && at >= 0 && found[at] == null) {
        found[at] = entry.key();
        free.remove(entry.key());
      }
    }
    Map<List<String>, Deque<String>> byText = new HashMap<>();
    for (Entry entry : base.list()) {
      if (free.contains(entry.key())) {
        byText.computeIfAbsent(texts(entry.line()), one -> new ArrayDeque<>()).add(entry.key());
      }
    }
    for (int i = 0; i < found.length; i++) {
      Deque<String> equal = byText.get(texts(lines.get(i)));
      if (found[i] == null && equal != null && !equal.isEmpty()) {
        found[i] = equal.remove();
        free.remove(found[i]);
      }
    }
    for (int i = 0; i < found.length; i++) {
      found[i] =
          found[i] == null ? next(i == 0 ? null : found[i - 1], lines.get(i), free) : found[i];
      String key = found[i] == null ? keys.get() : found[i];
      found[i] = key;
      theirs.append(Entry.of(key, lines.get(i)));
    }
  }

  /** The row below a known one, if it is of the same kind and not found elsewhere. */
  private @Nullable String next(@Nullable String above, CsvLine line, Set<String> free) {
    int at = above == null ? 0 : base.find(above) == null ? -1 : base.index(above) + 1;
    if (at < 0 || at >= base.list().size()) {
      return null;
    }
    Entry entry = base.list().get(at);
    return entry.line().isComment() == line.isComment() && free.remove(entry.key())
        ? entry.key()
        : null;
  }

  /** The column that names the rows. */
  private static int id(SheetKind kind, List<String> headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (same(headers.get(i), kind.header())) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> texts(CsvLine line) {
    return line.isComment() ? List.of("#", line.comment()) : line.cells();
  }

  Result merge() {
    Map<String, Entry> kept = new LinkedHashMap<>();
    for (Entry their : theirs.list()) {
      Entry known = base.find(their.key());
      Entry our = ours.find(their.key());
      if (known == null) {
        kept.put(their.key(), their);
      } else if (our != null) {
        kept.put(their.key(), merged(known, our, their));
      } else if (!isSame(known, their)) {
        conflicts.add(new CellConflict(their.key(), -1, null, shown(their), Draft.OUTSIDE));
        kept.put(their.key(), their);
      }
    }
    List<Entry> gone = new ArrayList<>();
    for (Entry our : ours.list()) {
      if (theirs.find(our.key()) == null) {
        Entry known = base.find(our.key());
        if (known == null) {
          kept.put(our.key(), shaped(our));
        } else if (known.line() != our.line()) {
          conflicts.add(new CellConflict(our.key(), -1, shown(our), null, Draft.OUTSIDE));
          kept.put(our.key(), shaped(our));
        } else {
          gone.add(our);
        }
      }
    }
    Rows merged = new Rows();
    for (String key : order(kept.keySet())) {
      Entry entry = kept.get(key);
      if (entry != null) {
        merged.append(entry);
      }
    }
    gone.forEach(merged::keepRemoved);
    merged.remember(ours);
    return new Result(theirs, merged, conflicts);
  }

  private boolean isSame(Entry known, Entry their) {
    return texts(known.line()).equals(texts(their.line()));
  }

  private static String shown(Entry entry) {
    return entry.line().isComment()
        ? entry.line().comment()
        : String.join(" | ", entry.line().cells());
  }

  private Entry merged(Entry known, Entry our, Entry their) {
    CsvLine line = their.line();
    Set<Integer> theirWrites = new HashSet<>();
    int last = known.line().isComment()
        ? 1
        : Math.max(
            columns.length,
            Math.max(known.line().cells().size(), our.line().cells().size()));
    for (int i = 0; i < last; i++) {
      int at = i < columns.length ? columns[i] : sameShape ? i : -1;
      String was = known.text(i);
      String mine = our.text(i);
      if (at < 0) {
        if (!mine.equals(was)) {
          conflicts.add(new CellConflict(our.key(), -1, mine, null, Draft.OUTSIDE));
        }
        continue;
      }
      String found = their.text(at);
      if (!found.equals(was)) {
        theirWrites.add(at);
      }
      if (!mine.equals(was) && !mine.equals(found)) {
        if (!found.equals(was)) {
          conflicts.add(new CellConflict(our.key(), at, mine, found, Draft.OUTSIDE));
        }
        line = line.isComment() ? line.withComment(mine) : line.with(at, mine);
      }
    }
    // What was written here since stays known as that.
    Entry entry = new Entry(our.key(), line, sameShape ? our.written() : Map.of(), null);
    return theirWrites.isEmpty() ? entry : entry.with(line, theirWrites, outside);
  }

  /** A row of ours, as the file's columns are now. */
  private Entry shaped(Entry our) {
    if (sameShape || our.line().isComment()) {
      return our;
    }
    String[] cells = new String[theirText.headers().size()];
    Arrays.fill(cells, "");
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] >= 0) {
        cells[columns[i]] = our.line().cell(i);
      }
    }
    return Entry.of(our.key(), theirText.dialect().row(List.of(cells)));
  }

  /** Their order, unless only we moved rows; what one side alone has stands below what it stood below there. */
  private List<String> order(Set<String> kept) {
    List<String> wasInOrder = common(base);
    boolean weMoved = !common(ours).equals(wasInOrder);
    boolean theyMoved = !common(theirs).equals(wasInOrder);
    Rows first = weMoved && !theyMoved ? ours : theirs;
    List<String> order = new ArrayList<>();
    first.list().stream().map(Entry::key).filter(kept::contains).forEach(order::add);
    Set<String> placed = new HashSet<>(order);
    int below = 0;
    for (Entry entry : (first == ours ? theirs : ours).list()) {
      if (placed.contains(entry.key())) {
        below = order.indexOf(entry.key()) + 1;
      } else if (kept.contains(entry.key())) {
        order.add(below++, entry.key());
      }
    }
    return order;
  }

  /** The rows that all three have, in the order of one. */
  private List<String> common(Rows rows) {
    return rows.list().stream()
        .map(Entry::key)
        .filter(key -> base.find(key) != null)
        .filter(key -> ours.find(key) != null)
        .filter(key -> theirs.find(key) != null)
        .toList();
  }
}
