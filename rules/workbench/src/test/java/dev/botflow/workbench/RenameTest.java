package dev.botflow.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One name changed in all files of the sample: its scenarios pass as before, and the old name again gives the old bytes. */
class RenameTest {
  private static final String RENAME = Bench.MAIN + "/rename";

  @TempDir
  Path folder;

  private Map<String, String> files() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .collect(Collectors.toMap(
              file -> folder.relativize(file).toString(),
              RenameTest::read,
              (one, other) -> one,
              TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String body(String what, String from, String to, String flow) {
    return Bench.object()
        .put("what", what)
        .put("from", from)
        .put("to", to)
        .put("flow", flow)
        .toString();
  }

  private void renamedAndBack(String what, String from, String to, String flow, String... touched) {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // Given
      Map<String, String> before = files();

      // When
      Response done = bench.post(RENAME, body(what, from, to, flow));
      bench.post(Bench.MAIN + "/save", "{}");
      Map<String, String> after = files();
      JsonNode tests = Bench.json(bench.post(Bench.MAIN + "/tests", "{}"));
      bench.post(RENAME, body(what, to, from, flow));
      bench.post(Bench.MAIN + "/save", "{}");

      // Then
      assertThat(done.status()).as(() -> Bench.detail(done)).isEqualTo(200);
      assertThat(Bench.all(Bench.json(done).path("changed"), "file")).contains(touched);
      assertThat(after).isNotEqualTo(before);
      assertThat(tests.path("sentence").asText()).isEqualTo("61 passed, 0 failed");
      assertThat(tests.path("findings")).isEmpty();
      assertThat(files()).isEqualTo(before);
    }
  }

  @Test
  void aRowIsRenamedInTableAndScenarios() {
    renamedAndBack("rule", "R30", "returning", "", "routing.csv", "scenarios/returning.csv");
  }

  @Test
  void aFlowIsRenamedInTableFlowsTextsAndScenarios() {
    renamedAndBack(
        "flow",
        "track",
        "parcel",
        "",
        "routing.csv",
        "flows/track.yaml",
        "flows/welcome_back.yaml",
        "texts.csv");
  }

  @Test
  void theFlowOfASettingIsRenamedThere() {
    renamedAndBack("flow", "not_understood", "pardon", "", "bot.yaml", "flows/not_understood.yaml");
  }

  @Test
  void aStepIsRenamedInItsFlowTextsAndScenarios() {
    renamedAndBack("step", "number", "order_number", "track", "flows/track.yaml", "texts.csv");
  }

  @Test
  void refusesNamesThatAreTakenUnknownOrNone() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      Map<String, String> before = files();

      assertThat(refused(bench, body("rule", "R30", "R31", "")))
          .isEqualTo("to: expected a name no row has, but was \"R31\"");
      assertThat(refused(bench, body("flow", "trak", "x", "")))
          .isEqualTo("from: expected the name of a flow, but was \"trak\"");
      assertThat(refused(bench, body("step", "number", "a b", "track")))
          .isEqualTo("to: expected letters, digits, - and _, but was \"a b\"");
      assertThat(files()).isEqualTo(before);
    }
  }

  private static String refused(Bench bench, String body) {
    Response response = bench.post(RENAME, body);
    assertThat(response.status()).isEqualTo(422);
    return Bench.detail(response);
  }
}
