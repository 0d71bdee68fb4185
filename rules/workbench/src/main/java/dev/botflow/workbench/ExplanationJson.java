package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.io.Sentences;
import dev.botflow.error.Place;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Why;
import dev.botflow.rules.Explanation;
import dev.botflow.scenario.RoutingPreview;
import dev.botflow.table.TableRow;
import dev.botflow.text.TextFold;
import dev.botflow.workbench.draft.TableView;
import dev.botflow.workbench.trial.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why an event went where it went, with the keys of the rows and the places of the columns as the page has them. */
final class ExplanationJson {
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, List<String>> headers = new LinkedHashMap<>();

  /** @param tables of the draft that was played */
  ExplanationJson(List<TableView> tables) {
    for (TableView table : tables) {
      table.rows().forEach(row -> keys.put(table.file() + ":" + row.line(), row.key()));
      headers.put(
          table.file(),
          table.columns().stream().map(column -> column.header().strip()).toList());
    }
  }

  ObjectNode of(Trial.On bot, RoutingPreview asked, int from, int count) {
    ObjectNode node = TableJson.object()
        .put("revision", bot.revision())
        .put("rule", asked.decision().rule())
        .put("sentence", Sentences.decided(asked))
        .put("nearest", nearest(bot, asked));
    List<TableRow> all = BotTables.of(bot.version()).routing().rows();
    node.put("total", all.size());
    ArrayNode stages = node.putArray("stages");
    ArrayNode rows = node.putArray("rows");
    // What goes on without the rule base asked no row.
    if (!(asked.decision() instanceof Decision.Continue)
        && asked.facts().deliberation().offered()) {
      Explanation explanation = Explanation.of(bot.version(), asked.facts(), from, count);
      explanation
          .stages()
          .forEach(stage -> stages
              .addObject()
              .put("stage", TableJson.word(stage.stage()))
              .put("outcome", TableJson.word(stage.outcome())));
      explanation.rows().forEach(row -> rows.add(row(row)));
    }
    return node;
  }

  private @Nullable String nearest(Trial.On bot, RoutingPreview asked) {
    List<Why> why = asked.why();
    return why.isEmpty()
        ? null
        : BotTables.of(bot.version()).routing().rows().stream()
            .filter(row -> row.id().equals(why.get(0).rule()))
            .findFirst()
            .map(row -> key(row.place()))
            .orElse(null);
  }

  private @Nullable String key(Place place) {
    return keys.get(file(place) + ":" + place.line());
  }

  /** A sheet is a table of its workbook. */
  private static String file(Place place) {
    int sheet = place.file().indexOf('#');
    return sheet < 0 ? place.file() : place.file().substring(0, sheet);
  }

  private ObjectNode row(Explanation.Row row) {
    ObjectNode node = TableJson.object()
        .put("key", key(row.row().place()))
        .put("rule", row.row().id())
        .put("stage", TableJson.word(row.stage()))
        .put("outcome", TableJson.word(row.outcome()));
    ArrayNode cells = node.putArray("cells");
    List<String> columns = headers.getOrDefault(file(row.row().place()), List.of());
    for (Explanation.CellAsked cell : row.cells()) {
      int column = -1;
      for (int i = 0; i < columns.size() && column < 0; i++) {
        column = TextFold.fold(columns.get(i)).equals(TextFold.fold(cell.column())) ? i : -1;
      }
      cells
          .addObject()
          .put("column", column)
          .put("header", cell.column())
          .put("result", TableJson.word(cell.result()))
          .put("found", cell.found());
    }
    return node;
  }
}
