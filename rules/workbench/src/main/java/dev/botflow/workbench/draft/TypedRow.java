package dev.botflow.workbench.draft;

import java.util.List;

/**
 * A row somebody is typing in.
 *
 * @param key which row; also one the draft does not have yet
 * @param cells all its texts, by the places of the columns
 */
public record TypedRow(String key, List<String> cells) {
  public TypedRow {
    cells = List.copyOf(cells);
  }
}
