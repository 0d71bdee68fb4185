package dev.botflow.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls about tables, each answer held against openapi.yaml. */
class DraftCallsTest {
  private static final String TABLE = Bench.MAIN + "/tables/routing.csv";

  @TempDir
  Path folder;

  private static JsonNode row(JsonNode table, String rule) {
    for (JsonNode row : table.path("rows")) {
      if (row.path(3).asText().equals(rule)) {
        return row;
      }
    }
    throw new AssertionError("no row " + rule);
  }

  private static int column(JsonNode table, String header) {
    for (int i = 0; i < table.path("columns").size(); i++) {
      if (table.path("columns").path(i).path("header").asText().equals(header)) {
        return i;
      }
    }
    throw new AssertionError("no column " + header);
  }

  private static String ops(JsonNode table, JsonNode op) {
    ObjectNode body = Bench.object()
        .put("file", "routing.csv")
        .put("base", table.path("revision").asLong());
    body.putArray("ops").add(op);
    return body.toString();
  }

  private static ObjectNode set(JsonNode table, String rule, String header, String now) {
    JsonNode row = row(table, rule);
    int column = column(table, header);
    ObjectNode op = Bench.object()
        .put("op", "set")
        .put("id", "set " + rule + header + now)
        .put("key", row.path(0).asText());
    op.putArray("cells")
        .addObject()
        .put("column", column)
        .put("was", row.path(3 + column).asText())
        .put("now", now);
    return op;
  }

  @Test
  void changesACellSavesItAndTakesItBackByTheInverse() throws Exception {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // Given
      String before = Files.readString(folder.resolve("routing.csv"));
      JsonNode table = Bench.json(bench.get(TABLE));

      // When
      JsonNode applied = Bench.json(
          bench.post(Bench.MAIN + "/ops", ops(table, set(table, "R12", "Channel", "SMS"))));
      JsonNode saved = Bench.json(bench.post(Bench.MAIN + "/save", "{}"));
      String changed = Files.readString(folder.resolve("routing.csv"));
      ObjectNode inverse =
          applied.path("results").path(0).path("inverse").path(0).deepCopy();
      Bench.json(bench.post(Bench.MAIN + "/ops", ops(applied, inverse.put("id", "undo"))));
      bench.post(Bench.MAIN + "/save", "{}");

      // Then
      assertThat(applied.path("results").path(0).path("status").asText()).isEqualTo("done");
      assertThat(saved.path("state").asText()).isEqualTo("saved");
      assertThat(changed).isNotEqualTo(before);
      assertThat(Files.readString(folder.resolve("routing.csv"))).isEqualTo(before);
    }
  }

  @Test
  void takesAnInsertAMoveARemovalAndTheirInverses() throws Exception {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // Given
      String before = Files.readString(folder.resolve("routing.csv"));
      JsonNode table = Bench.json(bench.get(TABLE));
      String first = row(table, "R10").path(0).asText();
      ObjectMapper mapper = new ObjectMapper();

      for (String op : new String[] {
        "{\"op\": \"insert\", \"id\": \"a\", \"key\": \"n-1\", \"after\": null, \"cells\": [\"X1\"]}",
        "{\"op\": \"insert_section\", \"id\": \"b\", \"key\": \"n-2\", \"after\": null, \"now\": \"new\"}",
        "{\"op\": \"move\", \"id\": \"c\", \"keys\": [\"" + first + "\"], \"after\": null}",
        "{\"op\": \"remove\", \"id\": \"d\", \"keys\": [\"" + first + "\"]}"
      }) {
        // When
        JsonNode done =
            Bench.json(bench.post(Bench.MAIN + "/ops", ops(table, mapper.readTree(op))));
        JsonNode result = done.path("results").path(0);
        assertThat(result.path("status").asText()).as(op).isEqualTo("done");
        for (JsonNode inverse : result.path("inverse")) {
          ObjectNode undo = inverse.deepCopy();
          table = Bench.json(bench.post(
              Bench.MAIN + "/ops",
              ops(done, undo.put("id", "undo " + result.path("id").asText()))));
        }
      }
      bench.post(Bench.MAIN + "/save", "{}");

      // Then
      assertThat(Files.readString(folder.resolve("routing.csv"))).isEqualTo(before);
    }
  }

  @Test
  void showsWhatSomebodyElseWroteInTheMeantime() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // Given
      JsonNode table = Bench.json(bench.get(TABLE));
      bench.post(Bench.MAIN + "/ops", ops(table, set(table, "R12", "Channel", "SMS")));

      // When
      bench.with("grace", EnumSet.of(Role.VIEW, Role.EDIT));
      JsonNode result = Bench.json(
              bench.post(Bench.MAIN + "/ops", ops(table, set(table, "R12", "Channel", "Viber"))))
          .path("results")
          .path(0);

      // Then
      assertThat(result.path("status").asText()).isEqualTo("conflict");
      assertThat(result.path("conflicts").path(0).path("theirs").asText()).isEqualTo("SMS");
      assertThat(result.path("conflicts").path(0).path("by").asText()).isEqualTo("ada");
    }
  }

  @Test
  void findsAWrongCellWhileItIsTypedAndInTheDraft() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // Given
      JsonNode table = Bench.json(bench.get(TABLE));
      JsonNode row = row(table, "R12");
      int channel = column(table, "Channel");
      ObjectNode typed = Bench.object().put("file", "routing.csv");
      ObjectNode one = typed.putArray("rows").addObject().put("key", row.path(0).asText());
      for (int i = 0; i < table.path("columns").size(); i++) {
        one.withArray("cells").add(i == channel ? "WhatsAp" : row.path(3 + i).asText());
      }

      // When
      JsonNode cell = Bench.json(bench.post(Bench.MAIN + "/check/cells", typed.toString()))
          .path("findings")
          .path(0);
      JsonNode applied = Bench.json(
          bench.post(Bench.MAIN + "/ops", ops(table, set(table, "R12", "Channel", "WhatsAp"))));
      JsonNode findings = Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(
              () -> Bench.json(bench.get(Bench.MAIN + "/findings")),
              found ->
                  found.path("revision").asLong() >= applied.path("revision").asLong()
                      && !found.path("findings").isEmpty());
      Response played =
          bench.post(Bench.MAIN + "/try", "{\"event\": {\"kind\": \"text\", \"text\": \"hi\"}}");

      // Then
      assertThat(cell.path("column").asInt()).isEqualTo(channel);
      assertThat(cell.path("fix").asText()).isEqualTo("WhatsApp");
      assertThat(findings.path("findings"))
          .filteredOn(found -> found.path("key").equals(row.path(0)))
          .extracting(found -> found.path("severity").asText())
          .contains("error");
      assertThat(played.status()).isEqualTo(409);
      assertThat(Bench.json(played).path("findings")).isNotEmpty();
    }
  }

  @Test
  void showsChangesAndMakesTheOtherTables() throws Exception {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // When
      JsonNode desk = Bench.json(bench.get(Bench.MAIN + "/tables/decisions/order-desk.csv"));
      JsonNode hours = Bench.json(bench.post(
          Bench.MAIN + "/row",
          "{\"file\": \"hours.csv\", \"cells\": [\"x\", \"Mon 09:00-17:00\", \"\"]}"));
      JsonNode texts = Bench.json(
          bench.post(
              Bench.MAIN + "/row",
              "{\"file\": \"texts.csv\", \"cells\": [\"welcome.topic.track\", \"Bestelling volgen\"]}"));
      Response made =
          bench.post(Bench.MAIN + "/tables", "{\"table\": \"decisions\", \"name\": \"limits\"}");
      Response twice = bench.post(Bench.MAIN + "/tables", "{\"table\": \"words\"}");
      Response added = bench.post(
          Bench.MAIN + "/columns",
          "{\"file\": \"decisions/limits.csv\", \"header\": \"order.total\"}");

      // Then
      assertThat(desk.path("table").asText()).isEqualTo("decisions");
      assertThat(Bench.all(desk.path("columns"), "kind")).containsExactly("name", "test", "exit");
      assertThat(hours.path("week").toString()).isEqualTo("[{\"day\":0,\"from\":540,\"to\":1020}]");
      assertThat(texts.path("texts").path(0).path("limits").path(0).path("most").asInt())
          .isEqualTo(20);
      assertThat(texts.path("texts").path(0).path("sms").isNull()).isTrue();
      assertThat(made.status()).isEqualTo(201);
      assertThat(twice.status()).isEqualTo(422);
      assertThat(added.status()).isEqualTo(200);
      assertThat(Files.readString(folder.resolve("decisions/limits.csv")))
          .isEqualTo("Rule,Exit,order.total\n");
      assertThat(bench.get(Bench.MAIN + "/tables/flows/track.yaml").status()).isEqualTo(404);
      assertThat(bench.get(Bench.MAIN + "/tables/scenarios/..%2fbot.yaml").status())
          .isEqualTo(404);
    }
  }

  @Test
  void saysHowTheDraftStandsAndWhoMayNotEditIt() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // When
      JsonNode draft = Bench.json(bench.get(Bench.MAIN));
      bench.with("vera", EnumSet.of(Role.VIEW));
      JsonNode table = Bench.json(bench.get(TABLE));

      // Then
      assertThat(draft.path("saved").path("state").asText()).isEqualTo("saved");
      assertThat(Bench.all(draft.path("tables"), "file"))
          .containsExactly(
              "routing.csv",
              "decisions/order-desk.csv",
              "words.csv",
              "hours.csv",
              "texts.csv",
              "scenarios/returning.csv");
      assertThat(draft.path("channels").path(0).asText()).isNotEmpty();
      assertThat(table.path("editable").asBoolean()).isFalse();
      assertThat(table.path("why").asText()).isEqualTo("You may look at this bot, not change it.");
    }
  }
}
