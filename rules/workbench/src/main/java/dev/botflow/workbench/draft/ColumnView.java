package dev.botflow.workbench.draft;

import java.util.List;

/**
 * A column of a table.
 *
 * @param header as it stands in the file
 * @param kind what its cells are
 * @param suggestions words its cells may hold, for completing what somebody types; empty for free texts
 * @param closed true if no other words than the suggestions are ever right
 */
public record ColumnView(String header, Kind kind, List<String> suggestions, boolean closed) {
  public ColumnView {
    suggestions = List.copyOf(suggestions);
  }

  /** What the cells of a column are. */
  public enum Kind {
    RULE,
    HAPPENED,
    CHANNEL,
    CUSTOMER,
    /** A condition on any other fact. */
    TEST,
    /** Times of the week. */
    TIMES,
    /** A date. */
    DATE,
    FLOW,
    WITH,
    DURING,
    SHARE,
    ACTIVE,
    /** For people only. */
    NOTE,
    /** The bot has no such column; kept as it is. */
    UNKNOWN
  }
}
