package dev.botflow.authoring.io;

import dev.botflow.cell.Condition;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepText;
import dev.botflow.routing.BotVersion;
import dev.botflow.table.DecisionRow;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.template.Template;
import dev.botflow.template.TemplateBrokenException;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names a bot asks about: of facts a host may give it, by the label of their column too. What it never asks about can
 * change nothing, so a name that is not among them is a slip.
 */
public final class GivenNames {
  private static final List<String> OWN = List.of(
      "new",
      "returning",
      "misses",
      "last_flow",
      "agent_active",
      "opted_out",
      "tags",
      "language",
      "contact",
      "session");

  private final Map<String, String> byLabel = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private boolean any;

  private GivenNames() {}

  /** The names of a bot; any name for a bot whose own rules may ask about it. */
  public static GivenNames of(Path folder, BotVersion version) {
    GivenNames known = new GivenNames();
    known.any = Files.isDirectory(folder.resolve("rules"));
    version.bot().settings().factLabels().forEach((label, name) -> {
      known.byLabel.put(TextFold.fold(label), name);
      known.names.add(name);
    });
    for (Flow flow : version.bot().flows().values()) {
      flow.steps().values().forEach(known::step);
    }
    BotTables tables = BotTables.of(version);
    for (TableRow row : tables.routing().rows()) {
      row.with().values().forEach(value -> known.names.addAll(value.names()));
    }
    for (DecisionTable table : tables.decisions()) {
      for (DecisionRow row : table.rows()) {
        row.cells().stream().map(RowCell::column).forEach(known.names::add);
      }
    }
    return known;
  }

  private void step(Step step) {
    Condition when = step.head().when();
    if (when != null) {
      when.names(names::add);
    }
    step.conditions().forEach(condition -> condition.names(names::add));
    if (step.message() != null) {
      step.message()
          .map(variant -> variant.mapTexts(text -> {
            text(text);
            return text;
          }));
    }
    step.texts().stream().map(StepText::text).forEach(this::text);
  }

  private void text(String text) {
    try {
      names.addAll(Template.parse(text).names());
    } catch (TemplateBrokenException e) {
      return; // Told where the text was read.
    }
  }

  /** The name a fact goes by: itself, or the one of the column with this label; empty for a slip. */
  Optional<String> meant(String written) {
    String name = byLabel.getOrDefault(TextFold.fold(written), written);
    boolean known = any
        || written.startsWith("contact.")
        || written.startsWith("session.")
        || names.stream()
            .anyMatch(one ->
                one.equals(name) || one.startsWith(name + ".") || name.startsWith(one + "."));
    return known ? Optional.of(name) : Optional.empty();
  }

  String hint(String written) {
    Set<String> all = new LinkedHashSet<>(OWN);
    all.addAll(names);
    return Suggestion.hint(written, Collections.unmodifiableSet(all));
  }
}
