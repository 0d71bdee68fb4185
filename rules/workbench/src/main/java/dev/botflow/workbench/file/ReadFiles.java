package dev.botflow.workbench.file;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.rules.BotFolder;
import dev.botflow.table.sheet.CsvLine;
import dev.botflow.table.sheet.CsvText;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.TextBytes;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Internal: the files of a bot that nobody writes, a published version's, to be read: tables as rows, the others as text. */
public final class ReadFiles {
  private final Path bot;

  /** @param bot the bot's folder */
  public ReadFiles(Path bot) {
    this.bot = bot;
  }

  /**
   * A file.
   *
   * @param name its path in the bot's folder
   * @param text all of it, with {@code \n} at the end of each line; empty for a table that can be read
   * @param columns the headers of a table; empty if it is none, or cannot be read as one
   * @param rows of a table, comment lines included
   */
  public record Shown(String name, String text, List<String> columns, List<Row> rows) {
    public Shown {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * A row of a table.
   *
   * @param line where it stands in the file
   * @param comment true for a comment line, whose text is its only cell
   * @param cells as the reader trims them
   */
  public record Row(int line, boolean comment, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /** Their paths in the bot's folder, tables first; true for a table. */
  public Map<String, Boolean> names() {
    Map<String, Boolean> names = new LinkedHashMap<>();
    BotFolder.terms(bot).files().keySet().forEach(name -> names.put(name, true));
    new TextFiles(bot).names().forEach(name -> names.putIfAbsent(name, false));
    return names;
  }

  /**
   * A file.
   *
   * @return empty if the bot has no such file
   * @throws BotFlowException if it is too large or no text
   */
  public Optional<Shown> read(String name) {
    SheetKind kind = BotFolder.terms(bot).files().get(name);
    if (kind != null) {
      return new TableFile(bot, name).read().map(bytes -> table(name, bytes, kind));
    }
    return new TextFiles(bot)
        .read(name)
        .map(text -> new Shown(name, text.text(), List.of(), List.of()));
  }

  private static Shown table(String name, byte[] bytes, SheetKind kind) {
    Optional<CsvText> read = CsvText.read(name, bytes, kind, new Findings());
    if (read.isEmpty()) {
      return new Shown(name, text(name, bytes), List.of(), List.of());
    }
    int[] numbers = read.get().lineNumbers();
    List<Row> rows = new ArrayList<>();
    for (CsvLine line : read.get().lines()) {
      boolean comment = line.isComment();
      rows.add(
          new Row(numbers[rows.size()], comment, comment ? List.of(line.comment()) : line.cells()));
    }
    return new Shown(name, "", read.get().headers(), rows);
  }

  private static String text(String name, byte[] bytes) {
    try {
      return TextBytes.decode(bytes).replace("\r\n", "\n").replace('\r', '\n');
    } catch (CharacterCodingException e) {
      throw new BotFlowException(
          name + ": expected text in UTF-8 or UTF-16, but line " + TextBytes.brokenLine(bytes)
              + " has a byte that is neither",
          e);
    }
  }
}
