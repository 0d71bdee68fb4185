package dev.botflow.table.sheet;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.sheet.Sheet;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import dev.botflow.text.WholeWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out which column of a sheet is which. */
public final class Headers {
  private static final List<String> REMARKS = List.of(
      "comment",
      "comments",
      "note",
      "notes",
      "remark",
      "remarks",
      "description",
      "reason",
      "status",
      "ticket",
      "todo",
      "author",
      "contact person",
      "responsible",
      "updated",
      "changed",
      "date",
      "bemerkung",
      "anmerkung",
      "kommentar",
      "notiz",
      "opmerking",
      "toelichting",
      "commentaire",
      "remarque",
      "comentario",
      "observaciones",
      "nota",
      "notas",
      "commento",
      "uwagi",
      "notlar",
      "owner or why?");

  private Headers() {}

  /**
   * The columns of a routing table by their place in the sheet; null for a place without a column.
   *
   * @return empty if a column is missing without which no row can be read
   */
  public static Optional<List<@Nullable Column>> read(
      Sheet sheet, Columns known, Findings findings) {
    List<@Nullable Column> columns = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    Place place = Place.of(sheet.file(), sheet.line());
    for (int i = 0; i < sheet.headers().size(); i++) {
      String header = sheet.headers().get(i);
      Optional<Column> column = header.isEmpty() ? Optional.empty() : known.find(header);
      if (header.isEmpty()) {
        sheet.refuseCellsBelow(i, findings);
      } else if (column.isEmpty()) {
        findings.error(
            "unknown-header",
            place.row(null, header),
            "expected the header of a column, but was \"" + header + "\"" + hint(header, known));
      } else if (seen.contains(column.get().header())) {
        sheet.refuseSecond(i, column.get().header(), "column", findings);
      }
      column.ifPresent(one -> seen.add(one.header()));
      columns.add(column.orElse(null));
    }
    boolean rule = require(Columns.RULE, seen, place, findings);
    boolean flow = require(Columns.FLOW, seen, place, findings);
    return rule && flow ? Optional.of(columns) : Optional.empty();
  }

  /** The header that was meant; for remarks, of which every team has a column, those that hold them. */
  private static String hint(String header, Columns known) {
    String folded = TextFold.fold(header);
    boolean remark = REMARKS.stream().anyMatch(word -> WholeWords.indexOf(folded, word, 0) >= 0);
    return remark
            && !Suggestion.nearest(header, known.headers())
                .filter(near -> near.length() > 4)
                .isPresent()
        ? " (remarks go into Owner or Why; any other column that only people read has a name that begins with _)"
        : Suggestion.hint(header, known.headers());
  }

  static boolean require(String header, List<String> seen, Place place, Findings findings) {
    if (seen.contains(header)) {
      return true;
    }
    findings.error("missing-column", place, "expected a column " + header + ", but found none");
    return false;
  }
}
