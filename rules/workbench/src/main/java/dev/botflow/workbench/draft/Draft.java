package dev.botflow.workbench.draft;

import dev.botflow.rules.BotReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * A bot's folder as somebody edits it. Safe for use by many threads; no call but {@link #save} and {@link #open} waits for
 * the disk or for a check.
 */
public final class Draft implements AutoCloseable {
  /** Who wrote what another program put into a file. */
  public static final String OUTSIDE = "outside";

  /**
   * Opens a folder and reads its tables.
   *
   * @throws FolderTakenException if another workbench has it open
   * @throws dev.botflow.error.BotFlowException if there is no such folder
   */
  public static Draft open(Path folder, DraftOptions options) {
    throw new UnsupportedOperationException();
  }

  /** The folder. */
  public Path folder() {
    throw new UnsupportedOperationException();
  }

  /** The draft's revision: each batch that changes anything makes the next. */
  public long revision() {
    throw new UnsupportedOperationException();
  }

  /** The routing tables, in the order in which they are asked. */
  public List<TableName> tables() {
    throw new UnsupportedOperationException();
  }

  /**
   * A table as it stands in the draft.
   *
   * @throws UnknownTableException if there is none of that name
   */
  public TableView table(String file) {
    throw new UnsupportedOperationException();
  }

  /**
   * Does operations in their order.
   *
   * @throws UnknownTableException if there is no such table
   */
  public Applied apply(String file, Batch batch) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads rows while somebody types in them: only these, and what a cell alone tells.
   *
   * @throws UnknownTableException if there is no such table
   */
  public List<BoundFinding> checkCells(String file, List<TypedRow> rows) {
    throw new UnsupportedOperationException();
  }

  /** What was found in the draft last; the checks of later edits run beside. */
  public DraftFindings findings() {
    throw new UnsupportedOperationException();
  }

  /** The draft as it stands, read as a bot; kept until the next edit. For trying and testing, nothing is written. */
  public BotReading reading() {
    throw new UnsupportedOperationException();
  }

  /** The draft's files by their path: those of the folder, and the tables as they would be saved. */
  public Map<String, byte[]> files() {
    throw new UnsupportedOperationException();
  }

  /** Whether the files have what the draft has. */
  public SaveState state() {
    throw new UnsupportedOperationException();
  }

  /** Writes what is not written yet, at once. */
  public SaveState save() {
    throw new UnsupportedOperationException();
  }

  /** Writes the workbook's sheets as CSV files and sets the workbook aside. */
  public SaveState turnIntoCsv() {
    throw new UnsupportedOperationException();
  }

  /** Called after each change, whoever made it, with the draft's revision; from any thread, and must not wait. */
  public void onChange(LongConsumer listener) {
    throw new UnsupportedOperationException();
  }

  /** Writes what is not written yet and lets the folder go. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
