package dev.botflow.authoring.test;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.scenario.Coverage;
import dev.botflow.scenario.CoverageMeter;
import dev.botflow.scenario.Scenario;
import dev.botflow.scenario.ScenarioFolder;
import dev.botflow.scenario.ScenarioResult;
import dev.botflow.scenario.ScenarioRunner;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.text.Suggestion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What playing all scenarios of a bot came to.
 *
 * @param unreadable scenarios that could not be read
 * @param warnings what looks wrong in the others
 * @param results one a scenario and channel
 * @param coverage how much of the bot they came to
 */
public record TestRun(
    List<Finding> unreadable,
    List<Finding> warnings,
    List<ScenarioResult> results,
    Coverage coverage) {

  /**
   * Plays all of them.
   *
   * @throws BotFlowException if there is no scenario at all
   */
  public static TestRun of(Path folder, BotTables tables) {
    return of(folder, tables, List.of(), List.of());
  }

  /**
   * Plays those that have one of these tags and one of these names.
   *
   * @param folder the bot's folder
   * @param tables the bot
   * @param tags in any letter case; empty for any
   * @param only names in any letter case, with stars for anything; empty for any
   * @return what it came to
   * @throws BotFlowException if there is none
   */
  public static TestRun of(Path folder, BotTables tables, List<String> tags, List<String> only) {
    return of(folder, Map.of(), tables, tags, only);
  }

  /**
   * Plays all of them, as somebody edits them.
   *
   * @param folder the bot's folder
   * @param edited what stands for files of the folder, by their path in it
   * @param tables the bot
   * @return what it came to
   * @throws BotFlowException if there is no scenario at all
   */
  public static TestRun of(Path folder, Map<String, byte[]> edited, BotTables tables) {
    return of(folder, edited, tables, List.of(), List.of());
  }

  private static TestRun of(
      Path folder,
      Map<String, byte[]> edited,
      BotTables tables,
      List<String> tags,
      List<String> only) {
    Findings findings = new Findings();
    List<Scenario> all = read(folder, edited, tables, findings);
    if (all.isEmpty() && !findings.hasErrors()) {
      throw new BotFlowException(
          folder
              + ": expected at least 1 scenario in scenarios/*.yaml, scenarios/*.csv or the sheet Scenarios of bot.xlsx, but found none");
    }
    List<Pattern> names = only.stream().map(TestRun::pattern).toList();
    List<Scenario> scenarios = all.stream()
        .filter(scenario -> tags.isEmpty() || tags.stream().anyMatch(scenario::isTagged))
        .filter(scenario -> names.isEmpty()
            || names.stream().anyMatch(name -> name.matcher(scenario.name()).matches()))
        .toList();
    if (scenarios.isEmpty() && !(tags.isEmpty() && only.isEmpty()) && !findings.hasErrors()) {
      throw new BotFlowException(folder + ": expected at least 1 scenario"
          + (only.isEmpty() ? "" : " called " + String.join(" or ", only))
          + (tags.isEmpty() ? "" : " with the tag " + String.join(" or ", tags))
          + ", but found none" + hint(only, all));
    }
    return played(scenarios, tables, findings);
  }

  private static Pattern pattern(String name) {
    String parts = Stream.of(name.strip().split("\\*", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
    return Pattern.compile(parts, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  private static String hint(List<String> only, List<Scenario> all) {
    return only.size() == 1
        ? Suggestion.hint(only.get(0), all.stream().map(Scenario::name).toList())
        : "";
  }

  /**
   * Plays those that have one of these names, as somebody edits them.
   *
   * @param edited what stands for files of the folder, by their path in it
   * @param names as they are written; empty for all scenarios
   * @throws BotFlowException if there is none
   */
  public static TestRun named(
      Path folder, Map<String, byte[]> edited, BotTables tables, List<String> names) {
    Findings findings = new Findings();
    List<Scenario> scenarios = read(folder, edited, tables, findings).stream()
        .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
        .toList();
    if (scenarios.isEmpty() && !findings.hasErrors()) {
      throw new BotFlowException("expected at least 1 scenario"
          + (names.isEmpty() ? "" : " called " + String.join(" or ", names))
          + ", but found none");
    }
    return played(scenarios, tables, findings);
  }

  private static List<Scenario> read(
      Path folder, Map<String, byte[]> edited, BotTables tables, Findings findings) {
    return ScenarioFolder.read(
        folder,
        edited,
        tables.version().bot().settings(),
        BotSheets::scenarios,
        SinchEvents::sample,
        findings);
  }

  private static TestRun played(List<Scenario> scenarios, BotTables tables, Findings findings) {
    List<ScenarioResult> results = new ScenarioRunner(tables.version()).run(scenarios);
    CoverageMeter meter = new CoverageMeter(
        tables.version(), tables.rowIds(), tables.decisionIds(), tables.channels());
    results.forEach(meter::add);
    return new TestRun(
        findings.errors(),
        findings.all().stream().filter(finding -> !finding.isError()).toList(),
        results,
        meter.coverage());
  }

  public long failed() {
    return results.stream().filter(result -> !result.passed()).count() + unreadable.size();
  }
}
