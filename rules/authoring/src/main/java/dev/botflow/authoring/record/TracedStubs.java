package dev.botflow.authoring.record;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.io.Json;
import dev.botflow.event.ActionCompleted;
import dev.botflow.flow.DoStep;
import dev.botflow.session.TraceEntry;
import dev.botflow.table.Check;
import dev.botflow.table.DecisionRow;
import dev.botflow.table.RowCell;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.text.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the host's actions answered in traced turns, as stubs (YAML). A trace keeps no values, so a result is made of what
 * the row of the decision table that fitted next asks for.
 */
public final class TracedStubs {
  private final BotTables tables;
  private final Map<String, List<String>> answers = new LinkedHashMap<>();

  private TracedStubs(BotTables tables) {
    this.tables = tables;
  }

  /** The stubs; empty if nothing was called. */
  public static String yaml(BotTables tables, List<TracedTurn> turns) {
    TracedStubs stubs = new TracedStubs(tables);
    turns.forEach(turn -> stubs.take(turn.entries()));
    List<String> members = new ArrayList<>();
    stubs.answers.forEach((action, answers) ->
        members.add(Json.value(action) + ": [" + String.join(", ", answers) + "]"));
    return members.isEmpty() ? "" : "{ " + String.join(", ", members) + " }";
  }

  private void take(List<TraceEntry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof TraceEntry.Completed completed) {
        List<TraceEntry> then = entries.subList(i, entries.size());
        step(completed)
            .ifPresent(step -> answers
                .computeIfAbsent(step.action(), action -> new ArrayList<>())
                .add(answer(step, completed.outcome(), then)));
      }
    }
  }

  private Optional<DoStep> step(TraceEntry.Completed completed) {
    return tables
        .version()
        .bot()
        .flow(completed.flow())
        .flatMap(flow -> flow.step(completed.step()))
        .filter(DoStep.class::isInstance)
        .map(DoStep.class::cast);
  }

  private String answer(DoStep step, ActionCompleted.Outcome outcome, List<TraceEntry> then) {
    switch (outcome) {
      case OK:
        break;
      case TIMEOUT:
        return "timeout";
      default:
        return "{ error: \"as in the trace\" }";
    }
    Map<String, Object> result = then.stream()
        .filter(TraceEntry.Decided.class::isInstance)
        .map(TraceEntry.Decided.class::cast)
        .findFirst()
        .flatMap(this::row)
        .map(row -> result(String.valueOf(step.save()), row))
        .orElseGet(LinkedHashMap::new);
    return result.isEmpty() ? "ok" : "{ ok: " + Json.value(result) + " }";
  }

  private Optional<DecisionRow> row(TraceEntry.Decided decided) {
    for (DecisionTable table : tables.decisions()) {
      if (table.name().equals(decided.table())) {
        return table.rows().stream()
            .filter(row -> row.id().equals(decided.rule()))
            .findFirst();
      }
    }
    return Optional.empty();
  }

  /** A result is a map, so that its parts have names below the variable it is saved to. */
  private static Map<String, Object> result(String saved, DecisionRow row) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (RowCell cell : row.cells()) {
      if (cell.check() instanceof Check.Value value
          && value.subject().name().startsWith(saved + ".")) {
        List<String> words = new ArrayList<>();
        TracedActs.words(value.cell(), words);
        if (!words.isEmpty()) {
          String part = value.subject().name().substring(saved.length() + 1);
          result = Paths.with(result, part, words.get(0));
        }
      }
    }
    return result;
  }
}
