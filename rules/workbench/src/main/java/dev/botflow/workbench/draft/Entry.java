package dev.botflow.workbench.draft;

import dev.botflow.table.sheet.CsvLine;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row or section of a table in the draft.
 *
 * @param key what operations call it
 * @param line its text
 * @param written when its cells were last written, by their columns; a section's text is column 0
 * @param after the row it stood below when it was taken out; null for the top, and while it is there
 */
record Entry(
    String key,
    CsvLine line,
    Map<Integer, Written> written,
    @Nullable String after) {

  /** When a cell was written, and by whom. */
  record Written(long revision, String by) {}

  static Entry of(String key, CsvLine line) {
    return new Entry(key, line, Map.of(), null);
  }

  /** The same row with another text, in which these columns were written. */
  Entry with(CsvLine changed, Iterable<Integer> columns, Written when) {
    Map<Integer, Written> all = new LinkedHashMap<>(written);
    columns.forEach(column -> all.put(column, when));
    return new Entry(key, changed, Collections.unmodifiableMap(all), null);
  }

  Entry takenFrom(@Nullable String place) {
    return new Entry(key, line, written, place);
  }

  /** Who wrote in it after a revision but not in another; null if nobody did. */
  @Nullable
  String changedBy(long after, long notIn) {
    for (Written one : written.values()) {
      if (one.revision() > after && one.revision() != notIn) {
        return one.by();
      }
    }
    return null;
  }

  /** Its texts as they are shown. */
  String text(int column) {
    return line.isComment() ? line.comment() : line.cell(column);
  }
}
