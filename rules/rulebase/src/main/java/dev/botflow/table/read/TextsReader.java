package dev.botflow.table.read;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.Texts;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.sheet.SpreadsheetTraces;
import dev.botflow.template.Template;
import dev.botflow.template.TemplateBrokenException;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the texts: {@code Key} and one column a language. An empty cell is a text that is still missing. */
public final class TextsReader {
  /** The column of texts.csv beside those of languages. */
  public static final String KEY = "Key";

  private TextsReader() {}

  /** @param languages the bot's languages; a column for another one is reported, since nobody would ever read it */
  public static Texts read(Sheet sheet, List<String> languages, Findings findings) {
    Map<String, Map<String, String>> byLanguage = new LinkedHashMap<>();
    Map<String, Place> places = new LinkedHashMap<>();
    int key = -1;
    Map<Integer, Map<String, String>> columns = new LinkedHashMap<>();
    Place head = Place.of(sheet.file(), sheet.line());
    for (int i = 0; i < sheet.headers().size(); i++) {
      String header = sheet.headers().get(i);
      boolean isKey = TextFold.fold(header).equals(TextFold.fold(KEY));
      if (isKey && key < 0) {
        key = i;
      } else if (isKey) {
        sheet.refuseSecond(i, header, "column", findings);
      } else if (header.isEmpty()) {
        sheet.refuseCellsBelow(i, findings);
      } else {
        String language = language(header, languages);
        Map<String, String> texts = byLanguage.get(language);
        if (texts != null) {
          sheet.refuseSecond(i, header, "language", findings);
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
    return new Texts(byLanguage, places);
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
    sheet.refuseLonger(row, place, findings);
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
