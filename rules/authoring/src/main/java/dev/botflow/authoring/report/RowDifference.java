package dev.botflow.authoring.report;

import dev.botflow.cell.Cell;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.DroolsDecisionTables;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.table.Check;
import dev.botflow.table.DecisionRow;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.table.sheet.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is different between two bots, row by row and flow by flow, in plain sentences. */
public final class RowDifference {

  /**
   * One difference.
   *
   * @param rule the row it concerns; null where it concerns none
   * @param file where it is written, as far as that is known; where it was, of what is gone
   * @param sentence what it is
   */
  public record Change(@Nullable String rule, String file, String sentence) {}

  private final List<TableRow> before;
  private final List<TableRow> after;
  private final List<Change> changes = new ArrayList<>();

  private RowDifference(BotVersion one, BotVersion other) {
    this.before = rows(one);
    this.after = rows(other);
  }

  public static List<Change> of(BotVersion one, BotVersion other) {
    RowDifference difference = new RowDifference(one, other);
    difference.rows();
    difference.flows(one.bot(), other.bot());
    difference.decisions(decisions(one), decisions(other));
    return difference.changes;
  }

  private static List<TableRow> rows(BotVersion version) {
    return version.router() instanceof DroolsRouter router ? router.table().rows() : List.of();
  }

  private void rows() {
    Map<String, TableRow> old = new LinkedHashMap<>();
    before.forEach(row -> old.put(row.id(), row));
    Set<String> kept = new LinkedHashSet<>();
    after.forEach(row -> kept.add(row.id()));
    Set<String> moved = moved(old, kept);
    for (TableRow row : after) {
      TableRow was = old.get(row.id());
      if (was == null) {
        add(row, row.id() + " is new: " + described(row));
      } else {
        if (moved.contains(row.id())) {
          add(row, row.id() + " now stands " + place(row));
        }
        cells(was, row);
      }
    }
    for (TableRow row : before) {
      if (!kept.contains(row.id())) {
        add(row, row.id() + " is gone: it was " + described(row));
      }
    }
  }

  /** The fewest rows that have to be moved to get the new order: all but a longest run that kept theirs. */
  private Set<String> moved(Map<String, TableRow> old, Set<String> kept) {
    List<TableRow> common =
        before.stream().filter(row -> kept.contains(row.id())).toList();
    List<TableRow> now = after.stream().filter(row -> old.containsKey(row.id())).toList();
    int[] length = new int[now.size()];
    int[] previous = new int[now.size()];
    int[] orders = now.stream().mapToInt(row -> order(old, row)).toArray();
    int best = -1;
    for (int i = 0; i < now.size(); i++) {
      previous[i] = -1;
      length[i] = 1;
      for (int j = Math.max(0, i - 2_000); j < i; j++) {
        if (orders[j] < orders[i] && length[j] + 1 > length[i]) {
          length[i] = length[j] + 1;
          previous[i] = j;
        }
      }
      best = best < 0 || length[i] > length[best] ? i : best;
    }
    Set<String> moved = new LinkedHashSet<>();
    common.forEach(row -> moved.add(row.id()));
    for (int i = best; i >= 0; i = previous[i]) {
      moved.remove(now.get(i).id());
    }
    return moved;
  }

  private static int order(Map<String, TableRow> old, TableRow row) {
    TableRow was = old.get(row.id());
    return was == null ? 0 : was.order();
  }

  private String place(TableRow row) {
    return row.order() + 1 < after.size()
        ? "above " + after.get(row.order() + 1).id()
        : "last";
  }

  private static String described(TableRow row) {
    StringBuilder text = new StringBuilder();
    for (RowCell cell : row.cells()) {
      text.append(cell.column()).append(' ').append(cell.text()).append(", ");
    }
    return text + "to flow " + row.flow();
  }

  private void cells(TableRow was, TableRow row) {
    Set<String> columns = new LinkedHashSet<>();
    was.cells().forEach(cell -> columns.add(cell.column()));
    row.cells().forEach(cell -> columns.add(cell.column()));
    for (String column : columns) {
      RowCell from = cell(was, column);
      RowCell to = cell(row, column);
      if (from == null && to != null) {
        add(row, row.id() + " now asks for " + column + " " + to.text());
      } else if (from != null && to == null) {
        add(row, row.id() + " no longer asks for " + column + " " + from.text());
      } else if (from != null && to != null && !from.check().equals(to.check())) {
        add(row, row.id() + " " + changed(column, from, to));
      }
    }
    if (!was.flow().equals(row.flow())) {
      add(row, row.id() + " now starts " + row.flow() + " instead of " + was.flow());
    }
    if (!was.with().equals(row.with())) {
      add(row, row.id() + " now gives its flow " + ValueDifference.with(was.with(), row.with()));
    }
    if (was.during() != row.during()) {
      add(
          row,
          row.id() + " now says \"" + row.during().word() + "\" during a question instead of \""
              + was.during().word() + "\"");
    }
  }

  private static @Nullable RowCell cell(TableRow row, String column) {
    return row.cells().stream()
        .filter(cell -> cell.column().equals(column))
        .findFirst()
        .orElse(null);
  }

  /** {@code now also covers RCS}, where the cell lists words; else from and to. */
  private static String changed(String column, RowCell from, RowCell to) {
    Cell.AnyOf old = words(from);
    Cell.AnyOf now = words(to);
    if (old == null || now == null) {
      return "now asks for " + column + " " + to.text() + " instead of " + from.text();
    }
    List<String> added = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (int i = 0; i < now.words().size(); i++) {
      if (!old.folded().contains(now.folded().get(i))) {
        added.add(now.words().get(i));
      }
    }
    for (int i = 0; i < old.words().size(); i++) {
      if (!now.folded().contains(old.folded().get(i))) {
        gone.add(old.words().get(i));
      }
    }
    String also = added.isEmpty() ? "" : "now also covers " + String.join(", ", added);
    String not = gone.isEmpty() ? "" : "no longer covers " + String.join(", ", gone);
    return also + (also.isEmpty() || not.isEmpty() ? "" : " and ") + not + " in " + column;
  }

  private static Cell.@Nullable AnyOf words(RowCell cell) {
    if (!(cell.check() instanceof Check.Value value)) {
      return null;
    }
    if (value.subject().what() == Subject.What.MESSAGE) {
      // Any message, which covers each of its kinds: a row for texts alone covers fewer events.
      return Cell.AnyOf.of(EventKind.messages().stream().map(EventKind::name).toList());
    }
    return value.cell() instanceof Cell.AnyOf anyOf ? anyOf : null;
  }

  private void flows(Bot one, Bot other) {
    other.flows().forEach((name, flow) -> {
      if (one.flow(name).isEmpty()) {
        changes.add(new Change(null, flow.file(), "flow " + name + " is new"));
      } else if (!same(one, other, name)) {
        List<String> texts =
            one.flow(name).map(was -> ValueDifference.texts(was, flow)).orElseGet(List::of);
        tell(flow.file(), texts, "flow " + name + " changed");
      }
    });
    one.flows().values().stream()
        .filter(flow -> other.flow(flow.name()).isEmpty())
        .forEach(
            flow -> changes.add(new Change(null, flow.file(), "flow " + flow.name() + " is gone")));
    if (!one.words().equals(other.words())) {
      tell(
          sheet("words.csv"),
          ValueDifference.words(one.words(), other.words()),
          "the word lists changed");
    }
    if (!one.hours().equals(other.hours())) {
      tell(
          sheet("hours.csv"),
          ValueDifference.hours(one.hours(), other.hours()),
          "the opening hours changed");
    }
    if (!one.texts().equals(other.texts())) {
      tell(
          sheet("texts.csv"),
          ValueDifference.texts(one.texts(), other.texts()),
          "texts in other languages changed");
    }
    if (!one.settings().equals(other.settings())) {
      tell(
          "bot.yaml",
          ValueDifference.settings(one.settings(), other.settings()),
          "the settings in bot.yaml changed");
    }
  }

  private static Map<String, List<DecisionRow>> decisions(BotVersion version) {
    Map<String, List<DecisionRow>> decisions = new LinkedHashMap<>();
    if (version.tables() instanceof DroolsDecisionTables tables) {
      tables.tables().forEach(table -> decisions.put(table.name(), table.rows()));
    }
    return decisions;
  }

  private void decisions(Map<String, List<DecisionRow>> one, Map<String, List<DecisionRow>> other) {
    other.forEach((name, rows) -> {
      List<DecisionRow> was = one.get(name);
      if (was == null) {
        changes.add(new Change(null, file(name, rows), "decision table " + name + " is new"));
      } else if (!asked(was).equals(asked(rows))) {
        tell(
            file(name, rows),
            ValueDifference.rows(name, was, rows),
            "decision table " + name + " changed");
      }
    });
    one.forEach((name, rows) -> {
      if (!other.containsKey(name)) {
        changes.add(new Change(null, file(name, rows), "decision table " + name + " is gone"));
      }
    });
  }

  private static String file(String table, List<DecisionRow> rows) {
    return rows.isEmpty() ? "decisions/" + table + ".csv" : rows.get(0).place().file();
  }

  /** The file of a table; a workbook has them all. */
  private String sheet(String file) {
    boolean workbook =
        after.stream().anyMatch(row -> row.place().file().equals(BotSheets.WORKBOOK));
    return workbook ? BotSheets.WORKBOOK : file;
  }

  /** What rows ask and pick, wherever they stand in a file. */
  private static List<Object> asked(List<DecisionRow> rows) {
    List<Object> asked = new ArrayList<>();
    rows.forEach(row -> asked.add(
        List.of(row.id(), row.exit(), row.cells().stream().map(RowCell::check).toList())));
    return asked;
  }

  private static boolean same(Bot one, Bot other, String name) {
    return one.flow(name)
        .map(RowDifference::content)
        .equals(other.flow(name).map(RowDifference::content));
  }

  /** What the flow says, wherever it is written; the order of its steps counts, since it is the way it goes. */
  private static List<Object> content(Flow flow) {
    return Arrays.asList(
        flow.legal(), flow.returns(), flow.onError(), List.copyOf(flow.steps().values()));
  }

  /** The sentences; where there are none, what is known at least. */
  private void tell(String file, List<String> sentences, String otherwise) {
    (sentences.isEmpty() ? List.of(otherwise) : sentences)
        .forEach(sentence -> changes.add(new Change(null, file, sentence)));
  }

  private void add(TableRow row, String sentence) {
    changes.add(new Change(row.id(), row.place().file(), sentence));
  }

  /** The channel as a sentence names it. */
  public static String on(@Nullable Channel channel) {
    return channel == null ? "without a channel" : "on " + channel.name();
  }
}
