package dev.botflow.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryTest {
  private static final String TRY = Bench.MAIN + "/try";
  private static final String WEEKDAY = "\"at\": \"2026-03-03T10:00:00\"";

  @TempDir
  Path folder;

  private static JsonNode phone(JsonNode talk, int index) {
    return talk.path("phones").path(index);
  }

  private static JsonNode lastLine(JsonNode phone) {
    JsonNode turns = phone.path("turns");
    JsonNode lines = turns.path(turns.size() - 1).path("lines");
    return lines.path(lines.size() - 1);
  }

  @Test
  void showsTheSameTextOnTwoPhones() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // When
      JsonNode talk = Bench.json(bench.post(
          TRY,
          "{\"channels\": [\"WHATSAPP\", \"SMS\"], " + WEEKDAY
              + ", \"event\": {\"kind\": \"text\", \"text\": \"hi\"}}"));

      // Then
      assertThat(Bench.all(talk.path("phones"), "outcome")).containsOnly("handled");
      assertThat(phone(talk, 0).path("rule").asText()).isEqualTo("R10");
      assertThat(phone(talk, 1).path("rule").asText()).isEqualTo("R12");
      assertThat(Bench.all(lastLine(phone(talk, 0)).path("messages"), "kind"))
          .contains("text", "button");
    }
  }

  @Test
  void goesOnByATappedButtonAndTakesItBack() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // Given
      JsonNode begun = Bench.json(bench.post(
          TRY,
          "{\"channels\": [\"WHATSAPP\"], " + WEEKDAY
              + ", \"event\": {\"kind\": \"text\", \"text\": \"hi\"}}"));
      String id = begun.path("conversation").asText();
      String choice = Bench.all(begun, "choice").stream()
          .filter(word -> !word.equals("null"))
          .findFirst()
          .orElseThrow();

      // When
      JsonNode tapped = Bench.json(bench.post(
          TRY,
          Bench.object()
              .put("conversation", id)
              .set("event", Bench.object().put("kind", "tap").put("choice", choice))
              .toString()));
      JsonNode back = Bench.json(bench.delete(TRY + "/" + id + "/turns/last"));

      // Then
      assertThat(phone(tapped, 0).path("turns")).hasSize(2);
      assertThat(lastLine(phone(tapped, 0)).path("messages")).isNotEmpty();
      assertThat(back).isEqualTo(begun);
    }
  }

  @Test
  void isPlayedAgainAfterAnEditAndMarksWhatDiffers() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // Given
      JsonNode begun = Bench.json(bench.post(
          TRY,
          "{\"channels\": [\"WHATSAPP\"], " + WEEKDAY
              + ", \"event\": {\"kind\": \"text\", \"text\": \"hi\"}}"));
      JsonNode table = Bench.json(bench.get(Bench.MAIN + "/tables/routing.csv"));
      String key = "";
      int line = 0;
      for (JsonNode row : table.path("rows")) {
        if (row.path(3).asText().equals("R10")) {
          key = row.path(0).asText();
          line = row.path(1).asInt();
        }
      }
      assertThat(line).isPositive();

      // When
      bench.post(
          Bench.MAIN + "/ops",
          "{\"file\": \"routing.csv\", \"base\": " + table.path("revision")
              + ", \"ops\": [{\"op\": \"remove\", \"id\": \"1\", \"keys\": [\"" + key + "\"]}]}");
      JsonNode again =
          Bench.json(bench.get(TRY + "/" + begun.path("conversation").asText()));

      // Then
      JsonNode turn = phone(again, 0).path("turns").path(0);
      assertThat(turn.path("differs").path("rule").asText()).isEqualTo("R10");
      assertThat(turn.path("lines").path(0).path("rule").asText()).isNotEqualTo("R10");
    }
  }

  @Test
  void savesAPhonesConversationAsAScenarioThatPasses() throws Exception {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // Given
      JsonNode begun = Bench.json(bench.post(
          TRY,
          "{\"channels\": [\"WHATSAPP\", \"SMS\"], " + WEEKDAY
              + ", \"event\": {\"kind\": \"text\", \"text\": \"hi\"}}"));
      String save = TRY + "/" + begun.path("conversation").asText() + "/scenario";

      // When
      Response saved = bench.post(save, "{\"name\": \"hi-by-sms\", \"channel\": \"SMS\"}");
      Response twice = bench.post(save, "{\"name\": \"hi-by-sms\", \"channel\": \"SMS\"}");
      Response outside = bench.post(save, "{\"name\": \"../x\", \"channel\": \"SMS\"}");
      JsonNode tests = Bench.json(bench.post(Bench.MAIN + "/tests", "{}"));

      // Then
      assertThat(saved.status()).isEqualTo(201);
      assertThat(Bench.json(saved).path("sentence").asText())
          .isEqualTo("saved scenarios/hi-by-sms.yaml, which passes");
      assertThat(Files.readString(folder.resolve("scenarios/hi-by-sms.yaml")))
          .isEqualTo(Bench.json(saved).path("yaml").asText());
      assertThat(twice.status()).isEqualTo(409);
      assertThat(outside.status()).isEqualTo(422);
      assertThat(tests.path("failed").asInt()).isZero();
      assertThat(Bench.all(tests.path("results"), "scenario")).contains("hi-by-sms");
      assertThat(tests.path("rows").path("R12").asInt()).isPositive();
    }
  }

  @Test
  void explainsEachCellOfTheRowsThatWereAsked() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // Given
      JsonNode begun = Bench.json(bench.post(
          TRY,
          "{\"channels\": [\"WHATSAPP\"], \"at\": \"2026-03-07T12:00:00\","
              + " \"event\": {\"kind\": \"text\", \"text\": \"hi\"}}"));
      JsonNode table = Bench.json(bench.get(Bench.MAIN + "/tables/routing.csv"));

      // When
      JsonNode why = Bench.json(bench.get(
          TRY + "/" + begun.path("conversation").asText() + "/explanation?channel=WHATSAPP"));

      // Then
      assertThat(why.path("rule").asText()).isEqualTo("R11");
      JsonNode late = row(why, "R10");
      assertThat(late.path("outcome").asText()).isEqualTo("fails");
      assertThat(why.path("nearest")).isEqualTo(late.path("key"));
      JsonNode failing = Bench.object();
      for (JsonNode cell : late.path("cells")) {
        failing = cell.path("result").asText().equals("fails") ? cell : failing;
      }
      assertThat(table.path("columns").path(failing.path("column").asInt()).path("header"))
          .isEqualTo(failing.path("header"));
      assertThat(failing.path("found").asText()).isEqualTo("Sat 12:00");
      assertThat(row(why, "R11").path("outcome").asText()).isEqualTo("wins");
      assertThat(row(why, "R12").path("outcome").asText()).isEqualTo("not_asked");
      assertThat(table.path("rows"))
          .filteredOn(row -> row.path(0).equals(late.path("key")))
          .extracting(row -> row.path(3).asText())
          .containsExactly("R10");
    }
  }

  private static JsonNode row(JsonNode why, String rule) {
    for (JsonNode row : why.path("rows")) {
      if (row.path("rule").asText().equals(rule)) {
        return row;
      }
    }
    throw new AssertionError("no row " + rule);
  }

  @Test
  void refusesWhatIsTooMuch() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // When
      Response text = bench.post(
          TRY,
          Bench.object()
              .set("event", Bench.object().put("kind", "text").put("text", "x".repeat(70_000)))
              .toString());
      Response tap = bench.post(TRY, "{\"event\": {\"kind\": \"tap\", \"choice\": \"no such\"}}");
      Response gone = bench.get(TRY + "/nothing");

      // Then
      assertThat(Bench.detail(text))
          .isEqualTo("a try: expected at most 65536 characters in all, but there are more");
      assertThat(Bench.detail(tap))
          .isEqualTo("tap: expected a button that the bot has sent, but was \"no such\"");
      assertThat(List.of(text.status(), tap.status(), gone.status()))
          .containsExactly(422, 422, 404);
    }
  }
}
