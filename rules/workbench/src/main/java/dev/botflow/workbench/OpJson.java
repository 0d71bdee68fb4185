package dev.botflow.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.workbench.draft.Applied;
import dev.botflow.workbench.draft.Batch;
import dev.botflow.workbench.draft.CellChange;
import dev.botflow.workbench.draft.Edit;
import dev.botflow.workbench.draft.Op;
import dev.botflow.workbench.draft.OpResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations on a table and what came of them; what undoes one is written as it would be sent. */
final class OpJson {
  static final int MOST = 1_000;
  private static final int MOST_ROWS = 100_000;
  private static final int MOST_COLUMNS = 1_000;
  private static final int LONGEST_KEY = 64;

  private OpJson() {}

  static Batch batch(Fields body, String by) {
    List<Edit> edits = new ArrayList<>();
    for (Fields op : body.objects("ops", MOST)) {
      edits.add(new Edit(key(op, "id"), op(op)));
    }
    return new Batch(body.number("base"), edits, body.truth("atomic"), by);
  }

  private static Op op(Fields op) {
    String kind = op.text("op");
    switch (kind) {
      case "set":
        return new Op.SetCells(key(op, "key"), changes(op));
      case "insert":
        return new Op.InsertRow(key(op, "key"), after(op), op.texts("cells", MOST_COLUMNS));
      case "insert_section":
        return new Op.InsertSection(key(op, "key"), after(op), op.text("now"));
      case "set_section":
        return new Op.SetSection(key(op, "key"), op.text("was"), op.text("now"));
      case "remove":
        return new Op.RemoveRows(op.texts("keys", MOST_ROWS));
      case "restore":
        return new Op.RestoreRows(op.texts("keys", MOST_ROWS), after(op));
      case "move":
        return new Op.MoveRows(op.texts("keys", MOST_ROWS), after(op));
      default:
        throw new Problem(
            400,
            op.path()
                + "op: expected set, insert, insert_section, set_section, remove, restore or move, but was \""
                + kind + "\"");
    }
  }

  private static String key(Fields op, String name) {
    String key = op.text(name);
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new Problem(
          400,
          op.path() + name + ": expected 1 to " + LONGEST_KEY + " characters, but was "
              + key.length());
    }
    return key;
  }

  private static @Nullable String after(Fields op) {
    return op.optional("after").orElse(null);
  }

  private static List<CellChange> changes(Fields op) {
    List<CellChange> changes = new ArrayList<>();
    for (Fields cell : op.objects("cells", MOST_COLUMNS)) {
      long column = cell.number("column");
      if (column < 0 || column > MOST_COLUMNS) {
        throw new Problem(
            400, cell.path() + "column: expected a column's place, but was " + column);
      }
      changes.add(new CellChange((int) column, cell.text("was"), cell.text("now")));
    }
    return changes;
  }

  static ObjectNode applied(Applied applied) {
    ObjectNode node = TableJson.object().put("revision", applied.revision());
    ArrayNode results = node.putArray("results");
    applied.results().forEach(result -> results.add(result(result)));
    return node;
  }

  private static ObjectNode result(OpResult result) {
    ObjectNode node = TableJson.object()
        .put("id", result.id())
        .put("status", TableJson.word(result.status()))
        .put("sentence", result.message());
    ArrayNode inverse = node.putArray("inverse");
    result.inverse().forEach(op -> inverse.add(written(op)));
    node.set("conflicts", TableJson.conflicts(result.conflicts()));
    return node;
  }

  private static JsonNode written(Op op) {
    ObjectNode node = TableJson.object();
    if (op instanceof Op.SetCells set) {
      node.put("op", "set").put("key", set.key());
      ArrayNode cells = node.putArray("cells");
      set.cells()
          .forEach(cell -> cells
              .addObject()
              .put("column", cell.column())
              .put("was", cell.was())
              .put("now", cell.now()));
    } else if (op instanceof Op.InsertRow insert) {
      node.put("op", "insert").put("key", insert.key()).put("after", insert.after());
      node.set("cells", TableJson.texts(insert.cells()));
    } else if (op instanceof Op.InsertSection insert) {
      node.put("op", "insert_section")
          .put("key", insert.key())
          .put("after", insert.after())
          .put("now", insert.text());
    } else if (op instanceof Op.SetSection set) {
      node.put("op", "set_section")
          .put("key", set.key())
          .put("was", set.was())
          .put("now", set.now());
    } else if (op instanceof Op.RemoveRows remove) {
      node.put("op", "remove").set("keys", TableJson.texts(remove.keys()));
    } else if (op instanceof Op.RestoreRows restore) {
      node.put("op", "restore").put("after", restore.after());
      node.set("keys", TableJson.texts(restore.keys()));
    } else if (op instanceof Op.MoveRows move) {
      node.put("op", "move").put("after", move.after());
      node.set("keys", TableJson.texts(move.keys()));
    } else {
      throw new AssertionError(op);
    }
    return node;
  }
}
