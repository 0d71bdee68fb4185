package dev.botflow.table.proof;

import dev.botflow.table.TableRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is different between a table and the one that was proved last, and of which rows the proofs still hold. Such a row is
 * the same, its box is cut from the same classes of values, and no row that came, went, changed or moved covers a part of
 * that box or takes an event the proof asked about. So the same search would take the same steps.
 */
final class RowChanges {
  /** With more changes than this, looking at all of them for each row takes longer than proving it. */
  private static final int MOST = 200;

  private final ProofMemory.Proved before;
  private final EventSpace space;

  /** For each row the place it had; -1 if it changed, moved or came. */
  private final int[] places;

  private final boolean[] sameAxes;
  private final List<TableRow> changed = new ArrayList<>();
  private final List<ValueClasses[]> coversBefore = new ArrayList<>();
  private final List<ValueClasses[]> coversNow = new ArrayList<>();

  private RowChanges(
      ProofMemory.Proved before,
      EventSpace space,
      int[] places,
      List<CoverageSearch.Row<TableRow>> rows) {
    this.before = before;
    this.space = space;
    this.places = places;
    this.sameAxes = space.sameAxes(before.space());
    boolean[] stayed = new boolean[before.rows().size()];
    for (int i = 0; i < places.length; i++) {
      if (places[i] < 0) {
        changed.add(rows.get(i).row());
        coversNow.add(rows.get(i).box());
      } else {
        stayed[places[i]] = true;
      }
    }
    for (int i = 0; i < stayed.length; i++) {
      if (!stayed[i]) {
        changed.add(before.rows().get(i));
        coversBefore.add(before.proofs().get(i).cover());
      }
    }
  }

  /**
   * Compares.
   *
   * @param rows the table as it is now, with the boxes its rows cover
   * @return null if no proof can be kept
   */
  static @Nullable RowChanges of(
      ProofMemory.Proved before, EventSpace space, List<CoverageSearch.Row<TableRow>> rows) {
    if (!space.hasSameAxesAs(before.space())) {
      return null;
    }
    int[] places = places(before.rows(), rows);
    int stayed = (int) Arrays.stream(places).filter(place -> place >= 0).count();
    return before.rows().size() - stayed + rows.size() - stayed > MOST
        ? null
        : new RowChanges(before, space, places, rows);
  }

  private static int[] places(List<TableRow> before, List<CoverageSearch.Row<TableRow>> rows) {
    Map<String, Integer> byId = new HashMap<>();
    for (int i = 0; i < before.size(); i++) {
      byId.putIfAbsent(before.get(i).id(), i);
    }
    int[] places = new int[rows.size()];
    for (int i = 0; i < places.length; i++) {
      TableRow row = rows.get(i).row();
      // Found once: a second row of the same id is another one.
      Integer place = byId.remove(row.id());
      places[i] = place != null && isSame(before.get(place), row) ? place : -1;
    }
    keepRising(places);
    return places;
  }

  /** All that proofs look at; the flow is not among it. */
  private static boolean isSame(TableRow one, TableRow other) {
    return one.during() == other.during() && one.cells().equals(other.cells());
  }

  /** Leaves the places of a longest run of rows that kept their order; the others moved. */
  private static void keepRising(int[] places) {
    int[] ends = new int[places.length];
    int[] previous = new int[places.length];
    int length = 0;
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        int low = 0;
        int high = length;
        while (low < high) {
          int middle = (low + high) >>> 1;
          if (places[ends[middle]] < places[i]) {
            low = middle + 1;
          } else {
            high = middle;
          }
        }
        previous[i] = low == 0 ? -1 : ends[low - 1];
        ends[low] = i;
        length = Math.max(length, low + 1);
      }
    }
    boolean[] kept = new boolean[places.length];
    for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = previous[i]) {
      kept[i] = true;
    }
    for (int i = 0; i < places.length; i++) {
      places[i] = kept[i] ? places[i] : -1;
    }
  }

  /**
   * What is known of a row; null if it has to be proved again.
   *
   * @param reach the events that may fit it now
   */
  ProofMemory.@Nullable RowProof known(TableRow row, ValueClasses[] reach) {
    int place = places[row.order()];
    if (place < 0) {
      return null;
    }
    ProofMemory.RowProof proof = before.proofs().get(place);
    return proof.lasting()
            && isCutAlike(proof.reach(), reach)
            && noneMeets(coversBefore, proof.reach())
            && noneMeets(coversNow, reach)
            && proof.asked().stream()
                .noneMatch(event -> changed.stream().anyMatch(one -> one.fits(event)))
        ? proof
        : null;
  }

  private boolean isCutAlike(ValueClasses[] was, ValueClasses[] is) {
    for (int axis = 0; axis < is.length; axis++) {
      if (!sameAxes[axis]
          && (is[axis].count() == is[axis].size()
              || !space.isAlike(axis, is[axis], before.space(), was[axis]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean noneMeets(List<ValueClasses[]> covers, ValueClasses[] reach) {
    for (ValueClasses[] cover : covers) {
      if (meets(cover, reach)) {
        return false;
      }
    }
    return true;
  }

  private static boolean meets(ValueClasses[] one, ValueClasses[] other) {
    for (int i = 0; i < one.length; i++) {
      if (!one[i].meets(other[i])) {
        return false;
      }
    }
    return true;
  }
}
