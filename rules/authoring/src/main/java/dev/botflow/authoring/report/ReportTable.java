package dev.botflow.authoring.report;

import dev.botflow.authoring.io.Html;
import dev.botflow.error.Finding;
import dev.botflow.table.TableRow;
import java.util.List;
import java.util.Optional;

/** The routing table on the report: findings, coverage and last decisions at its rows and cells. */
final class ReportTable {
  private final List<TableRow> rows;
  private final List<Finding> findings;
  private final CellHistory history;
  private final Optional<EventHistory> recorded;
  private final StringBuilder html;

  ReportTable(
      List<TableRow> rows,
      List<Finding> findings,
      CellHistory history,
      Optional<EventHistory> recorded,
      StringBuilder html) {
    this.rows = rows;
    this.findings = findings;
    this.history = history;
    this.recorded = recorded;
    this.html = html;
  }

  void append() {
    html.append(
            "<section id=\"table\"><h2>Routing table</h2>\n<p class=\"hint\">The first row that fits decides. ")
        .append(
            "Green rows decided something in a scenario, red ones did not. The small number in a cell counts the ")
        .append("events of scenarios that failed there");
    recorded.ifPresent(events ->
        html.append(", the blue one those of ").append(counted(events.count(), "recorded event")));
    html.append(".</p>\n<div class=\"scroll\"><table>");
    List<String> before = List.of();
    for (TableRow row : rows) {
      List<String> headers = row.source().headers();
      if (!headers.equals(before)) {
        html.append("<tr>");
        headers.forEach(
            header -> html.append("<th>").append(Html.escaped(header)).append("</th>"));
        html.append("<th>Decided</th></tr>\n");
        before = headers;
      }
      row(row, headers);
    }
    html.append("</table></div></section>\n");
  }

  /** True if the finding is shown at a row or cell of this table. */
  boolean shows(Finding finding) {
    return finding.place().rule() != null && rows.stream().anyMatch(row -> belongs(finding, row));
  }

  private static boolean belongs(Finding finding, TableRow row) {
    return row.id().equals(finding.place().rule())
        && row.place().file().equals(finding.place().file());
  }

  private void row(TableRow row, List<String> headers) {
    int decided = history.decided(row.id());
    List<Finding> ofTheRow = findings.stream()
        .filter(finding -> belongs(finding, row) && !hasCell(finding, headers))
        .toList();
    html.append("<tr class=\"")
        .append(decided > 0 ? "ran" : "missed")
        .append(ofTheRow.isEmpty() ? "\">" : " noted\">");
    headers.forEach(header -> cell(row, header));
    html.append("<td class=\"decided\" title=\"")
        .append(Html.escaped(String.join("\n", history.lastDecided(row.id()))))
        .append("\"><b>")
        .append(decided == 0 ? "never" : decided + " ×")
        .append("</b>");
    List<String> last = history.lastDecided(row.id());
    if (!last.isEmpty()) {
      html.append(Html.element("small", "", "last: " + last.get(last.size() - 1)));
    }
    recorded.ifPresent(events -> real(row, events));
    html.append("</td></tr>\n");
    if (!ofTheRow.isEmpty()) {
      html.append("<tr class=\"note ")
          .append(decided > 0 ? "ran" : "missed")
          .append("\"><td colspan=\"")
          .append(headers.size() + 1)
          .append("\">");
      ofTheRow.forEach(finding -> html.append(Html.element("small", "finding", finding.message())));
      html.append("</td></tr>\n");
    }
  }

  private static boolean hasCell(Finding finding, List<String> headers) {
    return headers.stream().anyMatch(String.valueOf(finding.place().column())::equalsIgnoreCase);
  }

  private void real(TableRow row, EventHistory events) {
    int count = events.decided(row.id());
    if (count == 0) {
      html.append(
          Html.element("small", "finding", "none of " + counted(events.count(), "recorded event")));
    } else {
      html.append("<small class=\"recorded\" title=\"")
          .append(Html.escaped(events.lastPlace(row.id())))
          .append("\">")
          .append(
              Html.escaped(counted(count, "recorded event") + ", last: " + events.last(row.id())))
          .append("</small>");
    }
  }

  private void cell(TableRow row, String header) {
    List<Finding> here = findings.stream()
        .filter(finding -> belongs(finding, row)
            && header.equalsIgnoreCase(String.valueOf(finding.place().column())))
        .toList();
    html.append("<td").append(here.isEmpty() ? ">" : " class=\"found\">");
    html.append(Html.escaped(row.source().cell(header)));
    int away = history.turnedAway(row.id(), header);
    if (away > 0) {
      number(
          "",
          counted(away, "event") + " failed here, the last with "
              + history.sample(row.id(), header),
          away);
    }
    recorded.ifPresent(events -> {
      int real = events.turnedAway(row.id(), header);
      if (real > 0) {
        number("recorded", counted(real, "recorded event") + " failed here", real);
      }
    });
    here.forEach(finding -> html.append(Html.element("small", "finding", finding.message())));
    html.append("</td>");
  }

  private void number(String kind, String title, int number) {
    html.append("<sup class=\"")
        .append(kind)
        .append("\" title=\"")
        .append(Html.escaped(title))
        .append("\">")
        .append(number)
        .append("</sup>");
  }

  private static String counted(int count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }
}
