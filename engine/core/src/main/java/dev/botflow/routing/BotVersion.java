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
    String checksum) {}
