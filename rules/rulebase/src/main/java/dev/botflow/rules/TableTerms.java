package dev.botflow.rules;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.TableWords;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.proof.TableChecks;
import dev.botflow.table.read.ColumnWords;
import dev.botflow.table.read.TableReader;
import dev.botflow.table.sheet.Column;
import dev.botflow.table.sheet.Columns;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the routing tables of a bot may say, for who edits them: their columns, the words of a column, and what is wrong with a
 * row alone. Immutable, safe for use by many threads.
 */
public final class TableTerms {
  private final Bot bot;
  private final Columns columns;
  private final List<String> tables;
  private final String checksum;

  TableTerms(Bot bot, List<String> tables, String checksum) {
    this.bot = bot;
    this.columns = new Columns(bot.settings().factLabels());
    this.tables = List.copyOf(tables);
    this.checksum = checksum;
  }

  /** The bot, as far as its files can be read; what cannot be read is missing in it. */
  public Bot bot() {
    return bot;
  }

  /** The files with its routing tables in the order in which they are asked; those that are there. */
  public List<String> tables() {
    return tables;
  }

  /** A sum over the bot's files but its routing tables in CSV: another one if any of them changed. */
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
   * Reads rows of a table without the others: what is wrong with a cell alone, whether its flow is there.
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
