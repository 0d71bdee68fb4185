package dev.botflow.workbench.draft;

import dev.botflow.flow.check.TranslationChecks;
import dev.botflow.rules.TableTerms;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.TextFold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The texts that a bot's other languages lack.
 *
 * @param cells those that have a row
 * @param keys those that have none
 */
record MissingTexts(List<TableView.Missing> cells, List<String> keys) {

  static MissingTexts of(Table table, List<String> headers, TableTerms terms) {
    if (table.kind() != SheetKind.TEXTS || table.broken() != null) {
      return new MissingTexts(List.of(), List.of());
    }
    int keyColumn =
        Math.max(0, Binding.column(terms, table.kind(), headers, SheetKind.TEXTS.header()));
    Map<String, Entry> rows = new HashMap<>();
    for (Entry entry : table.rows().list()) {
      if (!entry.line().isComment()) {
        rows.putIfAbsent(entry.line().cell(keyColumn), entry);
      }
    }
    List<TableView.Missing> cells = new ArrayList<>();
    Set<String> keys = new LinkedHashSet<>();
    TranslationChecks.missing(terms.bot()).forEach((language, missing) -> {
      int column = column(headers, language);
      for (String key : missing) {
        Entry row = rows.get(key);
        if (row == null) {
          keys.add(key);
        } else if (column >= 0 && row.line().cell(column).isEmpty()) {
          cells.add(new TableView.Missing(row.key(), column));
        }
      }
    });
    return new MissingTexts(cells, List.copyOf(keys));
  }

  private static int column(List<String> headers, String language) {
    for (int i = 0; i < headers.size(); i++) {
      if (TextFold.fold(headers.get(i).replace('_', '-')).equals(TextFold.fold(language))) {
        return i;
      }
    }
    return -1;
  }
}
