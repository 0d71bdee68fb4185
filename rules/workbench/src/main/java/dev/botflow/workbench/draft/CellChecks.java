package dev.botflow.workbench.draft;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.rules.TableTerms;
import dev.botflow.scenario.ScenarioFolder;
import dev.botflow.scenario.ScenarioReader;
import dev.botflow.sheet.Sheet;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.table.sheet.CsvLine;
import dev.botflow.table.sheet.CsvSheet;
import dev.botflow.table.sheet.CsvText;
import dev.botflow.table.sheet.SheetKind;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with rows while somebody types in them, as far as their cells tell. Of a routing table, which may be long,
 * only these rows are read; another table is read whole with these rows in it, so that names that come twice are told.
 */
final class CellChecks {
  private final Path folder;
  private final TableTerms terms;
  private final LocalDate today;

  /** @param today the day a row must still be valid on */
  CellChecks(Path folder, TableTerms terms, LocalDate today) {
    this.folder = folder;
    this.terms = terms;
    this.today = today;
  }

  /**
   * A table somebody types in.
   *
   * @param text null if the file cannot be read
   * @param rows as the draft has them
   */
  record Typed(String file, SheetKind kind, @Nullable CsvText text, Rows rows) {}

  List<BoundFinding> check(Typed table, List<TypedRow> typed) {
    CsvText text = table.text();
    if (text == null) {
      return List.of();
    }
    Map<Integer, TypedRow> byLine = new HashMap<>();
    List<Finding> findings = table.kind() == SheetKind.ROUTING
        ? alone(table, text, typed, byLine)
        : amongOthers(table, text, typed, byLine);
    List<BoundFinding> bound = new ArrayList<>();
    for (Finding finding : findings) {
      TypedRow row = byLine.get(finding.place().line());
      if (row != null) {
        int column =
            Binding.column(terms, table.kind(), text.headers(), finding.place().column());
        String cell = column >= 0 && column < row.cells().size() ? row.cells().get(column) : "";
        bound.add(new BoundFinding(finding, row.key(), column, Binding.fix(finding, cell), false));
      }
    }
    return bound;
  }

  private List<Finding> alone(
      Typed table, CsvText text, List<TypedRow> typed, Map<Integer, TypedRow> byLine) {
    List<Sheet.Row> lines = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      lines.add(new Sheet.Row(i + 2, typed.get(i).cells()));
      byLine.put(i + 2, typed.get(i));
    }
    return terms.check(new Sheet(table.file(), 1, text.headers(), lines), today);
  }

  private List<Finding> amongOthers(
      Typed table, CsvText text, List<TypedRow> typed, Map<Integer, TypedRow> byLine) {
    Map<String, TypedRow> byKey = new HashMap<>();
    typed.forEach(row -> byKey.put(row.key(), row));
    List<CsvLine> lines = new ArrayList<>();
    List<@Nullable TypedRow> owners = new ArrayList<>();
    for (Entry entry : table.rows().list()) {
      TypedRow row = entry.line().isComment() ? null : byKey.remove(entry.key());
      lines.add(row == null ? entry.line() : text.dialect().row(row.cells()));
      owners.add(row);
    }
    byKey.values().forEach(row -> {
      lines.add(text.dialect().row(row.cells()));
      owners.add(row);
    });
    CsvText now = text.with(lines);
    int[] numbers = now.lineNumbers();
    for (int i = 0; i < numbers.length; i++) {
      TypedRow owner = owners.get(i);
      if (owner != null) {
        byLine.put(numbers[i], owner);
      }
    }
    Findings findings = new Findings();
    List<Finding> all = new ArrayList<>();
    CsvSheet.read(table.file(), now.bytes(), table.kind(), findings).ifPresent(sheet -> {
      if (table.kind() == SheetKind.SCENARIOS) {
        new ScenarioReader(
                terms.bot().settings(),
                file -> ScenarioFolder.sample(folder, file, SinchEvents::sample),
                findings)
            .readTable(sheet);
      } else {
        all.addAll(terms.check(table.kind(), sheet));
      }
    });
    all.addAll(findings.all());
    return all;
  }
}
