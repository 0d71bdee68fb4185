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
    /** What the rows of another table go by: a list, hours, the key of a text, a scenario. */
    NAME,
    /** The words of a list. */
    WORDS,
    /** Several dates. */
    DATES,
    /** A text in the column's language. */
    TEXT,
    /** The exit that a row of a decision table picks. */
    EXIT,
    /** What the contact does in a turn of a scenario. */
    ACT,
    /** What a scenario expects of a turn. */
    EXPECTATION,
    /** What holds when a scenario begins. */
    SETTING,
    /** For people only. */
    NOTE,
    /** The bot has no such column; kept as it is. */
    UNKNOWN
  }
}
