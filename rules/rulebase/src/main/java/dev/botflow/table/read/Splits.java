package dev.botflow.table.read;

import dev.botflow.error.Findings;
import dev.botflow.table.Check;
import dev.botflow.table.RowCell;
import dev.botflow.table.Split;
import dev.botflow.table.TableRow;
import dev.botflow.table.sheet.Columns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds splits: neighbouring rows with a share that are equal but for Rule, Share %, Go to flow, Owner and Why.
 */
final class Splits {
  private Splits() {}

  /** The rows that are not broken, those of splits with the part they take; shares that do not sum to 100 are reported. */
  static List<TableRow> of(List<RowReader.Read> rows, Findings findings) {
    List<TableRow> result = new ArrayList<>(rows.size());
    int i = 0;
    while (i < rows.size()) {
      TableRow row = rows.get(i).row();
      int end = i + 1;
      if (rows.get(i).broken() || row.share() == null) {
        if (!rows.get(i).broken()) {
          result.add(row);
        }
      } else {
        while (end < rows.size()
            && !rows.get(end).broken()
            && together(row, rows.get(end).row())) {
          end++;
        }
        List<TableRow> split =
            rows.subList(i, end).stream().map(RowReader.Read::row).toList();
        // A broken neighbour may be the missing part: its own finding is enough.
        boolean whole = !brokenShare(rows, i - 1) && !brokenShare(rows, end);
        TableRow next = end < rows.size() ? rows.get(end).row() : null;
        TableRow apart = next == null || next.share() == null ? null : next;
        result.addAll(split(split, apart, whole ? findings : new Findings()));
      }
      i = end;
    }
    return result;
  }

  private static boolean brokenShare(List<RowReader.Read> rows, int index) {
    return index >= 0
        && index < rows.size()
        && rows.get(index).broken()
        && !rows.get(index).row().source().cell(Columns.SHARE).isEmpty();
  }

  private static boolean together(TableRow one, TableRow next) {
    return next.share() != null
        && next.during() == one.during()
        && next.with().equals(one.with())
        && next.cells().size() == one.cells().size()
        && conditions(one).equals(conditions(next));
  }

  // By what the cells demand, not by their letters: "SMS, MMS" and "sms,mms" are one condition.
  private static List<Check> conditions(TableRow row) {
    return row.cells().stream().map(RowCell::check).toList();
  }

  /** Why a row and the one behind its split are no one split, where that one may be the part that is missing. */
  private static String apart(TableRow row, @Nullable TableRow next, int shared) {
    if (next == null || shared + hundredths(number(next)) > Split.WHOLE) {
      return "";
    }
    List<String> columns = new ArrayList<>();
    if (!next.with().equals(row.with())) {
      columns.add(Columns.WITH);
    }
    if (next.during() != row.during()) {
      columns.add(Columns.DURING);
    }
    Set<RowCell> differing = new LinkedHashSet<>(row.cells());
    differing.addAll(next.cells());
    for (RowCell cell : differing) {
      boolean both = Stream.of(row, next)
          .allMatch(one -> one.cells().stream()
              .anyMatch(other ->
                  other.column().equals(cell.column()) && other.check().equals(cell.check())));
      if (!both && !columns.contains(cell.column())) {
        columns.add(cell.column());
      }
    }
    return "; " + next.id() + " is a split of its own, since it differs in "
        + String.join(", ", columns);
  }

  private static List<TableRow> split(
      List<TableRow> rows, @Nullable TableRow next, Findings findings) {
    List<TableRow> result = new ArrayList<>();
    int from = 0;
    for (TableRow row : rows) {
      int to = from + hundredths(number(row));
      result.add(with(row, new Split(rows.get(0).id(), from, to)));
      from = to;
    }
    if (from != Split.WHOLE) {
      TableRow first = rows.get(0);
      findings.error(
          "shares",
          first.place().row(first.id(), Columns.SHARE),
          "expected the shares of "
              + rows.stream().map(TableRow::id).collect(Collectors.joining(", "))
              + " to sum to 100, but they sum to "
              + BigDecimal.valueOf(from, 2).stripTrailingZeros().toPlainString()
              + apart(first, next, from));
    }
    return result;
  }

  private static TableRow with(TableRow row, Split split) {
    List<RowCell> cells = new ArrayList<>(row.cells());
    cells.add(new RowCell(Columns.SHARE, number(row), new Check.Share(split)));
    return row.withCells(cells);
  }

  private static String number(TableRow row) {
    String share = String.valueOf(row.share());
    return share.substring(0, share.length() - 2);
  }

  /** Hundredths of a per cent; -1 if the text is no per cent from 0 to 100 with two decimals at most. */
  static int hundredths(String text) {
    int point = Math.max(text.indexOf('.'), text.indexOf(','));
    String whole = point < 0 ? text : text.substring(0, point);
    String part = point < 0 ? "" : text.substring(point + 1);
    boolean digits = (whole + part).chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits
        || whole.isEmpty()
        || whole.length() > 3
        || part.length() > 2
        || point >= 0 && part.isEmpty()) {
      return -1;
    }
    int hundredths =
        Integer.parseInt(whole) * 100 + Integer.parseInt((part + "00").substring(0, 2));
    return hundredths <= Split.WHOLE ? hundredths : -1;
  }
}
