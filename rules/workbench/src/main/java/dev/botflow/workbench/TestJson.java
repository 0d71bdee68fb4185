package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.test.TestRun;
import dev.botflow.error.Place;
import dev.botflow.scenario.Coverage;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.ScenarioResult;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.workbench.draft.Draft;
import dev.botflow.workbench.draft.TableName;
import dev.botflow.workbench.trial.Trial;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What playing scenarios came to, with the rows of tables of scenarios as the page has them. */
final class TestJson {
  private final Map<String, String> keys = new HashMap<>();

  /** @param draft the one that was played */
  TestJson(Draft draft) {
    for (TableName table : draft.tables()) {
      if (table.kind() == SheetKind.SCENARIOS) {
        draft
            .table(table.file())
            .rows()
            .forEach(row -> keys.put(table.file() + ":" + row.line(), row.key()));
      }
    }
  }

  ObjectNode of(Trial.On bot, BotTables tables, TestRun run) {
    long passed = run.results().stream().filter(ScenarioResult::passed).count();
    ObjectNode node = TableJson.object()
        .put("revision", bot.revision())
        .put("passed", passed)
        .put("failed", run.failed())
        .put("sentence", passed + " passed, " + run.failed() + " failed");
    node.set("findings", FindingJson.plain(bot.errors()));
    node.set("unreadable", FindingJson.plain(run.unreadable()));
    ArrayNode results = node.putArray("results");
    run.results().forEach(result -> results.add(result(result)));
    Map<String, Integer> counts = new LinkedHashMap<>();
    tables.rowIds().forEach(id -> counts.put(id, 0));
    run.results().forEach(result -> count(result, counts));
    ObjectNode rows = node.putObject("rows");
    counts.forEach(rows::put);
    Coverage.Part steps = run.coverage().steps();
    node.putObject("steps")
        .<ObjectNode>set("covered", TableJson.texts(steps.covered()))
        .set("missed", TableJson.texts(steps.missed()));
    return node;
  }

  private static void count(ScenarioResult result, Map<String, Integer> counts) {
    result.transcript().exchanges().forEach(exchange -> {
      PlayResult played = exchange.played();
      if (played != null && played.rule() != null) {
        counts.computeIfPresent(played.rule(), (rule, count) -> count + 1);
      }
    });
  }

  private ObjectNode result(ScenarioResult result) {
    Place place = result.scenario().place();
    ObjectNode node = TableJson.object()
        .put("scenario", result.scenario().name())
        .put("file", place.file())
        .put("line", place.line())
        .put("key", key(place))
        .put("channel", result.channel().name())
        .put("passed", result.passed());
    result
        .failure()
        .ifPresent(failure -> node.put("turn", failure.turn())
            .put("turnKey", key(failure.place()))
            .put("turnLine", failure.place().line())
            .put("expected", failure.expected())
            .put("found", failure.found()));
    return node;
  }

  private @Nullable String key(Place place) {
    return keys.get(place.file() + ":" + place.line());
  }
}
