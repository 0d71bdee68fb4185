package dev.botflow.table;

/** Which rows a look-up is for. */
public enum Phase {
  /** Rows that end whatever is open; messages only. */
  END_IT,
  /** Rows that interrupt an open question; messages only. */
  INTERRUPT,
  /** All others: the rows that wait, those that may interrupt, and every row that names an event that is no message. */
  ROUTE
}
