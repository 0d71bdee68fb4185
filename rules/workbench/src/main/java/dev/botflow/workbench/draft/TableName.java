package dev.botflow.workbench.draft;

import dev.botflow.table.sheet.SheetKind;

/**
 * A table of the bot.
 *
 * @param file its path in the bot's folder; {@code bot.xlsx} for the sheet of a workbook
 * @param title how people call it
 * @param kind which table it is
 * @param revision the draft's revision at which it last changed
 * @param rows how many rows it has, without comment lines; -1 where that is not known
 */
public record TableName(String file, String title, SheetKind kind, long revision, int rows) {}
