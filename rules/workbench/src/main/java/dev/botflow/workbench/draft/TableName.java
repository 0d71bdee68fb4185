package dev.botflow.workbench.draft;

/**
 * A routing table of the bot.
 *
 * @param file its path in the bot's folder; {@code bot.xlsx} for the sheet of a workbook
 * @param title how people call it
 */
public record TableName(String file, String title) {}
