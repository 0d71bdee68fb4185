package dev.botflow.table.sheet;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.text.Blanks;
import dev.botflow.text.TextBytes;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file as records that keep their own text: what nobody changes is printed byte for byte, and what is changed is
 * written as the file writes it. Immutable.
 */
public final class CsvText {
  private final CsvDialect dialect;
  private final String preamble;
  private final CsvLine header;
  private final List<String> headers;
  private final List<CsvLine> lines;
  private final String tail;
  private final boolean endsWithLine;

  private CsvText(
      CsvDialect dialect,
      String preamble,
      CsvLine header,
      List<CsvLine> lines,
      String tail,
      boolean endsWithLine) {
    this.dialect = dialect;
    this.preamble = preamble;
    this.header = header;
    this.headers = header.cells();
    this.lines = List.copyOf(lines);
    this.tail = tail;
    this.endsWithLine = endsWithLine;
  }

  /**
   * Reads a file, as {@link CsvSheet#read} does.
   *
   * @param kind which table it holds
   * @return empty if there is no such table in it; the findings say why
   */
  public static Optional<CsvText> read(
      String file, byte[] content, SheetKind kind, Findings findings) {
    Optional<CsvText> read = CsvSheet.open(
        file, content, kind, findings, found -> read(found, TextBytes.charset(content), content));
    if (read.isPresent() && !Arrays.equals(read.get().bytes(), content)) {
      findings.error(
          "unreadable-file",
          Place.of(file),
          "expected a table that is the same bytes when it is saved unchanged, but it would not be");
      return Optional.empty();
    }
    return read;
  }

  private static CsvText read(CsvSheet.Found found, Charset charset, byte[] content) {
    String text = found.text();
    int[] starts = LineBreaks.starts(text);
    List<CsvRecord> records = new ArrayList<>();
    for (CsvRecord record : CsvSheet.reader(text, found.separator(), false)) {
      records.add(record);
    }
    String lineEnd = LineBreaks.first(text);
    String preamble = "";
    @Nullable CsvLine header = null;
    @Nullable CsvDialect dialect = null;
    List<CsvLine> lines = new ArrayList<>();
    int skipped = found.skipped();
    int from = 0;
    for (int i = 0; i < records.size(); i++) {
      CsvRecord record = records.get(i);
      int start = starts[(int) record.getStartingLineNumber() - 1];
      int end = i + 1 < records.size()
          ? starts[(int) records.get(i + 1).getStartingLineNumber() - 1]
          : text.length();
      if (header == null) {
        if (record.isComment() || isEmptyLine(text, start) || skipped-- > 0) {
          continue;
        }
        preamble = text.substring(0, start);
        header = CsvLine.row("", text.substring(start, end), found.separator(), cells(record));
        dialect = new CsvDialect(
            found.separator(),
            charset,
            hasByteOrderMark(content, charset),
            lineEnd,
            header.isQuoted());
        from = end;
      } else if (record.isComment() || CsvSheet.isComment(record)) {
        lines.add(CsvLine.comment(
            text.substring(from, start),
            text.substring(start, end),
            found.separator(),
            Blanks.strip(record.getField(0))));
        from = end;
      } else if (!isBlank(record)) {
        lines.add(CsvLine.row(
            text.substring(from, start),
            text.substring(start, end),
            found.separator(),
            cells(record)));
        from = end;
      }
    }
    if (header == null || dialect == null) {
      throw new AssertionError("the header row was found before");
    }
    boolean endsWithLine = !text.isEmpty() && LineBreaks.isBreak(text.charAt(text.length() - 1));
    return new CsvText(dialect, preamble, header, lines, text.substring(from), endsWithLine);
  }

  private static boolean hasByteOrderMark(byte[] content, Charset charset) {
    return new String(content, 0, Math.min(4, content.length), charset).startsWith("\uFEFF");
  }

  private static boolean isEmptyLine(String text, int start) {
    return start == text.length() || LineBreaks.isBreak(text.charAt(start));
  }

  private static boolean isBlank(CsvRecord record) {
    for (int i = 0; i < record.getFieldCount(); i++) {
      if (!Blanks.strip(record.getField(i)).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static List<String> cells(CsvRecord record) {
    String[] cells = new String[record.getFieldCount()];
    Arrays.setAll(cells, i -> Blanks.strip(record.getField(i)));
    return List.of(cells);
  }

  /** How it is written. */
  public CsvDialect dialect() {
    return dialect;
  }

  /** The lines above the header row as they are. */
  public List<String> preamble() {
    return preamble.lines().toList();
  }

  /** The header row, outer blanks taken off. */
  public List<String> headers() {
    return headers;
  }

  /** Rows and comment lines below the header, in their order. */
  public List<CsvLine> lines() {
    return lines;
  }

  /** The same file with these rows and comment lines. */
  public CsvText with(List<CsvLine> newLines) {
    return new CsvText(dialect, preamble, header, newLines, tail, endsWithLine);
  }

  /** The same file with one more column behind the others, in which no row has a cell yet. */
  public CsvText withColumn(String name) {
    return new CsvText(
        dialect, preamble, header.with(headers.size(), name), lines, tail, endsWithLine);
  }

  /** The line, counted from 1, each row or comment begins on. */
  public int[] lineNumbers() {
    int[] numbers = new int[lines.size()];
    int at = 1 + LineBreaks.count(preamble) + header.breaks() + 1;
    for (int i = 0; i < numbers.length; i++) {
      CsvLine line = lines.get(i);
      at += line.leadBreaks();
      numbers[i] = at;
      at += line.breaks() + 1;
    }
    return numbers;
  }

  /** The file's bytes. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder();
    text.append(dialect.byteOrderMark() ? "\uFEFF" : "").append(preamble);
    print(header, lines.isEmpty(), text);
    for (int i = 0; i < lines.size(); i++) {
      print(lines.get(i), i + 1 == lines.size(), text);
    }
    return text.append(tail).toString().getBytes(dialect.charset());
  }

  private void print(CsvLine line, boolean last, StringBuilder text) {
    text.append(line.lead()).append(line.content(dialect));
    // A blank line at the end of the file needs the end of the line above it.
    if (!last || endsWithLine || !tail.isEmpty()) {
      text.append(line.end().isEmpty() ? dialect.lineEnd() : line.end());
    }
  }
}
