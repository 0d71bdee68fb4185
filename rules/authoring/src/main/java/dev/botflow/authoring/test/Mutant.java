package dev.botflow.authoring.test;

import dev.botflow.error.Place;
import dev.botflow.routing.BotVersion;
import org.jspecify.annotations.Nullable;

/**
 * A bot with one thing in its tables changed on purpose: scenarios that still pass do not look at that thing.
 *
 * @param kind {@code remove-row}, {@code negate-cell} or {@code widen-cell}
 * @param rule the row's id; {@code table.row} for one of a decision table
 * @param column the cell's column; null for a whole row
 * @param place where it stands
 * @param cell what the cell says; null for a whole row
 * @param bot the changed bot
 */
record Mutant(
    String kind,
    String rule,
    @Nullable String column,
    Place place,
    @Nullable String cell,
    BotVersion bot) {
  static final String REMOVE_ROW = "remove-row";
  static final String NEGATE_CELL = "negate-cell";
  static final String WIDEN_CELL = "widen-cell";

  /** {@code routing.csv:9: R10: At: "Mon-Fri" negated}. */
  String sentence() {
    return switch (kind) {
      case REMOVE_ROW -> place + ": the row removed";
      case NEGATE_CELL -> place + ": \"" + cell + "\" turned into its opposite";
      default -> place + ": \"" + cell + "\" left empty";
    };
  }
}
