package dev.botflow.table.proof;

import dev.botflow.table.Checked;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether rows together cover a box, by cutting away row after row. What is left when no row meets it is shown to
 * a judge, who may be content with it.
 */
final class CoverageSearch<R extends Checked> {
  private static final int MOST_CUTS = 40_000;
  private static final int MOST_SHOWN = 40;

  /**
   * A row and the events that fit it for certain.
   *
   * @param asks the axes on which it does not take everything
   */
  record Row<R extends Checked>(R row, ValueClasses[] box, int[] asks) {
    static <R extends Checked> Row<R> of(R row, ValueClasses[] box) {
      int[] asks = IntStream.range(0, box.length)
          .filter(axis -> box[axis].count() < box[axis].size())
          .toArray();
      return new Row<>(row, box, asks);
    }

    /** True if a box, which is not empty, shares an event with this row. */
    boolean meets(ValueClasses[] other) {
      for (int axis : asks) {
        if (!box[axis].meets(other[axis])) {
          return false;
        }
      }
      return true;
    }

    /** True if all events of a box fit this row. */
    boolean holds(ValueClasses[] inner) {
      for (int axis : asks) {
        if (!inner[axis].isIn(box[axis])) {
          return false;
        }
      }
      return true;
    }
  }

  /** What came of it. */
  enum Answer {
    /** Nothing is left: a proof. */
    COVERED,
    /** The judge was shown an event he was content with. */
    LEFT,
    /** Something is left, but the judge was content with nothing, or there were too many cases. */
    UNDECIDED
  }

  private final List<Row<R>> rows;
  private final Predicate<ValueClasses[]> judge;
  private final ProofRun run;

  /** What is left to cover now. */
  private final ValueClasses[] box;

  private final BitSet used = new BitSet();
  private int cuts;
  private int shown;
  private boolean found;
  private boolean open;

  // The rows cut away on the way to this box, the first at the bottom. A table of ten thousand rows
  // goes as deep, which
  // is too deep for calls in calls.
  private final List<Frame> frames = new ArrayList<>();
  private int depth;

  /** One row cut away: on which axis, and what each axis was before. */
  private static final class Frame {
    private int row;
    private int axis;
    private final int[] changed;
    private final ValueClasses[] before;
    private int changes;
    private @Nullable ValueClasses inside;

    Frame(int axes) {
      this.changed = new int[axes];
      this.before = new ValueClasses[axes];
    }
  }

  private CoverageSearch(
      ValueClasses[] start, List<Row<R>> rows, Predicate<ValueClasses[]> judge, ProofRun run) {
    this.rows = rows;
    this.judge = judge;
    this.run = run;
    this.box = new ValueClasses[start.length];
    for (int i = 0; i < start.length; i++) {
      box[i] = start[i].own();
    }
  }

  /** The answer, and for a proof the rows it needs in their order. */
  record Result<R>(Answer answer, List<R> rows) {}

  /**
   * Searches.
   *
   * @param meeting the rows that meet the box, in their order
   * @param judge is shown a box that changes when he is done with it
   */
  static <R extends Checked> Result<R> of(
      ValueClasses[] box, List<Row<R>> meeting, ProofRun run, Predicate<ValueClasses[]> judge) {
    for (Row<R> one : meeting) {
      if (one.holds(box)) {
        return new Result<>(Answer.COVERED, List.of(one.row()));
      }
    }
    CoverageSearch<R> cover = new CoverageSearch<>(box, meeting, judge, run);
    cover.search();
    if (cover.found) {
      return new Result<>(Answer.LEFT, List.of());
    }
    return cover.open
        ? new Result<>(Answer.UNDECIDED, List.of())
        : new Result<>(Answer.COVERED, fewest(box, meeting, cover.used, run));
  }

  private boolean isOver() {
    return found || shown >= MOST_SHOWN || cuts > MOST_CUTS;
  }

  private void search() {
    enter(0);
    while (depth > 0 && !isOver()) {
      Frame frame = frames.get(depth - 1);
      leaveCut(frame);
      if (cutNext(frame)) {
        enter(frame.row + 1);
      } else {
        giveBack(frame);
        depth--;
      }
    }
  }

  /** Cuts the next row that meets the box; what none meets is shown. */
  private void enter(int from) {
    run.check();
    int next = from;
    while (next < rows.size() && !rows.get(next).meets(box)) {
      next++;
    }
    if (++cuts > MOST_CUTS) {
      open = true;
    } else if (next == rows.size()) {
      found = judge.test(box);
      open = true;
      shown++;
    } else {
      used.set(next);
      push(next);
    }
  }

  private void push(int row) {
    if (depth == frames.size()) {
      frames.add(new Frame(box.length));
    }
    Frame frame = frames.get(depth);
    depth++;
    frame.row = row;
    frame.axis = 0;
    frame.changes = 0;
  }

  /** Leaves of the box what is outside of the row on its next axis; false after the last. */
  private boolean cutNext(Frame frame) {
    ValueClasses[] cut = rows.get(frame.row).box();
    int[] asks = rows.get(frame.row).asks();
    while (frame.axis < asks.length) {
      int axis = asks[frame.axis++];
      ValueClasses mine = box[axis];
      if (!mine.isIn(cut[axis])) {
        ValueClasses inside = mine.and(cut[axis]);
        frame.changed[frame.changes] = axis;
        frame.before[frame.changes++] = mine;
        frame.inside = inside;
        if (mine.isLong()) {
          mine.take(inside);
        } else {
          box[axis] = mine.without(inside);
        }
        return true;
      }
    }
    return false;
  }

  /** The part outside was looked at: the one inside is left for the axes behind. */
  private void leaveCut(Frame frame) {
    ValueClasses inside = frame.inside;
    if (inside != null) {
      ValueClasses before = frame.before[frame.changes - 1];
      if (before.isLong()) {
        before.giveBack(inside);
      }
      box[frame.changed[frame.changes - 1]] = inside.own();
      frame.inside = null;
    }
  }

  private void giveBack(Frame frame) {
    for (int i = 0; i < frame.changes; i++) {
      box[frame.changed[i]] = frame.before[i];
    }
  }

  /** Leaves out rows the proof does not need. */
  private static <R extends Checked> List<R> fewest(
      ValueClasses[] box, List<Row<R>> rows, BitSet used, ProofRun run) {
    List<Row<R>> needed = new ArrayList<>();
    used.stream().forEach(one -> needed.add(rows.get(one)));
    for (int i = needed.size() - 1; i >= 0 && needed.size() <= 64; i--) {
      List<Row<R>> fewer = new ArrayList<>(needed);
      fewer.remove(i);
      CoverageSearch<R> cover = new CoverageSearch<>(box, fewer, left -> true, run);
      cover.search();
      if (!cover.open) {
        needed.remove(i);
      }
    }
    return needed.stream().map(Row::row).toList();
  }
}
