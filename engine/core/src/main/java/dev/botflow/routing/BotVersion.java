package dev.botflow.routing;

import dev.botflow.flow.Bot;
import dev.botflow.message.ChannelCatalog;

/**
 * A bot ready to run: its flows, its compiled rule base and its tables, as one immutable whole.
 *
 * @param channels what each channel can show
 * @param number 1 and up; 0 for one that was never published
 * @param checksum equal for equal content
 */
public record BotVersion(
    Bot bot,
    Router router,
    DecisionTables tables,
    ChannelCatalog channels,
    long number,
    String checksum) {

  /** The same version of another bot's flows. */
  public BotVersion withBot(Bot other) {
    return new BotVersion(other, router, tables, channels, number, checksum);
  }

  /** The same version with other rules and tables. */
  public BotVersion withRules(Router otherRouter, DecisionTables otherTables) {
    return new BotVersion(bot, otherRouter, otherTables, channels, number, checksum);
  }

  /** The same version under another number. */
  public BotVersion withNumber(long other) {
    return new BotVersion(bot, router, tables, channels, other, checksum);
  }
}
