package dev.botflow.authoring.report;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.io.Html;
import dev.botflow.authoring.test.TestLines;
import dev.botflow.authoring.test.TestRun;
import dev.botflow.error.Finding;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.check.SmsLengths;
import dev.botflow.scenario.ScenarioResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The report: one page that needs nothing beside it and loads nothing from anywhere. The same bot gives the same bytes.
 */
public final class ReportPage {
  private final BotTables tables;
  private final List<Finding> findings;
  private final Optional<EventHistory> recorded;
  private final TestRun run;
  private final CellHistory history;
  private final StringBuilder html = new StringBuilder();

  /** @param recorded what recorded events did; empty if there are none */
  public ReportPage(
      BotTables tables, List<Finding> findings, TestRun run, Optional<EventHistory> recorded) {
    this.tables = tables;
    this.findings = findings;
    this.recorded = recorded;
    this.run = run;
    this.history = CellHistory.of(tables, run.results());
  }

  public String html() {
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
    html.append("</header>\n<nav><a href=\"#table\">Routing table</a><a href=\"#flows\">Flows</a>")
        .append("<a href=\"#talks\">Conversations</a></nav>\n");
    failures();
    ReportTable table = new ReportTable(tables.routing().rows(), findings, history, recorded, html);
    findings(table);
    table.append();
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

  /** What stands at no cell and in no flow: gaps of the table, word lists, texts, decision tables. */
  private void findings(ReportTable table) {
    List<Finding> others = findings.stream()
        .filter(finding -> !table.shows(finding) && !inAFlow(finding))
        .toList();
    if (!others.isEmpty()) {
      html.append("<section id=\"findings\"><h2>Findings</h2>\n<ul>");
      others.forEach(finding ->
          html.append(Html.element("li", finding.isError() ? "error" : "", finding.sentence())));
      html.append("</ul></section>\n");
    }
  }

  private boolean inAFlow(Finding finding) {
    String flow = finding.place().flow();
    return flow != null && tables.version().bot().flow(flow).isPresent();
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
      sms(flow);
      html.append("</figure>\n");
    }
    html.append("</div></section>\n");
  }

  /** What a step costs that needs more than one SMS, in each language. */
  private void sms(Flow flow) {
    for (Step step : flow.steps().values()) {
      String parts = SmsLengths.of(tables.version().bot(), flow, step).entrySet().stream()
          .filter(sms -> sms.getValue().parts() > 1)
          .map(sms -> sms.getKey() + " " + sms.getValue().inWords())
          .collect(Collectors.joining(", "));
      if (!parts.isEmpty()) {
        html.append(Html.element("small", "sms", step.id() + ": " + parts));
      }
    }
  }
}
