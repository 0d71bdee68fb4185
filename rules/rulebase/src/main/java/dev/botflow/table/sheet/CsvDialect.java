package dev.botflow.table.sheet;

import dev.botflow.text.Blanks;
import java.nio.charset.Charset;
import java.util.List;

/**
 * How a CSV file is written.
 *
 * @param separator between cells
 * @param charset its encoding
 * @param byteOrderMark true if it begins with one
 * @param lineEnd how its first line ends
 * @param quoted true if it has quotes around each cell
 */
public record CsvDialect(
    char separator, Charset charset, boolean byteOrderMark, String lineEnd, boolean quoted) {

  /** A new row of these cells. */
  public CsvLine row(List<String> cells) {
    return CsvLine.written(cells, null);
  }

  /** A new comment line; a line break in it becomes a blank. */
  public CsvLine comment(String text) {
    return CsvLine.written(List.of(), text);
  }

  /** A cell as it is written. */
  String cell(String text, boolean quotes, boolean first) {
    return quotes || needsQuotes(text, first) ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private boolean needsQuotes(String text, boolean first) {
    if (text.isEmpty()) {
      return false;
    }
    boolean outerBlank =
        Blanks.isBlank(text.charAt(0)) || Blanks.isBlank(text.charAt(text.length() - 1));
    return outerBlank
        || first && text.charAt(0) == '#'
        || text.indexOf('"') >= 0
        || text.indexOf(separator) >= 0
        || text.indexOf('\n') >= 0
        || text.indexOf('\r') >= 0;
  }
}
