package dev.botflow.table.proof;

import dev.botflow.table.Check;
import dev.botflow.table.Split;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Where a contact stands in one split. */
final class ShareAxis implements Axis {
  private final String first;
  private final List<Integer> starts;

  ShareAxis(String first, Collection<Split> parts) {
    this.first = first;
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0));
    parts.forEach(part -> cuts.add(part.from()));
    parts.forEach(part -> cuts.add(part.to()));
    cuts.removeIf(cut -> cut >= Split.WHOLE);
    this.starts = new ArrayList<>(cuts);
  }

  @Override
  public int size() {
    return starts.size();
  }

  @Override
  public ValueClasses reach(Check check) {
    return cover(check);
  }

  @Override
  public ValueClasses cover(Check check) {
    Split split = ((Check.Share) check).split();
    return ValueClasses.where(
        starts.size(), atom -> starts.get(atom) >= split.from() && starts.get(atom) < split.to());
  }

  @Override
  public Split atom(int atom) {
    int end = atom + 1 < starts.size() ? starts.get(atom + 1) : Split.WHOLE;
    return new Split(first, starts.get(atom), end);
  }

  @Override
  public void show(int atom, Counterexample counterexample) {
    counterexample.share(atom(atom));
  }
}
