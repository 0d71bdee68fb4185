package dev.botflow.workbench.draft;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of a table. Rows go by their keys, which nobody sees: ids of rules are edited, empty or there twice while
 * somebody types. {@code after} is the key of the row it shall stand below; null for the first place below the header.
 */
public sealed interface Op {

  /** Gives cells of one row other texts. */
  record SetCells(String key, List<CellChange> cells) implements Op {
    public SetCells {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Adds a row.
   *
   * @param key a key nobody has; who adds the row makes it up, such as {@code n-} and a UUID, of 64 characters at most
   * @param cells its texts by the places of the columns; those that are missing are empty
   */
  record InsertRow(String key, @Nullable String after, List<String> cells) implements Op {
    public InsertRow {
      cells = List.copyOf(cells);
    }
  }

  /** Adds a comment line, which begins a section. */
  record InsertSection(String key, @Nullable String after, String text) implements Op {}

  /** Gives a section another text. */
  record SetSection(String key, String was, String now) implements Op {}

  /** Takes rows or sections out; the draft keeps their bytes, so that they can come back as they were. */
  record RemoveRows(List<String> keys) implements Op {
    public RemoveRows {
      keys = List.copyOf(keys);
    }
  }

  /** Puts back what was taken out, byte for byte, in this order. */
  record RestoreRows(List<String> keys, @Nullable String after) implements Op {
    public RestoreRows {
      keys = List.copyOf(keys);
    }
  }

  /** Moves rows or sections, which stand in this order afterwards. */
  record MoveRows(List<String> keys, @Nullable String after) implements Op {
    public MoveRows {
      keys = List.copyOf(keys);
    }
  }
}
