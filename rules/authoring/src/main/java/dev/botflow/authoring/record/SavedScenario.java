package dev.botflow.authoring.record;

import dev.botflow.error.Findings;
import dev.botflow.routing.BotVersion;
import dev.botflow.scenario.Scenario;
import dev.botflow.scenario.ScenarioFolder;
import dev.botflow.scenario.ScenarioReader;
import dev.botflow.scenario.ScenarioRunner;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A recorded talk as a scenario that was played once. Where it goes another way with a stand-in, since a row or a step
 * asks for the very value, the value stays and that is reported.
 *
 * @param yaml the scenario
 * @param kept a sentence for each value that stays as it was, with its turn and without the value
 * @param problem what is wrong with it, as the end of a sentence; empty if it passes
 */
public record SavedScenario(String yaml, List<String> kept, Optional<String> problem) {

  /** @param file what the scenario is called in a problem */
  public static SavedScenario of(
      RecordedTalk talk, String name, String file, Optional<YamlNode> stubs) {
    return of(
        talk,
        name,
        file,
        stubs,
        findings -> new ScenarioReader(talk.bot().bot().settings(), findings));
  }

  /**
   * One whose events are named by their files.
   *
   * @param talk the talk
   * @param name what the scenario is called
   * @param bot the bot's folder, where the files are
   * @param stubs what stood in for actions
   */
  public static SavedScenario received(
      RecordedTalk talk, String name, Path bot, Optional<YamlNode> stubs) {
    return of(
        talk,
        name,
        "the scenario",
        stubs,
        findings -> new ScenarioReader(
            talk.bot().bot().settings(),
            file -> ScenarioFolder.sample(bot, file, SinchEvents::sample),
            findings));
  }

  private static SavedScenario of(
      RecordedTalk talk,
      String name,
      String file,
      Optional<YamlNode> stubs,
      Function<Findings, ScenarioReader> reader) {
    Pseudonyms standIns = talk.standIns();
    standIns.keep(Set.of());
    String replaced = talk.yaml(name, stubs);
    Optional<String> problem = problem(talk.bot(), reader, file, replaced);
    Map<String, Pseudonyms.Kind> optional = standIns.optional();
    if (problem.isEmpty() || optional.isEmpty()) {
      return new SavedScenario(replaced, List.of(), problem);
    }
    Set<String> needed = new LinkedHashSet<>(optional.keySet());
    standIns.keep(needed);
    if (problem(talk.bot(), reader, file, talk.yaml(name, stubs)).isPresent()) {
      // The values are not to blame.
      standIns.keep(Set.of());
      return new SavedScenario(replaced, List.of(), problem);
    }
    for (String value : optional.keySet()) {
      needed.remove(value);
      standIns.keep(needed);
      if (problem(talk.bot(), reader, file, talk.yaml(name, stubs)).isPresent()) {
        needed.add(value);
      }
    }
    standIns.keep(needed);
    List<String> kept = new ArrayList<>();
    optional.forEach((value, kind) -> {
      if (needed.contains(value)) {
        kept.add(sentence(talk, value, kind));
      }
    });
    return new SavedScenario(talk.yaml(name, stubs), kept, Optional.empty());
  }

  private static String sentence(RecordedTalk talk, String value, Pseudonyms.Kind kind) {
    int turn = 1;
    for (RecordedTurn one : talk.turns()) {
      if (one.act().isPresent() && talk.standIns().holds(one.act().get().value(), value)) {
        return "turn " + turn + ": " + kind.words()
            + " stays as it was written, since with another the bot does something else";
      }
      turn++;
    }
    return kind.words() + " stays as it is, since with another the bot does something else";
  }

  private static Optional<String> problem(
      BotVersion bot, Function<Findings, ScenarioReader> reader, String file, String yaml) {
    Findings findings = new Findings();
    List<Scenario> scenarios = reader.apply(findings).read(file, yaml);
    if (scenarios.isEmpty()) {
      return Optional.of("cannot be read: " + findings.errors().get(0).sentence());
    }
    return new ScenarioRunner(bot)
        .run(scenarios)
        .get(0)
        .failure()
        .map(failed -> "fails in turn " + failed.turn() + ": expected " + failed.expected()
            + ", but found " + failed.found());
  }
}
