package dev.botflow.workbench.draft;

import dev.botflow.message.ChannelCatalog;
import dev.botflow.rules.TableTerms;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.workbench.meaning.Meanings;
import dev.botflow.workbench.meaning.RowMeaning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a row says beyond its words. */
final class RowMeanings {
  private RowMeanings() {}

  /** @param cells all texts of the row, by the places of the columns */
  static RowMeaning of(
      SheetKind kind,
      String file,
      List<String> headers,
      List<String> cells,
      TableTerms terms,
      ChannelCatalog channels) {
    Map<ColumnView.Kind, String> first = new HashMap<>();
    Map<Integer, String> texts = new HashMap<>();
    for (int i = 0; i < Math.min(headers.size(), cells.size()); i++) {
      ColumnView.Kind column = SideColumns.of(kind, file, headers.get(i), terms).kind();
      first.putIfAbsent(column, cells.get(i));
      if (column == ColumnView.Kind.TEXT && !cells.get(i).isEmpty()) {
        texts.put(i, cells.get(i));
      }
    }
    switch (kind) {
      case HOURS:
        return Meanings.hours(
            first.getOrDefault(ColumnView.Kind.TIMES, ""),
            first.getOrDefault(ColumnView.Kind.DATES, ""));
      case TEXTS:
        return Meanings.texts(
            terms.bot(), channels, first.getOrDefault(ColumnView.Kind.NAME, ""), texts);
      default:
        return RowMeaning.none();
    }
  }
}
