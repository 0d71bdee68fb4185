package dev.botflow.table;

import java.util.List;

/** A row of conditions, as the index sees it. */
public interface Checked {

  /** Its place; the lowest that fits wins. */
  int order();

  /** Its id, unique in its table. */
  String id();

  List<RowCell> cells();
}
