package dev.botflow.table.read;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.Texts;
import dev.botflow.table.sheet.CsvSheet;
import dev.botflow.table.sheet.Headers;
import dev.botflow.table.sheet.Sheet;
import dev.botflow.table.sheet.SpreadsheetTraces;
import dev.botflow.table.sheet.Workbook;
import dev.botflow.template.Template;
import dev.botflow.template.TemplateBrokenException;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads texts.csv: {@code Key} and one column a language. An empty cell is a text that is still missing. */
public final class TextsReader {
  private static final String KEY = "Key";

  private TextsReader() {}

  /** @param languages the bot's languages; a column for another one is told, since nobody would ever read it */
  public static Texts read(String file, byte[] content, List<String> languages, Findings findings) {
    Map<String, Map<String, String>> byLanguage = new LinkedHashMap<>();
    Map<String, Place> places = new LinkedHashMap<>();
    CsvSheet.read(file, content, KEY, findings)
        .ifPresent(sheet -> read(sheet, languages, byLanguage, places, findings));
    return new Texts(byLanguage, places);
  }

  /** The sheet Texts of a workbook, likewise. */
  public static Texts read(Workbook workbook, List<String> languages, Findings findings) {
    Map<String, Map<String, String>> byLanguage = new LinkedHashMap<>();
    Map<String, Place> places = new LinkedHashMap<>();
    workbook
        .sheet(Workbook.TEXTS, KEY, findings)
        .ifPresent(sheet -> read(sheet, languages, byLanguage, places, findings));
    return new Texts(byLanguage, places);
  }

  private static void read(
      Sheet sheet,
      List<String> languages,
      Map<String, Map<String, String>> byLanguage,
      Map<String, Place> places,
      Findings findings) {
    int key = -1;
    Map<Integer, Map<String, String>> columns = new LinkedHashMap<>();
    Place head = Place.of(sheet.file(), sheet.line());
    for (int i = 0; i < sheet.headers().size(); i++) {
      String header = sheet.headers().get(i);
      boolean isKey = TextFold.fold(header).equals(TextFold.fold(KEY));
      if (isKey && key < 0) {
        key = i;
      } else if (isKey) {
        duplicate(head.row(null, header), "column", header, findings);
      } else if (header.isEmpty()) {
        Headers.refuseCells(sheet, i, findings);
      } else {
        String language = language(header, languages);
        Map<String, String> texts = byLanguage.get(language);
        if (texts != null) {
          duplicate(head.row(null, header), "language", header, findings);
        } else {
          texts = new LinkedHashMap<>();
          byLanguage.put(language, texts);
          if (!languages.contains(language)) {
            findings.warning(
                "unknown-language",
                head.row(null, header),
                "expected a language of bot.yaml, but was \"" + header + "\""
                    + Suggestion.hint(header, languages));
          }
        }
        columns.put(i, texts);
      }
    }
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (Sheet.Row row : sheet.rows()) {
      row(sheet, row, key, columns, lines, findings);
    }
    lines.forEach((name, line) -> places.put(name, Place.of(sheet.file(), line).row(name, KEY)));
  }

  private static void duplicate(Place at, String what, String header, Findings findings) {
    findings.error(
        "duplicate-header",
        at,
        "expected each " + what + " once, but \"" + header + "\" stands here again");
  }

  /** @param columns the texts of each column that has a language */
  private static void row(
      Sheet sheet,
      Sheet.Row row,
      int keyColumn,
      Map<Integer, Map<String, String>> columns,
      Map<String, Integer> lines,
      Findings findings) {
    String key = row.cell(keyColumn);
    Place place = Place.of(sheet.file(), row.line()).row(key.isEmpty() ? null : key, null);
    Integer first = key.isEmpty() ? null : lines.putIfAbsent(key, row.line());
    if (key.isEmpty()) {
      findings.error(
          "missing-cell",
          place.row(null, KEY),
          "expected a key such as welcome.hello, but the cell is empty");
    } else if (first != null) {
      findings.error(
          "duplicate-id",
          place.row(key, KEY),
          "expected each key once, but " + key + " stands at " + sheet.file() + ":" + first
              + " already");
    }
    if (row.isLongerThan(sheet.headers().size())) {
      findings.error(
          "unreadable-cell",
          place,
          "expected " + sheet.headers().size() + " cells as the header has, but found "
              + row.cells().size()
              + "; a cell with the separator in it needs double quotes around it");
    }
    columns.forEach((column, texts) -> {
      if (!row.cell(column).isEmpty() && !key.isEmpty()) {
        text(row.cell(column), place.row(key, sheet.headers().get(column)), findings);
        texts.putIfAbsent(key, row.cell(column));
      }
    });
  }

  private static void text(String text, Place place, Findings findings) {
    if (SpreadsheetTraces.isError(text)) {
      findings.error(
          "unreadable-text",
          place,
          "expected a text, but was \"" + text + "\", an error of the spreadsheet");
    }
    try {
      Template.parse(text);
    } catch (TemplateBrokenException e) {
      findings.error("unreadable-text", place, e.getMessage());
    }
  }

  /** The bot's own spelling of a language tag, else the tag in lower case with its region in upper case. */
  private static String language(String header, List<String> languages) {
    for (String language : languages) {
      if (language.equalsIgnoreCase(header)) {
        return language;
      }
    }
    String tag = Locale.forLanguageTag(header.replace('_', '-')).toLanguageTag();
    return tag.equals("und") ? header.toLowerCase(Locale.ROOT) : tag; // A column of notes, say.
  }
}
