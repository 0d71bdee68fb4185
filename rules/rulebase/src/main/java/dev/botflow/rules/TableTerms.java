package dev.botflow.rules;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.TableWords;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.proof.TableChecks;
import dev.botflow.table.read.ColumnWords;
import dev.botflow.table.read.DecisionReader;
import dev.botflow.table.read.ListReaders;
import dev.botflow.table.read.TableReader;
import dev.botflow.table.read.TextsReader;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.table.sheet.Column;
import dev.botflow.table.sheet.Columns;
import dev.botflow.table.sheet.SheetKind;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the tables of a bot may say, for who edits them: which there are, their columns, the words of a column, and what is
 * wrong with a row alone. Immutable, safe for use by many threads.
 */
public final class TableTerms {
  private final Bot bot;
  private final Columns columns;
  private final Map<String, SheetKind> files;
  private final String checksum;

  TableTerms(Bot bot, Map<String, SheetKind> files, String checksum) {
    this.bot = bot;
    this.columns = new Columns(bot.settings().factLabels());
    this.files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    this.checksum = checksum;
  }

  /** The bot, as far as its files can be read; what cannot be read is missing in it. */
  public Bot bot() {
    return bot;
  }

  /** The files with its routing tables in the order in which they are asked; those that are there. */
  public List<String> tables() {
    return files.entrySet().stream()
        .filter(file -> file.getValue() == SheetKind.ROUTING)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * All files that hold a table of the bot, by their path in its folder: the routing tables in their order, then the decision
   * tables, words, hours, texts and scenarios.
   */
  public Map<String, SheetKind> files() {
    return files;
  }

  /** A sum over the bot's files but its tables in CSV: another one if any of them changed. */
  public String checksum() {
    return checksum;
  }

  /** The column of a header as it stands in a file; empty if this bot has none of that name. */
  public Optional<Column> column(String header) {
    return columns.find(header);
  }

  /** The words the cells of a column may hold; empty where any text can stand. */
  public List<String> words(Column column) {
    return ColumnWords.of(column, bot);
  }

  /**
   * The words that cells of a table beside the routing table may hold; empty where any text can stand.
   *
   * @param kind which table
   * @param file its path in the bot's folder
   * @param header as it stands in the file
   */
  public List<String> words(SheetKind kind, String file, String header) {
    return ColumnWords.of(kind, file, header, bot);
  }

  /**
   * Reads a table beside the routing table without the bot's other files.
   *
   * @param kind words, hours, texts or a decision table
   * @param sheet all of it
   */
  public List<Finding> check(SheetKind kind, Sheet sheet) {
    Findings findings = new Findings();
    switch (kind) {
      case WORDS -> ListReaders.words(sheet, findings);
      case HOURS -> ListReaders.hours(sheet, findings);
      case TEXTS -> TextsReader.read(sheet, bot.settings().languages(), findings);
      case DECISIONS ->
        new DecisionReader(bot.words(), findings).read(BotSheets.decisionName(sheet.file()), sheet);
      default ->
        throw new IllegalArgumentException(
            "expected words, hours, texts or a decision table, but was " + kind);
    }
    return findings.all();
  }

  /**
   * Reads rows of a routing table without the others: what is wrong with a cell alone, whether its flow is there.
   *
   * @param sheet with the table's header and these rows only
   * @param today the day a row must still be valid on
   */
  public List<Finding> check(Sheet sheet, LocalDate today) {
    Findings findings = new Findings();
    TableReader reader =
        new TableReader(new TableWords(bot.settings(), bot.words(), bot.hours()), findings);
    reader.read(sheet);
    TableChecks.check(RoutingTable.of(reader.rows(), reader.all()), bot, today, findings);
    return findings.all();
  }
}
