package dev.botflow.table;

/**
 * A condition of a row.
 *
 * @param column the header it stands under, as this room spells it
 * @param text what the analyst wrote; {@code message} for an empty {@code What happened}, which means any message
 * @param check what it demands
 */
public record RowCell(String column, String text, Check check) {}
