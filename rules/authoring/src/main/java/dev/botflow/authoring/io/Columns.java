package dev.botflow.authoring.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Text in columns, for people. */
public final class Columns {
  private static final String GAP = "  ";

  private Columns() {}

  /** The first member as a headline, below it those that have a value, names and values aligned. */
  public static String members(ObjectNode object) {
    List<List<String>> rows = new ArrayList<>();
    String headline = "";
    for (var member : object.properties()) {
      JsonNode value = member.getValue();
      if (headline.isEmpty()) {
        headline = value.asText();
      } else if (!value.isNull()) {
        rows.add(List.of(
            "", member.getKey(), value.isValueNode() ? oneLine(value.asText()) : value.toString()));
      }
    }
    return rows.isEmpty() ? headline : headline + "\n" + aligned(rows);
  }

  /** Rows one below the other, each column as wide as its widest cell. */
  public static String aligned(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = row.get(i).codePointCount(0, row.get(i).length());
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(widths.get(i), width));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(line(row, widths));
    }
    return String.join("\n", lines);
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      line.append(cell);
      if (i < row.size() - 1) {
        line.append(" ".repeat(widths.get(i) - cell.codePointCount(0, cell.length())))
            .append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  /** A text on one line, however many it had. */
  public static String oneLine(String text) {
    return text.replace("\r", "").replace("\n", " ⏎ ");
  }
}
