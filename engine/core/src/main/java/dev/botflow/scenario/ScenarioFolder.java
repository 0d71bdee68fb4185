package dev.botflow.scenario;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.BotSettings;
import dev.botflow.text.TextBytes;
import dev.botflow.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The scenarios beside a bot: {@code scenarios/*.yaml} and {@code scenarios/*.csv} in its folder, by name, and then those of
 * the sheet Scenarios in its workbook. Anything else in {@code scenarios/} that is not hidden is warned of.
 */
public final class ScenarioFolder {
  private static final String FOLDER = "scenarios";
  private static final String WORKBOOK = "bot.xlsx";
  private static final List<String> KINDS = List.of(".yaml", ".yml", ".csv");
  private static final int MAX_BYTES = 4 * YamlNode.MAX_CHARS;

  private ScenarioFolder() {}

  /**
   * Reads them.
   *
   * @param bot the bot's folder
   * @param settings what its bot.yaml says
   * @param sheets what reads tables
   * @param findings takes what is wrong, with the file's path in the bot's folder
   * @return those without errors; empty if there are none
   */
  public static List<Scenario> read(
      Path bot, BotSettings settings, ScenarioSheets sheets, Findings findings) {
    return read(
        bot,
        settings,
        sheets,
        (body, at) -> {
          throw new BotFlowException(
              "expected what reads webhook bodies, but nothing was handed in");
        },
        findings);
  }

  /**
   * Reads them, with sample events as the platform sent them.
   *
   * @param bot the bot's folder
   * @param settings what its bot.yaml says
   * @param sheets what reads tables
   * @param webhooks what reads sample events
   * @param findings told what is wrong, with the file's path in the bot's folder
   * @return those without errors; empty if there are none
   */
  public static List<Scenario> read(
      Path bot,
      BotSettings settings,
      ScenarioSheets sheets,
      ScenarioWebhooks webhooks,
      Findings findings) {
    return read(bot, Map.of(), settings, sheets, webhooks, findings);
  }

  /**
   * Reads them as somebody edits them.
   *
   * @param bot the bot's folder
   * @param edited what stands for files of the folder, by their path in it; nothing is written
   * @param settings what its bot.yaml says
   * @param sheets what reads tables
   * @param webhooks what reads sample events
   * @param findings told what is wrong, with the file's path in the bot's folder
   * @return those without errors; empty if there are none
   */
  public static List<Scenario> read(
      Path bot,
      Map<String, byte[]> edited,
      BotSettings settings,
      ScenarioSheets sheets,
      ScenarioWebhooks webhooks,
      Findings findings) {
    ScenarioReader reader =
        new ScenarioReader(settings, file -> sample(bot, file, webhooks), findings);
    List<Scenario> scenarios = new ArrayList<>();
    List<Path> files = files(bot.resolve(FOLDER));
    for (Path file : files.stream().filter(ScenarioFolder::isRead).toList()) {
      String name = FOLDER + "/" + file.getFileName();
      Optional<byte[]> content = edited.containsKey(name)
          ? Optional.ofNullable(edited.get(name))
          : bytes(file, name, findings);
      if (name.endsWith(".csv")) {
        content
            .flatMap(bytes -> sheets.read(name, bytes, findings))
            .ifPresent(sheet -> scenarios.addAll(reader.readTable(sheet)));
      } else {
        content
            .flatMap(bytes -> text(bytes, name, findings))
            .ifPresent(text -> scenarios.addAll(reader.read(name, text)));
      }
    }
    Path workbook = bot.resolve(WORKBOOK);
    if (Files.isRegularFile(workbook)) {
      bytes(workbook, WORKBOOK, findings)
          .flatMap(bytes -> sheets.read(WORKBOOK, bytes, findings))
          .ifPresent(sheet -> scenarios.addAll(reader.readTable(sheet)));
    }
    reportDoubles(scenarios, findings);
    reportIdle(scenarios, findings);
    files.stream().filter(file -> !isRead(file)).forEach(file -> reportUnread(file, findings));
    return scenarios;
  }

  /**
   * The files with scenarios in a bot's folder, by name.
   *
   * @param bot the bot's folder
   * @return paths in it, such as {@code scenarios/first.yaml}; without links
   */
  public static List<String> names(Path bot) {
    Path folder = bot.resolve(FOLDER);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    return files(folder).stream()
        .filter(ScenarioFolder::isRead)
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        .map(file -> FOLDER + "/" + file.getFileName())
        .toList();
  }

  private static void reportDoubles(List<Scenario> scenarios, Findings findings) {
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

  private static void reportIdle(List<Scenario> scenarios, Findings findings) {
    for (Scenario scenario : scenarios) {
      if (scenario.turns().stream().allMatch(turn -> turn.expected().isEmpty())) {
        findings.warning(
            "no-expectation",
            scenario.place(),
            "expected at least 1 expectation in the scenario \"" + scenario.name()
                + "\", but was 0: it passes whatever the bot says");
      }
    }
  }

  private static boolean isRead(Path file) {
    return KINDS.stream().anyMatch(file.toString()::endsWith) && Files.isRegularFile(file);
  }

  /** Else somebody may believe that it is tested. */
  private static void reportUnread(Path file, Findings findings) {
    boolean folder = Files.isDirectory(file);
    findings.warning(
        "unread-file",
        Place.of(FOLDER + "/" + file.getFileName() + (folder ? "/" : "")),
        "expected a file whose name ends in " + String.join(", ", KINDS)
            + (folder
                ? ", but was a folder: nothing in it is read"
                : ", but does not: it is not read"));
  }

  /** All but hidden ones. */
  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BotFlowException(FOLDER + ": expected a folder that can be read, but it cannot", e);
    }
  }

  private static Optional<String> text(byte[] bytes, String name, Findings findings) {
    try {
      return Optional.of(TextBytes.decode(bytes));
    } catch (CharacterCodingException e) {
      findings.error(
          "unreadable-file",
          Place.of(name, TextBytes.brokenLine(bytes)),
          "expected text in UTF-8 or UTF-16, but found a byte that is neither");
      return Optional.empty();
    }
  }

  /**
   * The event in a file; of a file with one a line, {@code FILE.jsonl:LINE} names it.
   *
   * @param bot the bot's folder
   * @param name the file's path in it
   * @param webhooks what reads its body
   * @return the event
   * @throws BotFlowException if there is no such file, or if it cannot be read
   */
  public static ScenarioWebhooks.Sample sample(Path bot, String name, ScenarioWebhooks webhooks) {
    int colon = name.lastIndexOf(':');
    boolean lined = colon > 0
        && colon < name.length() - 1
        && name.chars().skip(colon + 1L).allMatch(c -> c >= '0' && c <= '9')
        && name.length() - colon < 9;
    byte[] content = content(bot, lined ? name.substring(0, colon) : name);
    byte[] body =
        lined ? line(name, content, Integer.parseInt(name.substring(colon + 1))) : content;
    return at -> webhooks.read(body, at);
  }

  private static byte[] content(Path bot, String name) {
    try {
      Path file = bot.resolve(name);
      if (file.isAbsolute() && Path.of(name).isAbsolute() || !Files.isRegularFile(file)) {
        throw new BotFlowException(
            "expected a file by its path from the bot's folder, but was \"" + name + "\"");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] content = in.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
          throw new BotFlowException(
              name + ": expected at most " + MAX_BYTES + " bytes, but was more");
        }
        return content;
      }
    } catch (IOException | InvalidPathException e) {
      throw new BotFlowException(
          "expected a file that can be read, but \"" + name + "\" cannot", e);
    }
  }

  private static byte[] line(String name, byte[] content, int number) {
    List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
    if (number < 1 || number > lines.size()) {
      throw new BotFlowException("expected one of " + lines.size() + " lines, but was " + name);
    }
    return lines.get(number - 1).getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<byte[]> bytes(Path file, String name, Findings findings) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length <= MAX_BYTES) {
        return Optional.of(bytes);
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
