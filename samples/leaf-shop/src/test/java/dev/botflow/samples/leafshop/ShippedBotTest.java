package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.BotReading;
import dev.botflow.rules.ReadOptions;
import dev.botflow.scenario.Scenario;
import dev.botflow.scenario.ScenarioFolder;
import dev.botflow.scenario.ScenarioResult;
import dev.botflow.scenario.ScenarioRunner;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.table.sheet.BotSheets;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bot analysts copy has nothing to complain about, and does what its scenarios say. */
class ShippedBotTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

  @TempDir
  private Path scratch;

  private static BotReading read(Path folder) {
    return BotFolder.read(
        folder, SinchChannelLimits.all(), ReadOptions.standard().on(TODAY));
  }

  @Test
  void theShippedBotHasNoFindingsAndTheFixtureNoneButAWithThatNobodyReads() {
    assertThat(read(Bots.shipped()).findings()).extracting(Finding::sentence).isEmpty();
    // The specification has the row so, and a flow of one step.
    assertThat(read(Bots.acceptance()).findings())
        .extracting(Finding::sentence)
        .containsExactly(
            "routing.csv:7: R05: With: expected a variable that the flow sms_rescue reads, but none of its"
                + " steps reads \"reason\"");
  }

  @Test
  void everyScenarioPassesOnEachOfItsChannels() {
    BotVersion bot = Bots.load(Bots.shipped());
    Findings findings = new Findings();

    List<Scenario> scenarios = ScenarioFolder.read(
        Bots.shipped(), bot.bot().settings(), BotSheets::scenarios, SinchEvents::sample, findings);
    List<ScenarioResult> results = new ScenarioRunner(bot).run(scenarios);

    assertThat(findings.all()).extracting(Finding::sentence).isEmpty();
    assertThat(results).hasSizeGreaterThan(60);
    assertThat(results)
        .filteredOn(result -> !result.passed())
        .extracting(ScenarioResult::report)
        .isEmpty();
  }

  @Test
  void onTheClassPathItIsTheFolderItself() throws IOException {
    Path folder = ShippedBot.folder(scratch);

    assertThat(files(folder)).isEqualTo(files(Bots.shipped()));
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void insideAJarItIsUnpackedWithAllItsFiles() throws IOException {
    Path jar = scratch.resolve("sample.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> file : files(Bots.shipped()).entrySet()) {
        zip.putNextEntry(new ZipEntry("leaf-shop-bot/" + file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    URL marker = new URL("jar:" + jar.toUri() + "!/leaf-shop-bot/bot.yaml");

    Path folder = ShippedBot.folder(marker, scratch);

    assertThat(folder).isEqualTo(scratch.resolve("leaf-shop"));
    assertThat(files(folder)).isEqualTo(files(Bots.shipped()));
  }

  @Test
  void flowsAndSettingsNameTheSchemaTheirEditorCompletesThemWith() throws IOException {
    String mark = "# yaml-language-server: $schema=";
    List<String> named = new ArrayList<>();
    for (Map.Entry<String, String> file : files(Bots.shipped()).entrySet()) {
      String name = file.getKey();
      if (name.equals("bot.yaml") || name.startsWith("flows/")) {
        String first = file.getValue().lines().findFirst().orElse("");
        assertThat(first).as(name).startsWith(mark);
        Path schema = Bots.shipped()
            .resolve(name)
            .resolveSibling(first.substring(mark.length()))
            .normalize();
        assertThat(schema)
            .as(name)
            .exists()
            .hasFileName(name.equals("bot.yaml") ? "bot.schema.json" : "flow.schema.json");
        named.add(name);
      }
    }
    assertThat(named).contains("bot.yaml", "flows/opt_out.yaml");
  }

  /** Names and contents of all files below a folder. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return files;
  }
}
