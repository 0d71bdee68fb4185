package dev.botflow.authoring.test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.Columns;
import dev.botflow.authoring.io.Json;
import dev.botflow.error.Finding;
import dev.botflow.scenario.Coverage;
import dev.botflow.scenario.ScenarioResult;
import dev.botflow.table.proof.TypedChoices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code test} prints, for people and for programs. */
public final class TestLines {
  private static final String CAN_BE_READ = "a scenario that can be read";

  private TestLines() {}

  // For programs.

  public static String json(ScenarioResult result) {
    ScenarioResult.Failure failure = result.failure().orElse(null);
    ObjectNode line = Json.object()
        .put("scenario", result.scenario().name())
        .put("channel", result.channel().name())
        .put("passed", result.passed())
        .put("turn", failure == null ? null : (Integer) failure.turn())
        .put("expected", failure == null ? null : failure.expected())
        .put("found", failure == null ? null : failure.found());
    if (failure == null) {
      return Json.line(line.putNull("pairs").putNull("again"));
    }
    ArrayNode pairs = line.putArray("pairs");
    failure
        .pairs()
        .forEach(pair -> pairs
            .addObject()
            .put("expected", pair.expected())
            .put("found", pair.found())
            .put("same", pair.same()));
    ObjectNode again = line.putObject("again");
    texts(again.putArray("chat"), PlayAgain.options(result));
    texts(again.putArray("lines"), PlayAgain.lines(result));
    return Json.line(line);
  }

  /** A scenario that cannot be read goes by its place. */
  public static String json(Finding unreadable) {
    return Json.line(Json.object()
        .put("scenario", unreadable.place().toString())
        .putNull("channel")
        .put("passed", false)
        .putNull("turn")
        .put("expected", CAN_BE_READ)
        .put("found", unreadable.message())
        .putNull("pairs")
        .putNull("again"));
  }

  /** One text that was typed for a choice and missed. */
  public static String json(TypedChoices.Missed missed) {
    return Json.line(Json.object()
        .put("typed", missed.typed())
        .put("flow", missed.flow())
        .put("step", missed.step().id())
        .put("choice", missed.choice())
        .put("label", missed.label())
        .put("row", missed.row() == null ? null : missed.row().id())
        .put("taken", missed.choiceTaken()));
  }

  public static String json(Coverage coverage) {
    ObjectNode parts = Json.object();
    parts(coverage).forEach((name, part) -> {
      ObjectNode node = parts.putObject(name);
      texts(node.putArray("covered"), part.covered());
      texts(node.putArray("missed"), part.missed());
    });
    ObjectNode line = Json.object();
    line.set("coverage", parts);
    return Json.line(line);
  }

  public static String json(MutationScore.Tried tried) {
    ObjectNode line = Json.object()
        .put("mutant", tried.mutant().kind())
        .put("rule", tried.mutant().rule())
        .put("column", tried.mutant().column())
        .put("noticed", tried.noticed());
    texts(line.putArray("by"), tried.by());
    return Json.line(line);
  }

  private static void texts(ArrayNode array, Iterable<String> texts) {
    texts.forEach(array::add);
  }

  /** The parts by the names people and programs read. */
  public static Map<String, Coverage.Part> parts(Coverage coverage) {
    Map<String, Coverage.Part> parts = new LinkedHashMap<>();
    parts.put("rows", coverage.rows());
    parts.put("steps", coverage.steps());
    parts.put("choices", coverage.choices());
    parts.put("channels", coverage.channels());
    parts.put("decisions", coverage.decisions());
    return parts;
  }

  // For people.

  public static String text(TestRun run) {
    List<String> lines = new ArrayList<>();
    run.unreadable().forEach(finding -> lines.add("FAILED  " + finding.sentence()));
    for (ScenarioResult result : run.results()) {
      lines.add((result.passed() ? "passed  " : "FAILED  ") + result.name());
      if (!result.passed()) {
        result.report().lines().forEach(line -> lines.add("        " + line));
        PlayAgain.text(result).lines().forEach(line -> lines.add("        " + line));
      }
    }
    int all = run.results().size() + run.unreadable().size();
    lines.add("");
    lines.add((all - run.failed()) + " of " + all + " passed");
    return String.join("\n", lines);
  }

  public static String text(Coverage coverage) {
    List<List<String>> rows = new ArrayList<>();
    parts(coverage).forEach((name, part) -> {
      if (part.total() > 0) {
        rows.add(List.of(
            "",
            name,
            part.covered().size() + " of " + part.total(),
            part.percent() + " %",
            part.missed().isEmpty() ? "" : "missed " + String.join(", ", part.missed())));
      }
    });
    return "Covered:\n" + Columns.aligned(rows);
  }

  public static String text(MutationScore score) {
    int noticed = score.tried().size() - score.survivors().size();
    List<String> lines = new ArrayList<>();
    lines.add("Changes on purpose: " + score.tried().size() + ", noticed " + noticed + ", score "
        + score.percent() + " %");
    if (!score.survivors().isEmpty()) {
      lines.add("No scenario notices:");
      score.survivors().forEach(one -> lines.add("  " + one.mutant().sentence()));
    }
    return String.join("\n", lines);
  }
}
