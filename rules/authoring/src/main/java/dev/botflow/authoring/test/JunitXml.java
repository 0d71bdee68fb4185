package dev.botflow.authoring.test;

import dev.botflow.error.Finding;
import dev.botflow.scenario.ScenarioResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A test run in the XML that build servers read as JUnit's: one test case a scenario and channel, its file as class name.
 * It has no times, so that the same run gives the same bytes.
 */
public final class JunitXml {
  private JunitXml() {}

  public static String of(String bot, TestRun run) {
    List<String> lines = new ArrayList<>();
    int all = run.results().size() + run.unreadable().size();
    lines.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    lines.add("<testsuite name=\"" + escaped(bot) + "\" tests=\"" + all + "\" failures=\""
        + run.failed() + "\" errors=\"0\" skipped=\"0\">");
    for (Finding finding : run.unreadable()) {
      failed(lines, finding.place().file(), "can be read", finding.message(), finding.sentence());
    }
    for (ScenarioResult result : run.results()) {
      String file = result.scenario().place().file();
      if (result.failure().isPresent()) {
        ScenarioResult.Failure failure = result.failure().get();
        failed(
            lines,
            file,
            result.name(),
            "turn " + failure.turn() + ": expected " + failure.expected() + ", but found "
                + failure.found(),
            result.report());
      } else {
        lines.add("  " + open(file, result.name()) + "/>");
      }
    }
    lines.add("</testsuite>");
    return String.join("\n", lines) + "\n";
  }

  private static void failed(
      List<String> lines, String file, String name, String message, String report) {
    lines.add("  " + open(file, name) + ">");
    lines.add(
        "    <failure message=\"" + escaped(message) + "\">" + escaped(report) + "</failure>");
    lines.add("  </testcase>");
  }

  private static String open(String file, String name) {
    String plain = Path.of(file).getFileName() + "";
    return "<testcase classname=\"scenarios." + escaped(plain.replace('.', '_')) + "\" name=\""
        + escaped(name) + "\"";
  }

  /** Characters XML cannot hold at all become a question mark in a diamond. */
  private static String escaped(String text) {
    StringBuilder xml = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      switch (c) {
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '&' -> xml.append("&amp;");
        case '"' -> xml.append("&quot;");
        case '\n' -> xml.append("&#10;");
        default ->
          xml.appendCodePoint(
              c < 0x20 && c != '\t' || c >= 0xd800 && c <= 0xdfff || c == 0xfffe || c == 0xffff
                  ? 0xfffd
                  : c);
      }
    });
    return xml.toString();
  }
}
