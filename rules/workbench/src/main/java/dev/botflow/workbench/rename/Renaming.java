package dev.botflow.workbench.rename;

import dev.botflow.error.BotFlowException;
import dev.botflow.flow.Flow;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.workbench.draft.Batch;
import dev.botflow.workbench.draft.CellChange;
import dev.botflow.workbench.draft.ColumnView;
import dev.botflow.workbench.draft.Draft;
import dev.botflow.workbench.draft.Edit;
import dev.botflow.workbench.draft.Op;
import dev.botflow.workbench.draft.OpResult;
import dev.botflow.workbench.draft.RowView;
import dev.botflow.workbench.draft.TableName;
import dev.botflow.workbench.draft.TableView;
import dev.botflow.workbench.file.TextFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does a rename in all files of a draft: all is worked out before anything is written. */
public final class Renaming {
  private static final int LONGEST = 100;

  private final Draft draft;
  private final TextFiles files;

  /**
   * @param draft whose tables are changed, so that their edits can be taken back
   * @param files its texts
   */
  public Renaming(Draft draft, TextFiles files) {
    this.draft = draft;
    this.files = files;
  }

  /**
   * Gives it the other name.
   *
   * @param by who wants that
   * @return how often it was changed, by file
   * @throws BotFlowException if there is nothing of that name, if the new one is taken or none, or if a file cannot be changed
   */
  public Map<String, Integer> apply(Rename rename, String by) {
    check(rename);
    Map<TextFiles.Text, String> texts = new LinkedHashMap<>();
    for (String name : files.names()) {
      files.read(name).ifPresent(text -> {
        String now = YamlNames.renamed(name, text.text(), rename);
        if (!now.equals(text.text())) {
          texts.put(text, now);
        }
      });
    }
    Map<String, Integer> changed = new LinkedHashMap<>();
    for (TableName table : draft.tables()) {
      TableView view = draft.table(table.file());
      List<Edit> edits = edits(view, rename);
      if (!edits.isEmpty()) {
        if (view.readOnly() != null) {
          throw new BotFlowException(String.valueOf(view.readOnly()));
        }
        for (OpResult result : draft
            .apply(table.file(), new Batch(draft.revision(), edits, true, by))
            .results()) {
          if (result.status() != OpResult.Status.DONE) {
            throw new BotFlowException(
                table.file() + ": expected rows that nobody else changes just now; try again");
          }
        }
        changed.put(table.file(), edits.size());
      }
    }
    texts.forEach((text, now) -> {
      files.write(text.name(), text.hash(), now);
      changed.put(text.name(), lines(text.text(), now));
    });
    draft.lookAround();
    return changed;
  }

  private static int lines(String before, String now) {
    String[] old = before.split("\n", -1);
    String[] changed = now.split("\n", -1);
    int count = 0;
    for (int i = 0; i < old.length; i++) {
      count += old[i].equals(changed[i]) ? 0 : 1;
    }
    return count;
  }

  private void check(Rename rename) {
    boolean rule = rename.what() == Rename.What.RULE;
    String to = rename.to();
    boolean plain = !to.isBlank()
        && to.length() <= LONGEST
        && to.equals(to.strip())
        && (rule
            ? to.chars().noneMatch(Character::isISOControl) && !to.startsWith("#")
            : to.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-'));
    if (!plain) {
      throw new BotFlowException("to: expected "
          + (rule ? "the id of a row" : "letters, digits, - and _") + ", but was \"" + to + "\"");
    }
    List<String> names = names(rename);
    if (!names.contains(rename.from())) {
      throw new BotFlowException(
          "from: expected the name of a " + word(rename) + ", but was \"" + rename.from() + "\"");
    }
    if (names.contains(to)) {
      throw new BotFlowException(
          "to: expected a name no " + word(rename) + " has, but was \"" + to + "\"");
    }
  }

  private static String word(Rename rename) {
    return rename.what() == Rename.What.RULE
        ? "row"
        : rename.what() == Rename.What.FLOW ? "flow" : "step of this flow";
  }

  private List<String> names(Rename rename) {
    Map<String, Flow> flows = draft.bot().flows();
    switch (rename.what()) {
      case RULE:
        List<String> ids = new ArrayList<>();
        for (TableName table : draft.tables()) {
          if (table.kind() == SheetKind.ROUTING) {
            TableView view = draft.table(table.file());
            cells(view, ColumnView.Kind.RULE)
                .forEach((row, column) -> ids.add(row.cells().get(column)));
          }
        }
        return ids;
      case FLOW:
        return List.copyOf(flows.keySet());
      default:
        Flow flow = flows.get(rename.flow());
        return flow == null ? List.of() : List.copyOf(flow.steps().keySet());
    }
  }

  private static Map<RowView, Integer> cells(TableView view, ColumnView.Kind kind) {
    Map<RowView, Integer> cells = new LinkedHashMap<>();
    for (int i = 0; i < view.columns().size(); i++) {
      if (view.columns().get(i).kind() == kind) {
        int column = i;
        view.rows().stream()
            .filter(row -> row.kind() != RowView.Kind.SECTION)
            .forEach(row -> cells.putIfAbsent(row, column));
      }
    }
    return cells;
  }

  private static List<Edit> edits(TableView view, Rename rename) {
    List<Edit> edits = new ArrayList<>();
    for (RowView row : view.rows()) {
      List<CellChange> changes = new ArrayList<>();
      for (int i = 0; row.kind() != RowView.Kind.SECTION && i < view.columns().size(); i++) {
        String was = row.cells().get(i);
        String now = now(view.kind(), view.columns().get(i), was, rename);
        if (!now.equals(was)) {
          changes.add(new CellChange(i, was, now));
        }
      }
      if (!changes.isEmpty()) {
        edits.add(new Edit(UUID.randomUUID().toString(), new Op.SetCells(row.key(), changes)));
      }
    }
    return edits;
  }

  private static String now(SheetKind table, ColumnView column, String cell, Rename rename) {
    String header = column.header().strip().toLowerCase(Locale.ROOT);
    boolean same = cell.equals(rename.from());
    String flow = rename.what() == Rename.What.FLOW ? rename.from() : rename.flow();
    String dotted = rename.what() == Rename.What.FLOW
        ? rename.from() + "."
        : rename.flow() + "." + rename.from();
    String dottedNow =
        rename.what() == Rename.What.FLOW ? rename.to() + "." : rename.flow() + "." + rename.to();
    switch (table) {
      case ROUTING:
        boolean rule = rename.what() == Rename.What.RULE && column.kind() == ColumnView.Kind.RULE;
        boolean to = rename.what() == Rename.What.FLOW && column.kind() == ColumnView.Kind.FLOW;
        return (rule || to) && same
            ? rename.to()
            : rename.what() == Rename.What.FLOW && header.equals("last flow")
                ? word(cell, flow, rename.to())
                : cell;
      case SCENARIOS:
        boolean expected = rename.what() == Rename.What.RULE && header.equals("expect rule")
            || rename.what() == Rename.What.FLOW && header.equals("expect flow");
        return expected && same
            ? rename.to()
            : rename.what() != Rename.What.RULE && header.equals("expect state")
                ? waiting(cell, dotted, dottedNow)
                : cell;
      case TEXTS:
        boolean key = rename.what() != Rename.What.RULE
            && column.kind() == ColumnView.Kind.NAME
            && (cell + ".").startsWith(dotted.endsWith(".") ? dotted : dotted + ".");
        return key ? dottedNow + cell.substring(dotted.length()) : cell;
      default:
        return cell;
    }
  }

  private static String word(String cell, String from, String to) {
    return Pattern.compile("(?<![\\w.-])" + Pattern.quote(from) + "(?![\\w.-])")
        .matcher(cell)
        .replaceAll(Matcher.quoteReplacement(to));
  }

  private static String waiting(String cell, String from, String to) {
    return Pattern.compile(
            "(?<=waiting )" + Pattern.quote(from) + (from.endsWith(".") ? "" : "(?![\\w.-])"))
        .matcher(cell)
        .replaceAll(Matcher.quoteReplacement(to));
  }
}
