package dev.botflow.workbench;

import dev.botflow.error.Finding;
import dev.botflow.flow.Flow;
import dev.botflow.scenario.ScenarioResult;
import dev.botflow.table.TableRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The report: one page that needs nothing beside it and loads nothing from anywhere. The same bot gives the same bytes.
 */
final class ReportPage {
  private final BotTables tables;
  private final List<Finding> findings;
  private final TestRun run;
  private final CellHistory history;
  private final StringBuilder html = new StringBuilder();

  ReportPage(BotTables tables, List<Finding> findings, TestRun run) {
    this.tables = tables;
    this.findings = findings;
    this.run = run;
    this.history = CellHistory.of(tables, run.results());
  }

  String html() {
    String name = tables.version().bot().settings().name();
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append(Html.element("title", "", name + ": report"))
        .append("<style>")
        .append(css())
        .append("</style></head>\n<body>\n<header><h1>")
        .append(Html.escaped(name))
        .append("</h1>");
    tiles();
    html.append("<nav><a href=\"#table\">Routing table</a><a href=\"#flows\">Flows</a>")
        .append("<a href=\"#talks\">Conversations</a></nav></header>\n");
    failures();
    table();
    flows();
    ReportTalks.append(tables, run.results(), html);
    return html.append("</body></html>\n").toString();
  }

  private static String css() {
    try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
      if (css == null) {
        throw new AssertionError("report.css is missing from this jar");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tiles() {
    long failed = run.failed();
    int all = run.results().size() + run.unreadable().size();
    html.append("<div class=\"tiles\"><div class=\"tile ")
        .append(failed == 0 ? "good" : "bad")
        .append("\"><span>scenarios</span><b>")
        .append(all - failed)
        .append(" of ")
        .append(all)
        .append("</b><i>pass</i></div>");
    TestLines.parts(run.coverage()).forEach((name, part) -> {
      if (part.total() > 0) {
        html.append("<div class=\"tile ")
            .append(part.missed().isEmpty() ? "good" : "fair")
            .append("\" title=\"")
            .append(Html.escaped(
                part.missed().isEmpty()
                    ? "all covered"
                    : "missed " + String.join(", ", part.missed())))
            .append("\"><span>")
            .append(name)
            .append("</span><b>")
            .append(part.percent())
            .append(" %</b><i>")
            .append(part.covered().size())
            .append(" of ")
            .append(part.total())
            .append("</i><div class=\"bar\"><div style=\"width:")
            .append(part.percent())
            .append("%\"></div></div></div>");
      }
    });
    html.append("</div>");
  }

  private void failures() {
    for (Finding finding : run.unreadable()) {
      html.append(Html.element("pre", "failure", finding.sentence()));
    }
    for (ScenarioResult result : run.results()) {
      if (!result.passed()) {
        html.append(Html.element("pre", "failure", result.report()));
      }
    }
  }

  // The table.

  private void table() {
    html.append(
            "<section id=\"table\"><h2>Routing table</h2>\n<p class=\"hint\">The first row that fits decides. ")
        .append(
            "Green rows decided something in a scenario, red ones did not. The small number in a cell counts the ")
        .append("events that failed there.</p>\n<div class=\"scroll\"><table>");
    List<String> before = List.of();
    for (TableRow row : tables.routing().rows()) {
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

  private void row(TableRow row, List<String> headers) {
    int decided = history.decided(row.id());
    html.append(decided > 0 ? "<tr class=\"ran\">" : "<tr class=\"missed\">");
    for (String header : headers) {
      cell(row, header);
    }
    html.append("<td class=\"decided\" title=\"")
        .append(Html.escaped(String.join("\n", history.lastDecided(row.id()))))
        .append("\"><b>")
        .append(decided == 0 ? "never" : decided + " ×")
        .append("</b>");
    List<String> last = history.lastDecided(row.id());
    if (!last.isEmpty()) {
      html.append(Html.element("small", "", "last: " + last.get(last.size() - 1)));
    }
    html.append("</td></tr>\n");
  }

  private void cell(TableRow row, String header) {
    List<Finding> here = findings.stream()
        .filter(finding -> row.id().equals(finding.place().rule())
            && header.equalsIgnoreCase(String.valueOf(finding.place().column())))
        .toList();
    html.append("<td").append(here.isEmpty() ? ">" : " class=\"found\">");
    html.append(Html.escaped(row.source().cell(header)));
    int away = history.turnedAway(row.id(), header);
    if (away > 0) {
      html.append("<sup title=\"")
          .append(Html.escaped(
              away + " events failed here, the last with " + history.sample(row.id(), header)))
          .append("\">")
          .append(away)
          .append("</sup>");
    }
    here.forEach(finding -> html.append(Html.element("small", "finding", finding.message())));
    html.append("</td>");
  }

  // Flows.

  private void flows() {
    html.append(
        "<section id=\"flows\"><h2>Flows</h2>\n<p class=\"hint\">A dashed red box is a step no scenario comes to.</p>\n<div class=\"flows\">");
    for (Flow flow : tables.version().bot().flows().values()) {
      html.append("<figure><figcaption>")
          .append(Html.escaped(flow.name()))
          .append(flow.legal() ? " <small>legal</small>" : "")
          .append("</figcaption>")
          .append(FlowDiagram.svg(flow, run.coverage().steps().covered()));
      for (Finding finding : findings) {
        if (flow.name().equals(finding.place().flow())) {
          html.append(Html.element("small", "finding", finding.sentence()));
        }
      }
      html.append("</figure>\n");
    }
    html.append("</div></section>\n");
  }
}
