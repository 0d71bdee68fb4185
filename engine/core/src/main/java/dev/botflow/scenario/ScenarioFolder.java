package dev.botflow.scenario;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.YamlNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The scenarios beside a bot: {@code scenarios/*.yaml} and {@code scenarios/*.csv} in its folder, by name, and then those of
 * the sheet Scenarios in its workbook.
 */
public final class ScenarioFolder {
  private static final String FOLDER = "scenarios";
  private static final String WORKBOOK = "bot.xlsx";
  private static final List<String> KINDS = List.of(".yaml", ".yml", ".csv");
  private static final long MAX_BYTES = 4L * YamlNode.MAX_CHARS;

  private ScenarioFolder() {}

  /**
   * Reads them.
   *
   * @param bot the bot's folder
   * @param settings what its bot.yaml says
   * @param sheet what reads workbooks
   * @param findings told what is wrong, with the file's path in the bot's folder
   * @return those without errors; empty if there are none
   */
  public static List<Scenario> read(
      Path bot, BotSettings settings, ScenarioSheet sheet, Findings findings) {
    ScenarioReader reader = new ScenarioReader(settings, findings);
    List<Scenario> scenarios = new ArrayList<>();
    for (Path file : files(bot.resolve(FOLDER))) {
      String name = FOLDER + "/" + file.getFileName();
      text(file, name, findings)
          .ifPresent(text -> scenarios.addAll(
              name.endsWith(".csv") ? reader.readTable(name, text) : reader.read(name, text)));
    }
    Path workbook = bot.resolve(WORKBOOK);
    if (Files.isRegularFile(workbook)) {
      bytes(workbook, WORKBOOK, findings)
          .map(bytes -> sheet.rows(WORKBOOK, bytes, findings))
          .filter(rows -> !rows.isEmpty())
          .ifPresent(rows ->
              scenarios.addAll(reader.readSheet(WORKBOOK + "#" + ScenarioSheet.NAME, rows)));
    }
    tellDoubles(scenarios, findings);
    return scenarios;
  }

  private static void tellDoubles(List<Scenario> scenarios, Findings findings) {
    Set<String> names = new HashSet<>();
    for (Scenario scenario : scenarios) {
      if (!names.add(scenario.name())) {
        findings.warning(
            "duplicate-id",
            scenario.place(),
            "scenario: expected a name no other scenario has, but was \"" + scenario.name()
                + "\" a second time");
      }
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> KINDS.stream().anyMatch(file.toString()::endsWith))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BotFlowException(FOLDER + ": expected a folder that can be read, but it cannot", e);
    }
  }

  private static Optional<String> text(Path file, String name, Findings findings) {
    return bytes(file, name, findings).flatMap(bytes -> {
      try {
        return Optional.of(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      } catch (CharacterCodingException e) {
        findings.error(
            "unreadable-file",
            Place.of(name),
            "expected text in UTF-8, but found a byte that is none");
        return Optional.empty();
      }
    });
  }

  private static Optional<byte[]> bytes(Path file, String name, Findings findings) {
    try {
      if (Files.size(file) <= MAX_BYTES) {
        return Optional.of(Files.readAllBytes(file));
      }
      findings.error(
          "file-too-large",
          Place.of(name),
          "expected at most " + MAX_BYTES + " bytes, but was " + Files.size(file));
    } catch (IOException e) {
      findings.error(
          "unreadable-file", Place.of(name), "expected a file that can be read, but it cannot");
    }
    return Optional.empty();
  }
}
