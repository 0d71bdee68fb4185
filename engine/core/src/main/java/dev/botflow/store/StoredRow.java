package dev.botflow.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row that is kept of a contact.
 *
 * @param values what it holds, by name: text, {@link java.math.BigDecimal}, or bytes
 */
public record StoredRow(StoredKind kind, Map<String, Object> values) {
  public StoredRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Its kind only. */
  @Override
  public String toString() {
    return "StoredRow[" + kind.word() + "]";
  }
}
