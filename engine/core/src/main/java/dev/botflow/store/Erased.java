package dev.botflow.store;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an erasure found and took away.
 *
 * @param rows how many rows of each kind; no kind of which there was none
 */
public record Erased(Map<StoredKind, Integer> rows) {
  private static final Erased NOTHING = new Erased(Map.of());

  public Erased {
    Map<StoredKind, Integer> some = new EnumMap<>(StoredKind.class);
    rows.forEach((kind, count) -> {
      if (count > 0) {
        some.put(kind, count);
      }
    });
    rows = Collections.unmodifiableMap(some);
  }

  public static Erased nothing() {
    return NOTHING;
  }

  /** So many rows of one kind. */
  public static Erased of(StoredKind kind, int rows) {
    return new Erased(Collections.singletonMap(kind, rows));
  }

  /** Both together. */
  public Erased and(Erased more) {
    Map<StoredKind, Integer> all = new EnumMap<>(StoredKind.class);
    all.putAll(rows);
    more.rows.forEach((kind, count) -> all.merge(kind, count, Integer::sum));
    return new Erased(all);
  }

  /** Rows of all kinds. */
  public int total() {
    return rows.values().stream().mapToInt(Integer::intValue).sum();
  }
}
