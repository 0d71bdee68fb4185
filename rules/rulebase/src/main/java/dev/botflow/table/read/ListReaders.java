package dev.botflow.table.read;

import dev.botflow.cell.CellBrokenException;
import dev.botflow.cell.NamedHours;
import dev.botflow.cell.WeekTimes;
import dev.botflow.cell.WeekTimesParser;
import dev.botflow.error.Findings;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.sheet.CommaList;
import dev.botflow.table.sheet.NamedRows;
import dev.botflow.table.sheet.SpreadsheetTraces;
import dev.botflow.text.TextFold;
import dev.botflow.text.WordLists;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the two small tables beside the routing table: words and hours. */
public final class ListReaders {
  /** The columns of words.csv. */
  public static final List<String> WORDS = List.of("List", "Words");
  /** The columns of hours.csv that have to be there. */
  public static final List<String> HOURS = List.of("Name", "Open");
  /** The column of hours.csv that need not be there. */
  public static final String CLOSED = "Closed";

  private static final WeekTimes ALWAYS = WeekTimesParser.parse("00:00-24:00", NamedHours.none());

  private ListReaders() {}

  /**
   * Reads {@code List,Words}: one list a row, its words separated by commas. Words that stand in cells of their own
   * behind it count too, since that is what unquoted commas come to.
   */
  public static WordLists words(Sheet sheet, Findings findings) {
    Optional<NamedRows> table = NamedRows.read(sheet, WORDS, List.of(), findings);
    Map<String, List<String>> lists = new LinkedHashMap<>();
    table.ifPresent(rows -> {
      for (NamedRows.Named row : rows.rows()) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < row.row().cells().size(); i++) {
          if (i == rows.index("Words") || i >= sheet.headers().size()) {
            CommaList.words(row.row().cell(i)).forEach(part -> words.add(CommaList.unquoted(part)));
            CellSuspicions.ofWords(row.row().cell(i))
                .ifPresent(suspicion ->
                    findings.warning("suspicious-cell", row.place("Words"), suspicion));
          }
        }
        words.stream()
            .filter(SpreadsheetTraces::isError)
            .findFirst()
            .ifPresent(word -> findings.error(
                "unreadable-cell",
                row.place("Words"),
                "expected words, but was \"" + word + "\", an error of the spreadsheet"));
        words.removeIf(word -> TextFold.fold(word).isEmpty());
        if (words.isEmpty()) {
          findings.error(
              "missing-cell",
              row.place("Words"),
              "expected words separated by commas, but the cell is empty");
        }
        lists.put(row.name(), words);
      }
    });
    return new WordLists(lists);
  }

  /** Reads {@code Name,Open} and optionally {@code Closed}, ISO dates separated by commas. */
  public static NamedHours hours(Sheet sheet, Findings findings) {
    Optional<NamedRows> table = NamedRows.read(sheet, HOURS, List.of(CLOSED), findings);
    Map<String, WeekTimes> hours = new LinkedHashMap<>();
    table.ifPresent(rows -> {
      for (NamedRows.Named row : rows.rows()) {
        sheet.refuseLonger(row.row(), row.at(), findings);
        open(row, rows.cell(row, "Open"), findings)
            .map(open -> new WeekTimes(
                open.windows(), closed(row, rows.cell(row, CLOSED), findings), open.outside()))
            .ifPresentOrElse(
                times -> hours.put(row.name(), times),
                // The finding refuses the bot; rows that name these hours are not unknown for it.
                () -> hours.put(row.name(), ALWAYS));
      }
    });
    return new NamedHours(hours);
  }

  private static Optional<WeekTimes> open(NamedRows.Named row, String text, Findings findings) {
    if (text.isEmpty()) {
      findings.error(
          "missing-cell",
          row.place("Open"),
          "expected times such as Mon-Fri 09:00-17:00, but the cell is empty");
      return Optional.empty();
    }
    try {
      WeekTimes times = WeekTimesParser.parse(text, NamedHours.none());
      times
          .swapped()
          .ifPresent(
              window -> findings.warning("swapped-hours", row.place("Open"), window.question()));
      return Optional.of(times);
    } catch (CellBrokenException e) {
      findings.error(e.code(), row.place("Open"), e.getMessage());
      return Optional.empty();
    }
  }

  private static Set<LocalDate> closed(NamedRows.Named row, String text, Findings findings) {
    Set<LocalDate> closed = new TreeSet<>();
    for (String date : CommaList.parts(text.replace(';', ','))) {
      try {
        closed.add(LocalDate.parse(date));
      } catch (DateTimeException e) {
        findings.error(
            "unreadable-cell",
            row.place(CLOSED),
            "expected dates such as 2026-12-25, separated by commas, but was \"" + date + "\"");
      }
    }
    return closed;
  }
}
