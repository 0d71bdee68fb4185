package dev.botflow.authoring.test;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.Bot;
import dev.botflow.flow.DecideStep;
import dev.botflow.flow.DoStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.check.StepNames;
import dev.botflow.scenario.Scenario;
import dev.botflow.scenario.ScenarioExpectation;
import dev.botflow.scenario.ScenarioFolder;
import dev.botflow.scenario.ScenarioTurn;
import dev.botflow.scenario.Stubs;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.table.DecisionRow;
import dev.botflow.table.RowCell;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.text.Suggestion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code check} finds in scenarios without playing them: what cannot be read, names of rows, flows, steps and
 * actions that the bot has not. Their stubs tell what actions answer with, and so which names of a result are misspelt.
 */
public final class ScenarioChecks {
  private final BotTables tables;
  private final Bot bot;
  private final Findings findings;
  private final Set<String> actions = new LinkedHashSet<>();
  private final Set<String> hostFlows = new LinkedHashSet<>();
  private final Set<String> waits = new LinkedHashSet<>();

  private ScenarioChecks(BotTables tables, Findings findings) {
    this.tables = tables;
    this.bot = tables.version().bot();
    this.findings = findings;
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        waits.add(flow.name() + "." + step.id());
        if (step instanceof DoStep call) {
          actions.add(call.action());
        }
        String other = step.calledFlow();
        if (other != null) {
          hostFlows.add(other);
        }
      }
    }
  }

  /**
   * Reads and checks a bot's scenarios.
   *
   * @param folder the bot's folder
   */
  public static List<Finding> of(Path folder, BotTables tables) {
    return of(folder, Map.of(), tables);
  }

  /**
   * Reads and checks a bot's scenarios as somebody edits them.
   *
   * @param folder the bot's folder
   * @param edited what stands for files of the folder, by their path in it
   */
  public static List<Finding> of(Path folder, Map<String, byte[]> edited, BotTables tables) {
    Findings findings = new Findings();
    List<Scenario> scenarios = ScenarioFolder.read(
        folder,
        edited,
        tables.version().bot().settings(),
        BotSheets::scenarios,
        SinchEvents::sample,
        findings);
    ScenarioChecks checks = new ScenarioChecks(tables, findings);
    scenarios.forEach(checks::scenario);
    checks.results(scenarios);
    return findings.all();
  }

  private void scenario(Scenario scenario) {
    Set<String> stubbed = new LinkedHashSet<>(actions);
    stubbed.addAll(hostFlows);
    stubbed.add(Stubs.DESK);
    for (String action : scenario.setting().stubs().names()) {
      known("stub", "an action that a flow calls", action, stubbed, scenario.place());
    }
    for (ScenarioTurn turn : scenario.turns()) {
      turn.expected().forEach(expected -> expectation(expected, turn.place()));
    }
  }

  private void expectation(ScenarioExpectation expected, Place place) {
    if (expected instanceof ScenarioExpectation.Rule rule && !tables.rules().hasOwnRules()) {
      known("rule", "a row of the table", rule.rule(), tables.rowIds(), place);
    } else if (expected instanceof ScenarioExpectation.Flow flow) {
      known("flow", "a flow of the bot", flow.flow(), bot.flows().keySet(), place);
    } else if (expected instanceof ScenarioExpectation.Waiting waiting) {
      known("waiting", "a step as flow.step", waiting.at(), waits, place);
    } else if (expected instanceof ScenarioExpectation.Called called) {
      called
          .actions()
          .forEach(
              action -> known("called", "an action that a flow calls", action, actions, place));
    }
  }

  private void known(
      String key, String what, String name, java.util.Collection<String> known, Place place) {
    if (!known.contains(name) && !name.equals(ScenarioExpectation.NONE)) {
      findings.warning(
          "unknown-name",
          place,
          key + ": expected " + what + ", but was \"" + name + "\"" + Suggestion.hint(name, known));
    }
  }

  // What actions answer with, as far as stubs tell.

  private void results(List<Scenario> scenarios) {
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        if (step instanceof DoStep call && call.save() != null) {
          Set<String> keys = keys(call.action(), scenarios);
          if (!keys.isEmpty()) {
            results(flow, call, call.save(), keys);
          }
        }
      }
    }
  }

  private static Set<String> keys(String action, List<Scenario> scenarios) {
    Set<String> keys = new LinkedHashSet<>();
    scenarios.forEach(scenario -> keys.addAll(scenario.setting().stubs().resultKeys(action)));
    return keys;
  }

  private void results(Flow flow, DoStep call, String saved, Set<String> keys) {
    Set<String> others = new LinkedHashSet<>();
    flow.steps().values().forEach(step -> others.addAll(step.sets()));
    Map<String, Place> asked = new LinkedHashMap<>();
    for (Step step : flow.steps().values()) {
      StepNames.read(step, name -> asked.putIfAbsent(name, step.head().place()));
      if (step instanceof DecideStep decide) {
        columns(decide.table(), asked);
      }
    }
    asked.forEach((name, place) -> {
      if (name.startsWith(saved + ".") && !others.contains(name)) {
        String rest = name.substring(saved.length() + 1);
        int dot = rest.indexOf('.');
        String key = dot < 0 ? rest : rest.substring(0, dot);
        Optional<String> meant =
            keys.contains(key) ? Optional.empty() : Suggestion.nearest(key, keys);
        meant.ifPresent(one -> findings.warning(
            "unknown-result",
            place,
            "expected a part of what " + call.action() + " answers with, but \"" + name
                + "\" is in no stub of the scenarios (did you mean \"" + saved + "." + one
                + "\"?)"));
      }
    });
  }

  private void columns(String name, Map<String, Place> asked) {
    for (DecisionTable table : tables.decisions()) {
      for (DecisionRow row : table.name().equals(name) ? table.rows() : List.<DecisionRow>of()) {
        for (RowCell cell : row.cells()) {
          asked.putIfAbsent(cell.column(), row.place().row(row.id(), cell.column()));
        }
      }
    }
  }
}
