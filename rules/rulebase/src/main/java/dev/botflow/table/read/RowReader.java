package dev.botflow.table.read;

import dev.botflow.cell.CellBrokenException;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.During;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.sheet.BrokenCell;
import dev.botflow.table.sheet.Column;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.SpreadsheetTraces;
import dev.botflow.template.Template;
import dev.botflow.text.Blanks;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one row of a routing table. */
final class RowReader {
  private static final int MAX_ID_CHARS = 100;
  private static final List<String> ON = List.of(
      "yes", "y", "true", "on", "1", "x", "active", "ja", "oui", "si", "sim", "wahr", "vrai");
  private static final List<String> OFF = List.of(
      "no",
      "n",
      "false",
      "off",
      "0",
      "inactive",
      "disabled",
      "nein",
      "nee",
      "non",
      "nao",
      "falsch",
      "faux",
      "-");

  private final Sheet sheet;
  private final List<@Nullable Column> columns;
  private final CellReader reader;
  private final Findings findings;
  private final Map<String, Place> ids;

  private String id = "";
  private String flow = "";
  private @Nullable String share;
  private Map<String, Template> with = Collections.emptyMap();
  private During during = During.WAIT;
  private final List<RowCell> cells = new ArrayList<>();
  private boolean happens;
  private @Nullable String duringText;
  private boolean broken;
  private boolean active = true;

  /** @param ids the rows read so far, by id */
  RowReader(
      Sheet sheet,
      List<@Nullable Column> columns,
      CellReader reader,
      Findings findings,
      Map<String, Place> ids) {
    this.sheet = sheet;
    this.columns = columns;
    this.reader = reader;
    this.findings = findings;
    this.ids = ids;
  }

  /** A row, whether a cell of it is broken, so that it cannot be used, and whether it is switched on. */
  record Read(TableRow row, boolean broken, boolean active) {}

  /** The row, as far as it can be read; its order is not known here. */
  Read read(Sheet.Row row) {
    // What was refused is reported already; the cell stands empty here and is no missing one as
    // well.
    broken = row.refused();
    id = row.cell(index(Columns.RULE));
    Place place = Place.of(sheet.file(), row.line()).row(id.isEmpty() ? null : id, null);
    checkId(place);
    broken |= sheet.refuseLonger(row, place, findings);
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (column != null) {
        cell(column, row.cell(i), place);
      }
    }
    if (flow.isEmpty() && !row.refused()) {
      report(
          place.row(place.rule(), Columns.FLOW),
          "missing-cell",
          "expected the name of a flow, but the cell is empty");
    }
    if (!happens) {
      cells.add(0, CellReader.anyMessage());
    }
    TableRow read = new TableRow(
        0,
        id,
        place,
        flow,
        with,
        during,
        share,
        cells,
        new TableRow.Source(sheet.headers(), row.cells()));
    checkDuring(read);
    return new Read(read, broken, active);
  }

  private int index(String header) {
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (column != null && column.header().equals(header)) {
        return i;
      }
    }
    return -1;
  }

  private void checkId(Place place) {
    Place at = place.row(place.rule(), Columns.RULE);
    if (id.isEmpty()) {
      if (!broken) {
        report(at, "missing-cell", "expected the id of the row, but the cell is empty");
      }
      return;
    }
    if (SpreadsheetTraces.isError(id) || id.startsWith("=")) {
      try {
        SpreadsheetTraces.refuse(id);
      } catch (BrokenCell e) {
        report(at, e.code(), e.getMessage());
        return;
      }
    }
    boolean plain = id.length() <= MAX_ID_CHARS
        && id.indexOf(',') < 0
        && id.indexOf('\n') < 0
        && id.indexOf('\r') < 0;
    if (!plain || id.startsWith("base.")) {
      report(
          at,
          "unreadable-cell",
          "expected an id of up to " + MAX_ID_CHARS
              + " characters without commas and line breaks, which does not begin with \"base.\", but was \""
              + id + "\"");
      return;
    }
    Place first = ids.putIfAbsent(id, place);
    if (first != null) {
      report(
          at,
          "duplicate-id",
          "expected each id once, but " + id + " stands at " + first.file() + ":" + first.line()
              + " already");
    }
  }

  private void cell(Column column, String text, Place place) {
    if (text.isEmpty()) {
      return;
    }
    try {
      switch (column.role()) {
        case RULE, NOTE -> {}
        case FLOW -> {
          flow = reader.once(text); // Reported once: a formula here is no missing flow as well.
          SpreadsheetTraces.refuse(text);
        }
        case WITH -> {
          SpreadsheetTraces.refuse(text);
          with = WithReader.read(text);
        }
        case DURING -> {
          duringText = text;
          during = during(text);
        }
        case SHARE -> share = share(text);
        case HAPPENED -> {
          happens = true;
          cells.add(new RowCell(column.header(), text, reader.read(column, text)));
        }
        case ACTIVE -> {
          SpreadsheetTraces.refuse(text);
          active = active(text);
        }
        default -> cells.add(new RowCell(column.header(), text, reader.read(column, text)));
      }
      if (column.role() == Column.Role.TEST || column.role() == Column.Role.HAPPENED) {
        CellSuspicions.of(text)
            .ifPresent(suspicion -> findings.warning(
                "suspicious-cell", place.row(place.rule(), column.header()), suspicion));
      }
    } catch (CellBrokenException e) {
      report(place.row(place.rule(), column.header()), e.code(), e.getMessage());
    } catch (BrokenCell e) {
      report(place.row(place.rule(), column.header()), e.code(), e.getMessage());
    }
  }

  static boolean isOff(String text) {
    return OFF.contains(TextFold.fold(text));
  }

  static boolean isOn(String text) {
    return ON.contains(TextFold.fold(text));
  }

  private static boolean active(String text) {
    if (isOn(text)) {
      return true;
    }
    if (isOff(text)) {
      return false;
    }
    throw new BrokenCell(
        "unreadable-cell", "expected yes or no (an empty cell is yes), but was \"" + text + "\"");
  }

  private static During during(String text) {
    String word = TextFold.fold(text);
    for (During during : During.values()) {
      if (during.word().equals(word)) {
        return during;
      }
    }
    List<String> words = Arrays.stream(During.values()).map(During::word).toList();
    throw new BrokenCell(
        "unreadable-cell",
        "expected wait, interrupt or end it, but was \"" + text + "\""
            + Suggestion.hint(text, words));
  }

  private static String share(String text) {
    String number = Blanks.strip(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
    if (Splits.hundredths(number) < 0) {
      throw new BrokenCell(
          "unreadable-cell",
          "expected a per cent from 0 to 100 with two decimals at most, but was \"" + text + "\"");
    }
    return number + " %";
  }

  private void checkDuring(TableRow row) {
    if (!broken && duringText != null && !row.takesMessages()) {
      findings.warning(
          "during-ignored",
          row.place().row(row.id(), Columns.DURING),
          "expected an empty cell, since the row is for events that are no messages and never answer a question, but was \""
              + duringText + "\"");
    }
  }

  private void report(Place place, String code, String message) {
    broken = true;
    findings.error(code, place, message);
  }
}
