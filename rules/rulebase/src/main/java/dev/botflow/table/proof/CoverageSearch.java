package dev.botflow.table.proof;

import dev.botflow.table.Checked;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds out whether rows together cover a box, by cutting away row after row. What is left when no row meets it is shown to
 * a judge, who may be content with it.
 */
final class CoverageSearch<R extends Checked> {
  private static final int MOST_CUTS = 40_000;
  private static final int MOST_SHOWN = 40;

  /** A row and the events that fit it for certain. */
  record Row<R extends Checked>(R row, ValueClasses[] box) {}

  /** What came of it. */
  enum Answer {
    /** Nothing is left: a proof. */
    COVERED,
    /** The judge was shown an event he was content with. */
    LEFT,
    /** Something is left, but the judge was content with nothing, or there were too many cases. */
    UNDECIDED
  }

  private final Predicate<ValueClasses[]> judge;
  private final ProofRun run;
  private final Set<R> used = new LinkedHashSet<>();
  private int cuts;
  private int shown;
  private boolean found;
  private boolean open;

  private CoverageSearch(Predicate<ValueClasses[]> judge, ProofRun run) {
    this.judge = judge;
    this.run = run;
  }

  /** The answer, and for a proof the rows it needs in their order. */
  record Result<R>(Answer answer, List<R> rows) {}

  static <R extends Checked> Result<R> of(
      ValueClasses[] box, List<Row<R>> rows, ProofRun run, Predicate<ValueClasses[]> judge) {
    List<Row<R>> meeting = meeting(box, rows);
    for (Row<R> one : meeting) {
      if (EventSpace.isIn(box, one.box())) {
        return new Result<>(Answer.COVERED, List.of(one.row()));
      }
    }
    CoverageSearch<R> cover = new CoverageSearch<>(judge, run);
    cover.cut(box, meeting, 0);
    if (cover.found) {
      return new Result<>(Answer.LEFT, List.of());
    }
    return cover.open
        ? new Result<>(Answer.UNDECIDED, List.of())
        : new Result<>(Answer.COVERED, fewest(box, meeting, cover.used, run));
  }

  private static <R extends Checked> List<Row<R>> meeting(ValueClasses[] box, List<Row<R>> rows) {
    List<Row<R>> meeting = new ArrayList<>();
    for (Row<R> row : rows) {
      if (meets(box, row.box())) {
        meeting.add(row);
      }
    }
    return meeting;
  }

  private static boolean meets(ValueClasses[] one, ValueClasses[] other) {
    for (int i = 0; i < one.length; i++) {
      if (!one[i].meets(other[i])) {
        return false;
      }
    }
    return true;
  }

  private void cut(ValueClasses[] box, List<Row<R>> rows, int from) {
    run.check();
    int next = from;
    while (next < rows.size() && !meets(box, rows.get(next).box())) {
      next++;
    }
    if (++cuts > MOST_CUTS) {
      open = true;
      return;
    }
    if (next == rows.size()) {
      found = judge.test(box);
      open = true;
      shown++;
      return;
    }
    Row<R> row = rows.get(next);
    used.add(row.row());
    ValueClasses[] rest = box.clone();
    for (int i = 0; i < box.length && !found && shown < MOST_SHOWN && cuts <= MOST_CUTS; i++) {
      if (!rest[i].isIn(row.box()[i])) {
        ValueClasses[] outside = rest.clone();
        outside[i] = rest[i].without(row.box()[i]);
        cut(outside, rows, next + 1);
        rest[i] = rest[i].and(row.box()[i]);
      }
    }
  }

  /** Leaves out rows the proof does not need. */
  private static <R extends Checked> List<R> fewest(
      ValueClasses[] box, List<Row<R>> rows, Set<R> used, ProofRun run) {
    List<Row<R>> needed = new ArrayList<>();
    rows.stream().filter(row -> used.contains(row.row())).forEach(needed::add);
    for (int i = needed.size() - 1; i >= 0 && needed.size() <= 64; i--) {
      List<Row<R>> fewer = new ArrayList<>(needed);
      fewer.remove(i);
      CoverageSearch<R> cover = new CoverageSearch<>(left -> true, run);
      cover.cut(box, fewer, 0);
      if (!cover.open) {
        needed = fewer;
      }
    }
    return needed.stream().map(Row::row).toList();
  }
}
