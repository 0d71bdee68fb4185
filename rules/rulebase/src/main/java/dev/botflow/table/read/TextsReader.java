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
    int key = 0;
    Place head = Place.of(sheet.file(), sheet.line());
    for (int i = 0; i < sheet.headers().size(); i++) {
      String header = sheet.headers().get(i);
      if (TextFold.fold(header).equals(TextFold.fold(KEY))) {
        key = i;
      } else if (header.isEmpty()) {
        Headers.refuseCells(sheet, i, findings);
      } else if (byLanguage.containsKey(language(header, languages))) {
        findings.error(
            "duplicate-header",
            head.row(null, header),
            "expected each language once, but \"" + header + "\" stands here again");
      } else {
        String language = language(header, languages);
        byLanguage.put(language, new LinkedHashMap<>());
        if (!languages.contains(language)) {
          findings.warning(
              "unknown-language",
              head.row(null, header),
              "expected a language of bot.yaml, but was \"" + header + "\""
                  + Suggestion.hint(header, languages));
        }
      }
    }
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (Sheet.Row row : sheet.rows()) {
      row(sheet, row, key, languages, byLanguage, lines, findings);
    }
    lines.forEach((name, line) -> places.put(name, Place.of(sheet.file(), line).row(name, KEY)));
  }

  private static void row(
      Sheet sheet,
      Sheet.Row row,
      int keyColumn,
      List<String> languages,
      Map<String, Map<String, String>> byLanguage,
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
    for (int i = 0; i < sheet.headers().size(); i++) {
      String header = sheet.headers().get(i);
      if (i != keyColumn && !header.isEmpty() && !row.cell(i).isEmpty() && !key.isEmpty()) {
        text(row.cell(i), place.row(key, header), findings);
        byLanguage.get(language(header, languages)).putIfAbsent(key, row.cell(i));
      }
    }
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
      findings.error("unreadable-text", place, String.valueOf(e.getMessage()));
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
