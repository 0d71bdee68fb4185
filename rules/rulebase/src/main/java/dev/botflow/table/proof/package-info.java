/**
 * Proves what holds for every event that could ever come: rows that can never win, messages that no row takes, rows
 * that overlap. Each finding has a counterexample that {@code decide} can play. A {@code ValueClasses} cuts a
 * column into values that no cell tells apart; an {@code Axis} is a column cut so; an {@code EventSpace} is all of
 * them; {@code CoverageSearch} looks for a point in it that no row covers.
 */
@NullMarked
package dev.botflow.table.proof;

import org.jspecify.annotations.NullMarked;
