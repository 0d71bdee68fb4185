package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.workbench.draft.CellConflict;
import dev.botflow.workbench.draft.ColumnView;
import dev.botflow.workbench.draft.RowView;
import dev.botflow.workbench.draft.TableView;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table of the draft as the page gets it: a row is an array, so that 10,000 of them are one short answer. */
final class TableJson {
  private static final String MAY_NOT_EDIT = "You may look at this bot, not change it.";

  private TableJson() {}

  /** @param mayEdit whether who asks may change it */
  static ObjectNode of(TableView table, boolean mayEdit) {
    String why = table.readOnly() == null && !mayEdit ? MAY_NOT_EDIT : table.readOnly();
    ObjectNode node = object()
        .put("file", table.file())
        .put("table", word(table.kind()))
        .put("revision", table.revision())
        .put("hash", table.hash())
        .put("editable", why == null && table.broken() == null)
        .put("why", why);
    node.set("dialect", dialect(table.dialect()));
    node.set("preamble", texts(table.preamble()));
    ArrayNode columns = node.putArray("columns");
    table.columns().forEach(column -> columns.add(column(column)));
    ArrayNode rows = node.putArray("rows");
    table.rows().forEach(row -> row(rows.addArray(), row));
    node.set("broken", broken(table.broken()));
    node.set("conflicts", conflicts(table.conflicts()));
    ArrayNode missing = node.putArray("missing");
    table
        .missing()
        .forEach(cell -> missing.addObject().put("key", cell.key()).put("column", cell.column()));
    node.set("missingKeys", texts(table.missingKeys()));
    return node;
  }

  private static @Nullable ObjectNode dialect(TableView.@Nullable Dialect dialect) {
    return dialect == null
        ? null
        : object()
            .put("separator", String.valueOf(dialect.separator()))
            .put("encoding", dialect.encoding())
            .put("byteOrderMark", dialect.byteOrderMark())
            .put("lineEnd", dialect.lineEnd());
  }

  private static ObjectNode column(ColumnView column) {
    ObjectNode node = object()
        .put("header", column.header())
        .put("kind", word(column.kind()))
        .put("closed", column.closed());
    node.set("suggestions", texts(column.suggestions()));
    return node;
  }

  private static void row(ArrayNode node, RowView row) {
    node.add(row.key()).add(row.line()).add(word(row.kind()));
    row.cells().forEach(node::add);
  }

  private static @Nullable ObjectNode broken(TableView.@Nullable Broken broken) {
    return broken == null
        ? null
        : object()
            .put("text", broken.text())
            .put("line", broken.line())
            .put("sentence", broken.message());
  }

  static ArrayNode conflicts(Collection<CellConflict> conflicts) {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    conflicts.forEach(conflict -> nodes
        .addObject()
        .put("key", conflict.key())
        .put("column", conflict.column())
        .put("mine", conflict.mine())
        .put("theirs", conflict.theirs())
        .put("by", conflict.by()));
    return nodes;
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    texts.forEach(node::add);
    return node;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A constant as the API writes it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
