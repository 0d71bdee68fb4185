package dev.botflow.table.proof;

import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.DecideStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.check.StepNames;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.sheet.Columns;
import dev.botflow.template.Template;
import dev.botflow.template.TemplateBrokenException;
import dev.botflow.text.Suggestion;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Warns of what rows bring into a flow that none of its steps reads. */
public final class WithChecks {
  private final Collection<DecisionTable> decisions;
  private final Bot bot;
  private final Map<String, Set<String>> read = new LinkedHashMap<>();

  private WithChecks(Collection<DecisionTable> decisions, Bot bot) {
    this.decisions = decisions;
    this.bot = bot;
  }

  /** Looks at every row. */
  public static void check(
      RoutingTable table, Collection<DecisionTable> decisions, Bot bot, Findings findings) {
    WithChecks checks = new WithChecks(decisions, bot);
    for (TableRow row : table.rows()) {
      Flow flow = row.with().isEmpty() ? null : bot.flow(row.flow()).orElse(null);
      if (flow != null) {
        Set<String> read = checks.read.computeIfAbsent(flow.name(), name -> checks.names(flow));
        for (String name : row.with().keySet()) {
          if (read.stream().noneMatch(one -> touches(one, name))) {
            findings.warning(
                "unread-variable",
                row.place().row(row.id(), Columns.WITH),
                "expected a variable that the flow " + flow.name() + " reads, but none of its steps"
                    + " reads \"" + name + "\"" + Suggestion.hint(name, read));
          }
        }
      }
    }
  }

  private static boolean touches(String one, String other) {
    return one.equals(other) || one.startsWith(other + ".") || other.startsWith(one + ".");
  }

  /** What a flow reads: in its steps, its tables, its texts in other languages, and what flows it calls carry. */
  private Set<String> names(Flow flow) {
    Set<String> names = new LinkedHashSet<>();
    for (Step step : flow.steps().values()) {
      StepNames.read(step, names::add);
      // A question is skipped if what it asks for is known already.
      names.addAll(step.sets());
      if (step instanceof DecideStep decide) {
        decisions.stream()
            .filter(table -> table.name().equals(decide.table()))
            .flatMap(table -> table.rows().stream())
            .flatMap(row -> row.cells().stream())
            .forEach(cell -> names.add(cell.column()));
      }
    }
    new FlowLinks(bot).steps(flow.name()).forEach(step -> names.addAll(step.carry()));
    bot.texts()
        .byLanguage()
        .values()
        .forEach(texts -> texts.forEach((key, text) -> {
          if (key.startsWith(flow.name() + ".")) {
            names.addAll(placeholders(text));
          }
        }));
    return names;
  }

  private static Collection<String> placeholders(String text) {
    try {
      return Template.parse(text).names();
    } catch (TemplateBrokenException e) {
      // Told where the text was read.
      return Set.of();
    }
  }
}
