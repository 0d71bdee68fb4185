package dev.botflow.workbench.draft;

import dev.botflow.table.sheet.CsvLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table in order, found by their keys, and those that were taken out. Changed by one thread while it is worked
 * on, and by nobody afterwards.
 */
final class Rows {
  private final List<Entry> order;
  private final Map<String, Entry> byKey;
  private final Map<String, Entry> removed;
  private int near;

  Rows() {
    this.order = new ArrayList<>();
    this.byKey = new HashMap<>();
    this.removed = new LinkedHashMap<>();
  }

  private Rows(Rows other) {
    this.order = new ArrayList<>(other.order);
    this.byKey = new HashMap<>(other.byKey);
    this.removed = new LinkedHashMap<>(other.removed);
  }

  /** Rows to work on, without a change to these. */
  Rows copy() {
    return new Rows(this);
  }

  List<Entry> list() {
    return order;
  }

  @Nullable
  Entry find(String key) {
    return byKey.get(key);
  }

  @Nullable
  Entry removed(String key) {
    return removed.get(key);
  }

  void replace(Entry entry) {
    order.set(index(entry.key()), entry);
    byKey.put(entry.key(), entry);
  }

  /** Adds a row below another; at the top if that is null. */
  void insert(Entry entry, @Nullable String after) {
    int at = after == null ? 0 : index(after) + 1;
    Entry there = entry.takenFrom(null);
    order.add(at, there);
    byKey.put(entry.key(), there);
    removed.remove(entry.key());
    near = at;
  }

  void append(Entry entry) {
    order.add(entry);
    byKey.put(entry.key(), entry);
  }

  /** The rows as they stand in a file. */
  List<CsvLine> lines() {
    return order.stream().map(Entry::line).toList();
  }

  /** Takes a row out; it can be found among those removed. */
  void remove(String key) {
    int at = index(key);
    Entry entry = order.remove(at);
    byKey.remove(key);
    removed.put(key, entry.takenFrom(at == 0 ? null : order.get(at - 1).key()));
  }

  /** The row above; null for the first. */
  @Nullable
  String above(String key) {
    int at = index(key);
    return at == 0 ? null : order.get(at - 1).key();
  }

  /** Keeps a row that is not there, for those who want it back. */
  void keepRemoved(Entry entry) {
    removed.put(entry.key(), entry);
  }

  /** Keeps rows that were taken out before, likewise. */
  void remember(Rows former) {
    former.removed.forEach((key, entry) -> {
      if (!byKey.containsKey(key)) {
        removed.putIfAbsent(key, entry);
      }
    });
  }

  /** Where a row stands. Operations walk down a table, so it is looked for there first. */
  int index(String key) {
    int from = Math.min(near, order.size() - 1);
    for (int i = Math.max(0, from); i < Math.min(order.size(), from + 3); i++) {
      if (order.get(i).key().equals(key)) {
        near = i;
        return i;
      }
    }
    for (int i = 0; i < order.size(); i++) {
      if (order.get(i).key().equals(key)) {
        near = i;
        return i;
      }
    }
    throw new IllegalArgumentException("expected the key of a row, but was " + key);
  }
}
