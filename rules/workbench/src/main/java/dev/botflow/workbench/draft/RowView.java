package dev.botflow.workbench.draft;

import java.util.List;

/**
 * A row as it stands in the draft.
 *
 * @param key what operations call it; never the rule's id
 * @param line the line it would begin on if the draft were saved, from 1
 * @param cells as found, outer blanks taken off; at least as many as there are columns. A section has one, the comment's text
 */
public record RowView(String key, int line, Kind kind, List<String> cells) {
  public RowView {
    cells = List.copyOf(cells);
  }

  /** What a line of the file is. */
  public enum Kind {
    ROW,
    /** A row that its column Active switches off. */
    OFF,
    /** A comment line. */
    SECTION
  }
}
