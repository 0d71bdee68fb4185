package dev.botflow.workbench.draft;

import dev.botflow.rules.TableTerms;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.TextFold;
import java.util.List;

/** The columns of the tables beside the routing table. */
final class SideColumns {
  private SideColumns() {}

  static ColumnView of(SheetKind table, String file, String header, TableTerms terms) {
    ColumnView.Kind kind = header.startsWith("_")
        ? ColumnView.Kind.NOTE
        : TextFold.fold(header).equals(TextFold.fold(table.header()))
            ? ColumnView.Kind.NAME
            : kind(table, TextFold.fold(header));
    List<String> words = terms.words(table, file, header);
    return new ColumnView(header, kind, words, kind == ColumnView.Kind.EXIT && !words.isEmpty());
  }

  private static ColumnView.Kind kind(SheetKind table, String header) {
    switch (table) {
      case WORDS:
        return ColumnView.Kind.WORDS;
      case HOURS:
        return header.equals("open") ? ColumnView.Kind.TIMES : ColumnView.Kind.DATES;
      case TEXTS:
        return ColumnView.Kind.TEXT;
      case DECISIONS:
        return header.equals("exit") ? ColumnView.Kind.EXIT : ColumnView.Kind.TEST;
      default:
        return scenario(header);
    }
  }

  private static ColumnView.Kind scenario(String header) {
    switch (header) {
      case "channel":
        return ColumnView.Kind.CHANNEL;
      case "user does":
        return ColumnView.Kind.ACT;
      case "at", "contact", "session", "facts", "stub", "tags":
        return ColumnView.Kind.SETTING;
      case "why":
        return ColumnView.Kind.NOTE;
      default:
        return header.startsWith("expect ") ? ColumnView.Kind.EXPECTATION : ColumnView.Kind.UNKNOWN;
    }
  }
}
