package dev.botflow.workbench.draft;

/**
 * One cell given another text.
 *
 * @param column the place of its column, from 0, as in {@link TableView#columns()}
 * @param was what the editor saw in it
 * @param now what it shall hold; outer blanks are taken off
 */
public record CellChange(int column, String was, String now) {}
