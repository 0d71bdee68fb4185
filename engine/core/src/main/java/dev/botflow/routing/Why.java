package dev.botflow.routing;

import org.jspecify.annotations.Nullable;

/**
 * Why a row did not win: the one cell that failed.
 *
 * @param rule the row
 * @param column its column
 * @param cell what the cell says
 * @param found what the event had there; null for nothing
 */
public record Why(
    String rule, String column, String cell, @Nullable String found) {}
