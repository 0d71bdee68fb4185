package dev.botflow.workbench.draft;

import dev.botflow.table.sheet.CsvText;
import dev.botflow.workbench.file.TableFile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does operations on tables, and each of them once: one that comes again, since its answer was lost, gets the same answer.
 * Not safe for use by many threads: belongs to who holds the draft.
 */
final class Batches {
  private static final int MOST_REMEMBERED = 20_000;

  private final Clock clock;
  private final Map<String, OpResult> doneBefore = new LinkedHashMap<>();

  Batches(Clock clock) {
    this.clock = clock;
  }

  /**
   * Does a batch.
   *
   * @param revision the draft's, which the answer has too if nothing changed, and else the next
   * @param closed true if nothing may be done any more
   */
  Applied apply(Table table, Batch batch, long revision, boolean closed) {
    String readOnly = closed ? "this draft is closed" : table.readOnly();
    CsvText text = table.text().orElse(null);
    if (readOnly != null || text == null) {
      return refused(batch, revision, readOnly);
    }
    Rows rows = table.rows().copy();
    Operations operations = new Operations(
        rows,
        text.dialect(),
        text.headers().size(),
        batch.base(),
        new Entry.Written(revision + 1, batch.by()));
    List<OpResult> results = new ArrayList<>();
    for (Edit edit : batch.edits()) {
      OpResult before = doneBefore.get(edit.id());
      results.add(before == null ? operations.apply(edit) : before);
    }
    boolean undone =
        batch.atomic() && results.stream().anyMatch(one -> one.status() != OpResult.Status.DONE);
    if (!undone && operations.changed() && isTooLarge(text, rows)) {
      return refused(batch, revision, table.name() + ": expected a file of at most 5 MB");
    }
    if (undone) {
      results.replaceAll(Batches::notTried);
      return new Applied(revision, results);
    }
    long made = operations.changed() ? revision + 1 : revision;
    if (operations.changed()) {
      table.edited(rows, made, clock.instant());
    }
    for (int i = 0; i < results.size(); i++) {
      OpResult result = results.get(i);
      if (result.status() == OpResult.Status.DONE) {
        settle(table, batch.edits().get(i).op());
        remember(result);
      }
    }
    return new Applied(made, results);
  }

  private static boolean isTooLarge(CsvText text, Rows rows) {
    // Printing takes a moment for a long table, and is not needed for a short one.
    long chars = 0;
    for (Entry entry : rows.list()) {
      for (String cell : entry.line().cells()) {
        chars += cell.length() + 3L;
      }
    }
    return chars > TableFile.MAX_BYTES / 5
        && text.with(rows.lines()).bytes().length > TableFile.MAX_BYTES;
  }

  private static Applied refused(Batch batch, long revision, @Nullable String message) {
    return new Applied(
        revision,
        batch.edits().stream()
            .map(edit ->
                new OpResult(edit.id(), OpResult.Status.REFUSED, List.of(), List.of(), message))
            .toList());
  }

  private static OpResult notTried(OpResult result) {
    return result.status() == OpResult.Status.DONE
        ? new OpResult(result.id(), OpResult.Status.NOT_TRIED, List.of(), List.of(), null)
        : result;
  }

  private static void settle(Table table, Op op) {
    if (op instanceof Op.SetCells set) {
      set.cells().forEach(cell -> table.settle(set.key(), cell.column()));
    } else if (op instanceof Op.SetSection section) {
      table.settle(section.key(), 0);
    } else if (op instanceof Op.RemoveRows remove) {
      remove.keys().forEach(key -> table.settle(key, -1));
    }
  }

  private void remember(OpResult result) {
    doneBefore.put(result.id(), result);
    if (doneBefore.size() > MOST_REMEMBERED) {
      doneBefore.remove(doneBefore.keySet().iterator().next());
    }
  }
}
