package dev.botflow.table;

import java.util.List;

/** What the column {@code Customer is} asks about, as the lists of words that hold for a contact. */
public final class Customer {
  public static final String NEW = "new";
  public static final String RETURNING = "returning";
  public static final String OPTED_OUT = "opted out";

  /** The words the column knows. */
  public static final List<String> WORDS = List.of(NEW, RETURNING, OPTED_OUT);

  private static final List<String> NEW_ONE = List.of(NEW);
  private static final List<String> RETURNING_ONE = List.of(RETURNING);
  private static final List<String> NEW_OPTED_OUT = List.of(NEW, OPTED_OUT);
  private static final List<String> RETURNING_OPTED_OUT = List.of(RETURNING, OPTED_OUT);

  private Customer() {}

  /** The words that hold; always one of four lists. */
  public static List<String> is(boolean isNew, boolean optedOut) {
    if (optedOut) {
      return isNew ? NEW_OPTED_OUT : RETURNING_OPTED_OUT;
    }
    return isNew ? NEW_ONE : RETURNING_ONE;
  }

  /** Every list there can be. */
  public static List<List<String>> states() {
    return List.of(NEW_ONE, RETURNING_ONE, NEW_OPTED_OUT, RETURNING_OPTED_OUT);
  }
}
