package dev.botflow.routing;

/** One row of a table, as the base rules see it. Rows are data: no row is ever compiled to a rule. */
public interface Row {

  /** The row's id, as the analyst wrote it. */
  String id();

  /** Its place among all rows, from 0; the lowest that fits wins. */
  int order();

  /** True if those cells hold that the look-up did not test already. */
  boolean covers(Facts facts);

  /** What it offers when it fits. */
  Candidate candidate();
}
