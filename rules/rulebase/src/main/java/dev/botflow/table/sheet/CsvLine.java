package dev.botflow.table.sheet;

import dev.botflow.text.Blanks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row or a comment line of a CSV file, with the empty lines above it. Given back the texts it was read with, it is the same
 * bytes again. Immutable.
 */
public final class CsvLine {
  private final String lead;
  private final String raw;
  private final String end;
  private final char separator;
  private final List<String> read;
  private final List<String> cells;
  private final int width;
  private final @Nullable String readComment;
  private final @Nullable String comment;

  private CsvLine(
      String lead,
      String raw,
      String end,
      char separator,
      List<String> read,
      List<String> cells,
      int width,
      @Nullable String readComment,
      @Nullable String comment) {
    this.lead = lead;
    this.raw = raw;
    this.end = end;
    this.separator = separator;
    this.read = read;
    this.cells = cells;
    this.width = width;
    this.readComment = readComment;
    this.comment = comment;
  }

  /** @param record its text, with the end of its last line */
  static CsvLine row(String lead, String record, char separator, List<String> cells) {
    String end = LineBreaks.last(record);
    String raw = record.substring(0, record.length() - end.length());
    return new CsvLine(lead, raw, end, separator, cells, cells, cells.size(), null, null);
  }

  /** @param first its first cell, if the line is cut into cells */
  static CsvLine comment(String lead, String record, char separator, String first) {
    String end = LineBreaks.last(record);
    String raw = record.substring(0, record.length() - end.length());
    String text = raw.startsWith("\"")
        ? first
        : raw.substring(0, raw.length() - behind(raw, separator).length());
    text = Blanks.strip(text.substring(text.indexOf('#') + 1));
    return new CsvLine(lead, raw, end, separator, List.of(), List.of(), 0, text, text);
  }

  /** One that no file has yet. */
  static CsvLine written(List<String> cells, @Nullable String comment) {
    return new CsvLine("", "", "", ',', List.of(), List.copyOf(cells), cells.size(), null, comment);
  }

  /** What stands behind a comment's text: a spreadsheet writes the empty cells of the line too. */
  private static String behind(String raw, char separator) {
    int end = raw.length();
    while (end > 0 && raw.charAt(end - 1) == separator) {
      end--;
    }
    return raw.substring(end);
  }

  /** True for a comment line. */
  public boolean isComment() {
    return comment != null;
  }

  /** The comment's text, without the sign in front; empty for a row. */
  public String comment() {
    return comment == null ? "" : comment;
  }

  /** The row's cells, outer blanks taken off; a row may have fewer or more than the header. */
  public List<String> cells() {
    return cells;
  }

  /** The cell at a place; empty where the row ends before it. */
  public String cell(int column) {
    return column < cells.size() ? cells.get(column) : "";
  }

  /** The same row with another text in one cell. */
  public CsvLine with(int column, String text) {
    List<String> changed = new ArrayList<>(cells);
    while (changed.size() <= column) {
      changed.add("");
    }
    changed.set(column, column < read.size() ? asRead(text, read.get(column)) : text);
    // Empty cells behind what was read were only made by an edit that is taken back here.
    while (changed.size() > width && changed.get(changed.size() - 1).isEmpty()) {
      changed.remove(changed.size() - 1);
    }
    return new CsvLine(
        lead, raw, end, separator, read, Collections.unmodifiableList(changed), width, null, null);
  }

  /** What was read, if that is the text but for how its lines end: browsers know only one line end. */
  private static String asRead(String text, String wasRead) {
    return LineBreaks.normal(text).equals(LineBreaks.normal(wasRead)) ? wasRead : text;
  }

  /** The same comment line with another text. */
  public CsvLine withComment(String text) {
    return new CsvLine(lead, raw, end, separator, read, cells, width, readComment, text);
  }

  String lead() {
    return lead;
  }

  String end() {
    return end;
  }

  int leadBreaks() {
    return LineBreaks.count(lead);
  }

  /** How many lines end within it. */
  int breaks() {
    if (comment != null) {
      return comment.equals(readComment) ? LineBreaks.count(raw) : 0;
    }
    if (cells.equals(read)) {
      return LineBreaks.count(raw);
    }
    int breaks = 0;
    for (String cell : cells) {
      breaks += LineBreaks.count(cell);
    }
    return breaks;
  }

  /** True if there are quotes around each of its cells. */
  boolean isQuoted() {
    return rawCells().stream().allMatch(cell -> cell.startsWith("\""));
  }

  /** What stands in the file, without the end of the line. */
  String content(CsvDialect dialect) {
    if (comment != null) {
      return comment.equals(readComment) ? raw : commentContent(comment);
    }
    if (!raw.isEmpty() && cells.equals(read)) {
      return raw;
    }
    List<String> own = raw.isEmpty() ? List.of() : rawCells();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      text.append(i == 0 ? "" : dialect.separator());
      boolean kept = i < read.size() && cells.get(i).equals(read.get(i));
      boolean quotes = i < own.size() ? own.get(i).startsWith("\"") : dialect.quoted();
      text.append(kept ? own.get(i) : dialect.cell(cells.get(i), quotes, i == 0));
    }
    return text.toString();
  }

  private String commentContent(String text) {
    String line = text.replace("\r\n", " ").replace('\n', ' ').replace('\r', ' ');
    String behind =
        raw.startsWith("\"") ? raw.substring(rawCells().get(0).length()) : behind(raw, separator);
    return (line.isEmpty() ? "#" : "# " + line) + behind;
  }

  /** The texts of its cells as they stand in the file, with their quotes and blanks. */
  private List<String> rawCells() {
    List<String> own = new ArrayList<>(read.size());
    int from = 0;
    boolean quoted = raw.startsWith("\"");
    for (int i = quoted ? 1 : 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (quoted && c == '"') {
        // A doubled quote is left and entered again at once.
        quoted = false;
      } else if (!quoted && c == '"' && raw.charAt(from) == '"') {
        quoted = true;
      } else if (!quoted && c == separator) {
        own.add(raw.substring(from, i));
        from = i + 1;
        if (from < raw.length() && raw.charAt(from) == '"') {
          quoted = true;
          i++;
        }
      }
    }
    own.add(raw.substring(from));
    return own;
  }

  @Override
  public String toString() {
    return comment == null ? "CsvLine" + Arrays.toString(cells.toArray()) : "CsvLine#" + comment;
  }
}
