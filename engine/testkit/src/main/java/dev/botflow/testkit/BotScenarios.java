package dev.botflow.testkit;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import dev.botflow.scenario.Scenario;
import dev.botflow.scenario.ScenarioFolder;
import dev.botflow.scenario.ScenarioResult;
import dev.botflow.scenario.ScenarioRunner;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.table.sheet.BotSheets;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/**
 * A bot's scenarios as tests, one for each scenario and channel. A development environment leads from each to its file
 * and line.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> scenarios() {
 *   return BotScenarios.in("bots/shop");
 * }
 * }</pre>
 */
public final class BotScenarios {
  private final Path folder;
  private final ScenarioRunner runner;

  private BotScenarios(Path folder, BotVersion bot) {
    this.folder = folder;
    this.runner = new ScenarioRunner(bot);
  }

  /**
   * The scenarios of a bot; one that cannot be read is a test that fails.
   *
   * @param path the bot's folder, from the working folder or else among the resources of the tests
   * @throws dev.botflow.error.BotBrokenException if the bot has errors
   * @throws BotFlowException if there is no such folder, or no scenario in it
   */
  public static Stream<DynamicTest> in(String path) {
    return in(BotFiles.find(path));
  }

  /** The scenarios of the bot in this folder. */
  public static Stream<DynamicTest> in(Path folder) {
    return of(folder, List.of());
  }

  /**
   * The scenarios of a bot that have one of these tags. JUnit gives a test that is made while it runs the tags of the method
   * that makes it, so the method has them too, and a build runs them by {@code -Dgroups=smoke}:
   *
   * <pre>{@code
   * @TestFactory
   * @Tag("smoke")
   * Stream<DynamicTest> smoke() {
   *   return BotScenarios.tagged("bots/shop", "smoke");
   * }
   * }</pre>
   *
   * @param path as in {@link #in(String)}
   * @param tags in any letter case
   * @return one test for each of them and channel; one that cannot be read is a test that fails
   * @throws BotFlowException if there is none
   */
  public static Stream<DynamicTest> tagged(String path, String... tags) {
    return tagged(BotFiles.find(path), tags);
  }

  /**
   * The scenarios with one of these tags of the bot in this folder.
   *
   * @param folder the bot's folder
   * @param tags in any letter case
   * @return as {@link #tagged(String, String...)}
   */
  public static Stream<DynamicTest> tagged(Path folder, String... tags) {
    if (tags.length == 0) {
      throw new IllegalArgumentException("tags: expected at least 1, but was 0");
    }
    return of(folder, List.of(tags));
  }

  private static Stream<DynamicTest> of(Path folder, List<String> tags) {
    BotVersion bot = BotFiles.load(folder, false);
    return new BotScenarios(folder, bot).tests(bot, tags);
  }

  private Stream<DynamicTest> tests(BotVersion bot, List<String> tags) {
    Findings findings = new Findings();
    List<Scenario> scenarios = ScenarioFolder.read(
        folder, bot.bot().settings(), BotSheets::scenarios, SinchEvents::sample, findings);
    List<DynamicTest> tests = new ArrayList<>();
    for (Finding finding : findings.errors()) {
      tests.add(
          DynamicTest.dynamicTest(finding.place() + " can be read", uri(finding.place()), () -> {
            throw new AssertionFailedError(finding.sentence());
          }));
    }
    for (Scenario scenario : scenarios) {
      if (!tags.isEmpty() && tags.stream().noneMatch(scenario::isTagged)) {
        continue;
      }
      for (Channel channel : scenario.channels()) {
        tests.add(DynamicTest.dynamicTest(
            scenario.name() + " [" + channel + "]",
            uri(scenario.place()),
            () -> check(runner.run(scenario, channel))));
      }
    }
    if (tests.isEmpty() && !tags.isEmpty()) {
      throw new BotFlowException(folder + ": expected at least 1 scenario with the tag "
          + String.join(" or ", tags) + ", but found none");
    }
    if (tests.isEmpty()) {
      throw new BotFlowException(
          folder
              + ": expected at least 1 scenario in scenarios/*.yaml, scenarios/*.csv or the sheet Scenarios of bot.xlsx, but found none");
    }
    return tests.stream();
  }

  private static void check(ScenarioResult result) {
    if (result.failure().isPresent()) {
      ScenarioResult.Failure failure = result.failure().get();
      throw new AssertionFailedError(result.report(), failure.expected(), failure.found());
    }
  }

  private URI uri(Place place) {
    String name =
        place.inSheet() ? place.file().substring(0, place.file().indexOf('#')) : place.file();
    URI file = folder.resolve(name).toAbsolutePath().toUri();
    return place.line() > 0 && !place.inSheet() ? URI.create(file + "?line=" + place.line()) : file;
  }
}
