package dev.botflow.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios played beside the editing; each answer is held against openapi.yaml. */
class TestRunsTest {
  private static final String RUNS = Bench.MAIN + "/test-runs";

  @TempDir
  Path folder;

  private static JsonNode ended(Bench bench, Response begun) {
    assertThat(begun.status()).isEqualTo(202);
    String run = RUNS + "/" + Bench.json(begun).path("run").asText();
    Awaitility.await()
        .atMost(120, TimeUnit.SECONDS)
        .until(() -> !Bench.json(bench.get(run)).path("state").asText().equals("running"));
    return Bench.json(bench.get(run));
  }

  @Test
  void playsOneScenarioAndNamesItsRow() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // When
      JsonNode run = ended(bench, bench.post(RUNS, "{\"scenarios\": [\"back by text\"]}"));

      // Then
      JsonNode table = Bench.json(bench.get(Bench.MAIN + "/tables/scenarios/returning.csv"));
      JsonNode results = run.path("tests").path("results");
      assertThat(run.path("state").asText()).isEqualTo("done");
      assertThat(Bench.all(results, "channel")).containsExactly("SMS", "MMS");
      assertThat(Bench.all(results, "passed")).containsOnly("true");
      assertThat(results.path(0).path("key").asText())
          .isEqualTo(table.path("rows").path(8).path(0).asText());
    }
  }

  @Test
  void namesTheRowOfATurnThatFailsInADraftThatIsNotSaved() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // Given
      JsonNode table = Bench.json(bench.get(Bench.MAIN + "/tables/scenarios/returning.csv"));
      JsonNode row = table.path("rows").path(8);
      bench.post(
          Bench.MAIN + "/ops",
          "{\"file\": \"scenarios/returning.csv\", \"base\": " + table.path("revision")
              + ", \"ops\": [{\"op\": \"set\", \"id\": \"1\", \"key\": \""
              + row.path(0).asText()
              + "\", \"cells\": [{\"column\": 4, \"was\": \"R31\", \"now\": \"R30\"}]}]}");

      // When
      JsonNode run = ended(bench, bench.post(RUNS, "{\"scenarios\": [\"back by text\"]}"));

      // Then
      JsonNode result = run.path("tests").path("results").path(0);
      assertThat(result.path("passed").asBoolean()).isFalse();
      assertThat(result.path("turnKey").asText()).isEqualTo(row.path(0).asText());
      assertThat(result.path("expected").asText()).isEqualTo("rule R30");
      assertThat(result.path("found").asText()).isEqualTo("rule R31");
    }
  }

  @Test
  void looksForChangesThatNoScenarioNotices() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // When
      JsonNode run =
          ended(bench, bench.post(RUNS, "{\"scenarios\": [\"back by text\"], \"mutate\": true}"));

      // Then
      assertThat(run.path("done")).isEqualTo(run.path("total"));
      assertThat(run.path("mutation").path("percent").asInt()).isBetween(1, 99);
      assertThat(Bench.all(run.path("mutation").path("unnoticed"), "rule"))
          .contains("R30", "order-desk.D1");
    }
  }

  @Test
  void endsARunWhenItIsCancelled() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // When
      Response begun = bench.post(RUNS, "{\"mutate\": true}");
      String id = Bench.json(begun).path("run").asText();
      Response second = bench.post(RUNS, "{}");
      Response cancelled = bench.delete(RUNS + "/" + id);

      // Then
      assertThat(second.status()).isEqualTo(409);
      assertThat(cancelled.status()).isEqualTo(204);
      assertThat(ended(bench, begun).path("state").asText()).isEqualTo("cancelled");
      assertThat(bench.get(RUNS + "/another").status()).isEqualTo(404);
    }
  }

  @Test
  void saysThatThereIsNoSuchScenario() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      JsonNode run = ended(bench, bench.post(RUNS, "{\"scenarios\": [\"none\"]}"));

      assertThat(run.path("state").asText()).isEqualTo("failed");
      assertThat(run.path("sentence").asText())
          .isEqualTo("expected at least 1 scenario called none, but found none");
    }
  }
}
