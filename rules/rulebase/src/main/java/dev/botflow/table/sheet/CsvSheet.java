package dev.botflow.table.sheet;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.sheet.Sheet;
import dev.botflow.text.Blanks;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextBytes;
import dev.botflow.text.TextFold;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV as spreadsheets of all countries write it. What is certain is mended (byte order mark, separator, blank
 * lines, NBSP); what would be a guess is refused. Nothing is ever evaluated: a cell is its text.
 */
public final class CsvSheet {
  private static final List<Character> SEPARATORS = List.of(';', '\t', ',');
  private static final int HEADER_WITHIN_ROWS = 20;

  private CsvSheet() {}

  /**
   * Reads a file.
   *
   * @param kind which table it holds
   * @return empty if there is no such table in it; the findings say why
   */
  public static Optional<Sheet> read(
      String file, byte[] content, SheetKind kind, Findings findings) {
    return open(
        file,
        content,
        kind,
        findings,
        found -> SheetCells.withoutHelpers(sheet(file, found, findings)));
  }

  /**
   * A file's text, cut into cells the one way that shows the header row.
   *
   * @param skipped how many records stand before the header row, comments not counted
   */
  record Found(String text, char separator, int skipped) {}

  /**
   * Finds the table in a file.
   *
   * @param use makes something of it; may meet records that cannot be cut into cells
   * @return empty if there is no such table, or if it cannot be cut into cells; the findings say why
   */
  static <T> Optional<T> open(
      String file, byte[] content, SheetKind kind, Findings findings, Function<Found, T> use) {
    String header = kind.header();
    if (isWorkbook(content)) {
      findings.error(
          "unreadable-file",
          Place.of(file),
          "expected a CSV file, but this is a workbook under that name; save the table as \"CSV UTF-8\"");
      return Optional.empty();
    }
    String text;
    try {
      text = TextBytes.decode(content);
    } catch (CharacterCodingException e) {
      findings.error(
          "unreadable-file",
          Place.of(file, TextBytes.brokenLine(content)),
          "expected text in UTF-8 or UTF-16, but found a byte that is neither; save the table as \"CSV UTF-8\"");
      return Optional.empty();
    }
    try {
      for (char separator : SEPARATORS) {
        int skipped = headerRow(text, separator, header);
        if (skipped >= 0) {
          return Optional.of(use.apply(new Found(text, separator, skipped)));
        }
      }
    } catch (CsvParseException e) {
      findings.error(
          "unreadable-file",
          Place.of(file, line(e)),
          "expected cells that end where their quotes do, but a quote in this row is not closed, or text follows it");
      return Optional.empty();
    }
    findings.error(
        "missing-column",
        Place.of(file),
        "expected a header row with the column " + header + ", but found none"
            + hint(text, header));
    return Optional.empty();
  }

  /**
   * A line that is for people only.
   *
   * @param line where it stands, counted from 1
   * @param text what follows the {@code #}
   */
  public record Comment(int line, String text) {}

  /** The comment lines of a file that can be read; none for one that cannot. */
  public static List<Comment> comments(byte[] content, SheetKind kind) {
    List<Comment> comments = new ArrayList<>();
    try {
      String text = TextBytes.decode(content);
      for (char separator : SEPARATORS) {
        if (headerRow(text, separator, kind.header()) >= 0) {
          for (CsvRecord record : reader(text, separator)) {
            if (record.isComment()) {
              comments.add(new Comment((int) record.getStartingLineNumber(), record.getField(0)));
            }
          }
          return comments;
        }
      }
    } catch (CharacterCodingException | CsvParseException e) {
      comments.clear(); // Told where the table is read.
    }
    return comments;
  }

  /** True for what begins as XLSX or XLS files do. */
  private static boolean isWorkbook(byte[] content) {
    return content.length > 3
        && (content[0] == 'P' && content[1] == 'K' && content[2] == 3 && content[3] == 4
            || (content[0] & 0xff) == 0xd0 && (content[1] & 0xff) == 0xcf && content[2] == 0x11);
  }

  private static CsvReader<CsvRecord> reader(String text, char separator) {
    return reader(text, separator, true);
  }

  /** The one reader of CSV; lines without anything are records of their own unless they are skipped. */
  static CsvReader<CsvRecord> reader(String text, char separator, boolean skipEmptyLines) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .commentStrategy(CommentStrategy.READ)
        .skipEmptyLines(skipEmptyLines)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        // By a reader, which is read in small parts; a text is copied whole, for each separator
        // tried.
        .ofCsvRecord(new StringReader(text));
  }

  /** How many records stand before the header row; -1 if there is none with this separator. */
  private static int headerRow(String text, char separator, String header) {
    String wanted = TextFold.fold(header);
    try (CloseableIterator<CsvRecord> records = reader(text, separator).iterator()) {
      int i = 0;
      while (i < HEADER_WITHIN_ROWS && records.hasNext()) {
        CsvRecord record = records.next();
        if (record.isComment()) {
          continue;
        }
        if (!isComment(record)
            && record.getFields().stream().anyMatch(one -> TextFold.fold(one).equals(wanted))) {
          return i;
        }
        i++;
      }
    } catch (CsvParseException e) {
      return -1; // With another separator the same quotes may be fine; the right one reports it
      // below.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return -1;
  }

  private static Sheet sheet(String file, Found found, Findings findings) {
    int skipped = found.skipped();
    char separator = found.separator();
    List<String> headers = List.of();
    int headerLine = 0;
    List<Sheet.Row> rows = new ArrayList<>();
    int index = 0;
    for (CsvRecord record : reader(found.text(), separator)) {
      if (record.isComment()) {
        refuseError(file, record, separator, findings);
        continue;
      }
      if (index == skipped) {
        headers = cells(record);
        headerLine = (int) record.getStartingLineNumber();
      } else if (index > skipped && !isComment(record)) {
        List<String> cells = cells(record);
        if (!isBlank(cells)) {
          rows.add(new Sheet.Row((int) record.getStartingLineNumber(), cells));
        }
      }
      index++;
    }
    return new Sheet(file, headerLine, headers, rows);
  }

  /** A row whose first cell is an error of the spreadsheet looks like a comment, and would be missed by nobody. */
  private static void refuseError(
      String file, CsvRecord record, char separator, Findings findings) {
    String line = "#" + record.getField(0);
    int end = line.indexOf(separator);
    String first = Blanks.strip(end < 0 ? line : line.substring(0, end));
    if (end >= 0 && SpreadsheetTraces.isError(first)) {
      findings.error(
          "unreadable-cell",
          Place.of(file, (int) record.getStartingLineNumber()),
          "expected plain text in the first cell, but was \"" + first
              + "\", an error of the spreadsheet");
    }
  }

  /** True for a row that is a comment to people, although a spreadsheet wrote it as cells. */
  static boolean isComment(CsvRecord record) {
    return Blanks.strip(record.getField(0)).startsWith("#");
  }

  private static boolean isBlank(List<String> cells) {
    for (String cell : cells) {
      if (!cell.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static List<String> cells(CsvRecord record) {
    String[] cells = new String[record.getFieldCount()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = FormulaEscape.unescaped(Blanks.strip(record.getField(i)));
    }
    return List.of(cells);
  }

  /** The line of the row that cannot be cut into cells, which the parser tells in its message only; 0 if it does not. */
  private static int line(CsvParseException e) {
    String message = String.valueOf(e.getMessage());
    int at = message.indexOf("starting at line ");
    int line = 0;
    for (int i = at + "starting at line ".length();
        at >= 0 && i < message.length() && i < at + 26;
        i++) {
      char c = message.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      line = line * 10 + c - '0';
    }
    return line;
  }

  /** What the author may have meant by a header near the wanted one. */
  private static String hint(String text, String header) {
    String nearest = nearest(text, header);
    return nearest == null ? "" : " (did you mean \"" + header + "\" by \"" + nearest + "\"?)";
  }

  private static @Nullable String nearest(String text, String header) {
    int start = text.startsWith("#") ? text.indexOf('\n') + 1 : 0;
    int end = text.indexOf('\n', start);
    String line = text.substring(start, end < 0 ? text.length() : end);
    for (char separator : SEPARATORS) {
      int from = 0;
      while (from <= line.length()) {
        int next = line.indexOf(separator, from);
        String cell = Blanks.strip(line.substring(from, next < 0 ? line.length() : next));
        if (Suggestion.nearest(cell, List.of(header)).isPresent()) {
          return cell;
        }
        from = next < 0 ? line.length() + 1 : next + 1;
      }
    }
    return null;
  }
}
