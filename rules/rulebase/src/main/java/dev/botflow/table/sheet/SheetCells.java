package dev.botflow.table.sheet;

import static java.util.stream.Collectors.joining;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.sheet.Sheet;
import dev.botflow.text.Blanks;
import dev.botflow.text.GarbledText;
import dev.botflow.text.TextFold;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one sheet as an analyst reads them. A date in a column of dates is its day, a per cent in Share % its number,
 * TRUE is true; a date, time or per cent anywhere else is what a spreadsheet made of another text, and is refused.
 */
final class SheetCells {
  private static final int HEADER_WITHIN_ROWS = 20;
  private static final int MOST_HIDDEN = 10;
  private static final int MAX_SURE_DIGITS = 15;
  /** The last day of the year 9999, as spreadsheets count days. */
  private static final BigDecimal LAST_DAY = new BigDecimal("2958466");

  /** Below it stands a time without a date. */
  private static final int FIRST_YEAR = 1970;

  private static final List<String> DATES = List.of("valid from", "valid until", "closed");

  private final String place;
  private final boolean moments;
  private final Findings findings;
  private final Set<String> struck;
  private final List<Integer> hidden = new ArrayList<>();
  private List<String> headers = List.of();
  private List<String> folded = List.of();
  private final Map<Cell, BrokenCell> refused = new LinkedHashMap<>();

  /**
   * @param moments true if the column At holds moments, not hours of the week
   * @param struck the addresses of cells that are struck through
   */
  SheetCells(String place, boolean moments, Set<String> struck, Findings findings) {
    this.struck = struck;
    this.place = place;
    this.moments = moments;
    this.findings = findings;
  }

  /** A row; what is refused in it is reported and left empty. */
  Sheet.Row row(Row row) {
    refused.clear();
    String[] texts = new String[row.getCellCount()];
    for (int i = 0; i < texts.length; i++) {
      Cell cell = row.getCell(i);
      texts[i] = cell == null ? "" : text(cell, i);
    }
    List<String> cells = List.of(texts);
    report(cells);
    reportLooks(row, cells);
    Sheet.Row read = new Sheet.Row(row.getRowNum(), cells, !refused.isEmpty());
    if (headers.isEmpty() && cells.stream().filter(one -> !one.isEmpty()).count() > 1) {
      headers = cells;
      folded = cells.stream().map(TextFold::fold).toList();
    }
    return read;
  }

  private String text(Cell cell, int column) {
    String header = column < folded.size() ? folded.get(column) : "";
    try {
      return header.startsWith("_") ? "" : Blanks.strip(text(cell, header));
    } catch (BrokenCell e) {
      refused.put(cell, e);
      return "";
    }
  }

  /** Looks mean something to people, but nothing here: who strikes a row through believes that it is gone. */
  private void reportLooks(Row row, List<String> cells) {
    if (headers.isEmpty()
        || cells.stream().allMatch(String::isEmpty)
        || cells.get(0).startsWith("#")) {
      return;
    }
    if (row.isHidden()) {
      hidden.add(row.getRowNum());
    }
    int rule = folded.indexOf(TextFold.fold(Columns.RULE));
    String id = rule >= 0 && rule < cells.size() ? cells.get(rule) : "";
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = row.getCell(i);
      String text = cells.get(i);
      if (cell == null || text.isEmpty()) {
        continue;
      }
      GarbledText.firstIn(text)
          .ifPresent(word -> findings.warning(
              "garbled-text",
              Place.of(place, row.getRowNum()).row(id.isEmpty() ? null : id, header(cell)),
              "cell " + cell.getAddress() + ": " + GarbledText.sentence(word)));
    }
    for (int i = 0; i < cells.size() && !struck.isEmpty(); i++) {
      Cell cell = row.getCell(i);
      if (cell != null
          && !cells.get(i).isEmpty()
          && struck.contains(cell.getAddress().toString())) {
        findings.warning(
            "struck-through",
            Place.of(place, row.getRowNum()).row(id.isEmpty() ? null : id, null),
            "cell " + cell.getAddress()
                + " is struck through, but the row counts like any other; delete it, or write no in a column Active");
        return;
      }
    }
  }

  private @Nullable String header(Cell cell) {
    int column = cell.getColumnIndex();
    return column < headers.size() ? headers.get(column) : null;
  }

  /** Rows that nobody sees decide like any others. */
  void reportHidden() {
    if (!hidden.isEmpty()) {
      String lines = hidden.stream().limit(MOST_HIDDEN).map(String::valueOf).collect(joining(", "));
      findings.warning(
          "hidden-rows",
          Place.of(place, hidden.get(0)),
          (hidden.size() == 1 ? "row " : "rows ") + lines
              + (hidden.size() > MOST_HIDDEN ? " and more" : "")
              + (hidden.size() == 1
                  ? " is hidden, by a filter perhaps, but counts"
                  : " are hidden, by a filter perhaps, but count")
              + " like any other");
    }
  }

  /** What is refused in a row, with the row's id. */
  private void report(List<String> cells) {
    int rule = folded.indexOf(TextFold.fold(Columns.RULE));
    String id = rule >= 0 && rule < cells.size() ? cells.get(rule) : "";
    refused.forEach((cell, why) -> {
      int column = cell.getColumnIndex();
      findings.error(
          why.code(),
          Place.of(place, cell.getAddress().getRow() + 1)
              .row(id.isEmpty() ? null : id, column < headers.size() ? headers.get(column) : null),
          "cell " + cell.getAddress() + ": " + why.getMessage());
    });
  }

  private String text(Cell cell, String header) {
    if (cell.getType() == CellType.FORMULA || cell.getFormula() != null) {
      throw refused("plain text", "a formula, which is never evaluated");
    }
    switch (cell.getType()) {
      case EMPTY:
        return "";
      case STRING:
        return cell.asString();
      case BOOLEAN:
        return cell.asBoolean() ? "true" : "false";
      case NUMBER:
        return number(cell, header);
      default:
        throw refused("plain text", "an error of the spreadsheet");
    }
  }

  private String number(Cell cell, String header) {
    BigDecimal number = cell.asNumber();
    String format = format(cell.getDataFormatString());
    if (isDate(format)) {
      if (number.signum() < 0 || number.compareTo(LAST_DAY) > 0) {
        throw refused("a date", "a number of days that no calendar has");
      }
      return date(cell, header);
    }
    if (format.contains("%")) {
      if (header.startsWith("share")) {
        return plain(number.movePointRight(2));
      }
      throw refused("a text", "a per cent; format the cell as text");
    }
    if (number.stripTrailingZeros().precision() > MAX_SURE_DIGITS
        && number.stripTrailingZeros().scale() <= 0) {
      throw refused(
          "the whole number",
          "one of more digits than a spreadsheet keeps; format the cell as text");
    }
    return plain(number);
  }

  /** Spreadsheets keep 15 digits; what stands behind them is noise of their binary numbers. */
  private static String plain(BigDecimal number) {
    BigDecimal rounded =
        number.round(new java.math.MathContext(MAX_SURE_DIGITS)).stripTrailingZeros();
    return rounded.toPlainString();
  }

  private String date(Cell cell, String header) {
    LocalDateTime date = cell.asDate();
    if (moments && header.equals("at") && date.getYear() >= FIRST_YEAR) {
      // A spreadsheet's binary fractions of a day miss the minute by some nanoseconds.
      return date.plusNanos(500_000_000).truncatedTo(ChronoUnit.SECONDS).toString();
    }
    if (!DATES.contains(header) || !date.toLocalTime().equals(java.time.LocalTime.MIDNIGHT)) {
      throw refused(
          "the text as it was meant",
          "a date or time that the spreadsheet made of it; format the cell as text");
    }
    return date.toLocalDate().toString();
  }

  private static String format(@Nullable String format) {
    if (format == null) {
      return "";
    }
    // Quoted texts and colours in a format are no signs of a date.
    StringBuilder bare = new StringBuilder();
    boolean quoted = false;
    boolean bracket = false;
    for (char c : format.toLowerCase(Locale.ROOT).toCharArray()) {
      quoted = c == '"' ? !quoted : quoted;
      bracket = c == '[' || bracket && c != ']';
      if (!quoted && !bracket) {
        bare.append(c);
      }
    }
    return bare.toString();
  }

  private static boolean isDate(String format) {
    return !format.contains("general")
        && format.chars().anyMatch(c -> c == 'y' || c == 'd' || c == 'h' || c == 'm' || c == 's');
  }

  private static BrokenCell refused(String expected, String found) {
    return new BrokenCell("unreadable-cell", "expected " + expected + ", but was " + found);
  }

  /** The table in a sheet: below the row with a header; comment rows, blank rows and helper columns left out. */
  static Optional<Sheet> table(
      String file, List<Sheet.Row> rows, String header, Findings findings) {
    String wanted = TextFold.fold(header);
    for (int i = 0; i < rows.size() && i < HEADER_WITHIN_ROWS; i++) {
      Sheet.Row row = rows.get(i);
      if (!isComment(row)
          && row.cells().stream().anyMatch(cell -> TextFold.fold(cell).equals(wanted))) {
        List<Sheet.Row> below = rows.subList(i + 1, rows.size()).stream()
            .filter(one -> !isComment(one) && !isBlank(one))
            .toList();
        return Optional.of(
            withoutHelpers(new Sheet(file, row.line(), trimmed(row.cells()), below)));
      }
    }
    findings.error(
        "missing-column",
        Place.of(file),
        "expected a header row with the column " + header + ", but found none");
    return Optional.empty();
  }

  private static List<String> trimmed(List<String> headers) {
    int end = headers.size();
    while (end > 0 && headers.get(end - 1).isEmpty()) {
      end--;
    }
    return List.copyOf(headers.subList(0, end));
  }

  static boolean isComment(Sheet.Row row) {
    return row.cell(0).startsWith("#");
  }

  private static boolean isBlank(Sheet.Row row) {
    return !row.isLongerThan(0);
  }

  /** Columns whose header begins with {@code _} help people to sort and count; they are no part of the table. */
  static Sheet withoutHelpers(Sheet sheet) {
    if (sheet.headers().stream().noneMatch(header -> header.startsWith("_"))) {
      return sheet;
    }
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < sheet.headers().size(); i++) {
      if (!sheet.headers().get(i).startsWith("_")) {
        kept.add(i);
      }
    }
    return sheet.keeping(kept);
  }
}
