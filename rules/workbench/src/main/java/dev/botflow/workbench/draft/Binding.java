package dev.botflow.workbench.draft;

import dev.botflow.error.Finding;
import dev.botflow.error.Place;
import dev.botflow.rules.TableTerms;
import dev.botflow.table.sheet.Column;
import dev.botflow.table.sheet.CsvText;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.TextFold;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the row and the cell of a finding, for one revision of the draft: lines shift with every insert, keys stay. Immutable.
 */
final class Binding {
  private static final Pattern MEANT =
      Pattern.compile("\"([^\"]+)\"[^\"]*did you mean \"([^\"]+)\"\\?");

  private final TableTerms terms;
  private final Map<String, Lines> tables = new HashMap<>();
  private final Set<String> keys = new HashSet<>();

  Binding(TableTerms terms) {
    this.terms = terms;
  }

  private record Lines(SheetKind kind, List<String> headers, Map<Integer, Entry> byLine) {}

  void add(Table table, CsvText text, int[] lines) {
    Rows rows = table.rows();
    Map<Integer, Entry> byLine = new HashMap<>();
    for (int i = 0; i < lines.length; i++) {
      byLine.put(lines[i], rows.list().get(i));
      keys.add(rows.list().get(i).key());
    }
    tables.put(table.name(), new Lines(table.kind(), text.headers(), byLine));
  }

  BoundFinding bind(Finding finding) {
    Place place = finding.place();
    Lines table = tables.get(place.file());
    if (table == null) {
      return new BoundFinding(finding, null, -1, null, false);
    }
    Entry entry = table.byLine().get(place.line());
    int column = column(terms, table.kind(), table.headers(), place.column());
    return new BoundFinding(
        finding,
        entry == null ? null : entry.key(),
        column,
        entry == null || column < 0 ? null : fix(finding, entry.line().cell(column)),
        false);
  }

  /** True if the row of a finding is in the draft, or it is about none. */
  boolean isThere(BoundFinding finding) {
    return finding.key() == null || keys.contains(finding.key());
  }

  /** The place of the column that findings call so; -1 if the file has none. */
  static int column(TableTerms terms, SheetKind kind, List<String> headers, @Nullable String name) {
    if (name == null) {
      return -1;
    }
    for (int i = 0; i < headers.size(); i++) {
      String known = kind == SheetKind.ROUTING
          ? terms.column(headers.get(i)).map(Column::header).orElse(headers.get(i))
          : headers.get(i);
      if (TextFold.fold(known).equals(TextFold.fold(name))) {
        return i;
      }
    }
    return -1;
  }

  /** The cell's text with what was meant; null if the finding suggests nothing that stands in it once. */
  static @Nullable String fix(Finding finding, String cell) {
    Matcher meant = MEANT.matcher(finding.message());
    if (!meant.find()) {
      return null;
    }
    String was = meant.group(1);
    int at = cell.indexOf(was);
    boolean once = at >= 0 && cell.indexOf(was, at + 1) < 0;
    return once ? cell.substring(0, at) + meant.group(2) + cell.substring(at + was.length()) : null;
  }
}
