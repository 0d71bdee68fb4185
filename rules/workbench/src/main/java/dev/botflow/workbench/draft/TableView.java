package dev.botflow.workbench.draft;

import dev.botflow.table.sheet.SheetKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table at one revision.
 *
 * @param file its path in the bot's folder
 * @param kind which table it is
 * @param revision the draft's revision at which it last changed
 * @param hash SHA-256 of the bytes it would be saved as, in hexadecimal digits
 * @param dialect how it is written; null for a table that is not CSV or cannot be read
 * @param preamble the lines above the header, which stay as they are
 * @param columns in the order of the file; empty if the file cannot be read
 * @param rows in the order of the file, sections among them
 * @param broken set if the file cannot be read as a table; it is shown as text then
 * @param readOnly why nothing can be changed, as a sentence; null if it can
 * @param conflicts cells that this draft and another program gave different texts; the file's are the conflict's
 *     {@code theirs}, the draft's stand in the rows
 * @param missing cells of a table of texts that a language still lacks, though a flow says them
 * @param missingKeys keys of texts that some language lacks and that have no row yet
 */
public record TableView(
    String file,
    SheetKind kind,
    long revision,
    String hash,
    @Nullable Dialect dialect,
    List<String> preamble,
    List<ColumnView> columns,
    List<RowView> rows,
    @Nullable Broken broken,
    @Nullable String readOnly,
    List<CellConflict> conflicts,
    List<Missing> missing,
    List<String> missingKeys) {
  public TableView {
    preamble = List.copyOf(preamble);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    conflicts = List.copyOf(conflicts);
    missing = List.copyOf(missing);
    missingKeys = List.copyOf(missingKeys);
  }

  /**
   * A cell.
   *
   * @param key the row's
   * @param column its place, from 0
   */
  public record Missing(String key, int column) {}

  /**
   * How a CSV file is written.
   *
   * @param separator between cells
   * @param encoding such as {@code UTF-8}
   * @param byteOrderMark true if the file begins with one
   * @param lineEnd {@code \n}, {@code \r\n} or {@code \r}
   */
  public record Dialect(char separator, String encoding, boolean byteOrderMark, String lineEnd) {}

  /**
   * A file that is no table.
   *
   * @param text what stands in it, as far as it can be decoded
   * @param line where it breaks, from 1; 0 where that is not known
   * @param message what was expected and found
   */
  public record Broken(String text, int line, String message) {}
}
