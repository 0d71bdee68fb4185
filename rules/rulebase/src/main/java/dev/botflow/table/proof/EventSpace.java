package dev.botflow.table.proof;

import dev.botflow.cell.Cell;
import dev.botflow.event.EventKind;
import dev.botflow.flow.BotSettings;
import dev.botflow.table.Check;
import dev.botflow.table.Checked;
import dev.botflow.table.RowCell;
import dev.botflow.table.Split;
import dev.botflow.table.sheet.Subject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All events a table can tell apart, as boxes: a set of atoms on each axis. Proofs of what rows leave to each other are
 * made by cutting boxes. Used by one thread.
 */
final class EventSpace {
  private static final String TIME = "time";

  private final LocalDate today;
  private final ProofRun run;
  private final Map<Object, Integer> places = new LinkedHashMap<>();
  private final List<Axis> axes = new ArrayList<>();
  private final List<ValueClasses> all = new ArrayList<>();
  private final IdentityHashMap<Check, Asks> asked = new IdentityHashMap<>();
  private final Map<KindGroup, ValueClasses[]> groups = new EnumMap<>(KindGroup.class);

  /** What a cell demands: of which axis, which atoms may pass, and which certainly do. */
  private record Asks(int axis, ValueClasses reach, ValueClasses cover) {}

  /** @param run the search this is for, which can be ended */
  EventSpace(List<? extends Checked> rows, BotSettings settings, LocalDate today, ProofRun run) {
    this.today = today;
    this.run = run;
    Map<Object, Set<Check>> byAxis = new LinkedHashMap<>();
    byAxis.put(Subject.of(Subject.What.HAPPENED), new LinkedHashSet<>());
    byAxis.put(Subject.of(Subject.What.CHANNEL), new LinkedHashSet<>());
    byAxis.put(Subject.of(Subject.What.SAYS), new LinkedHashSet<>());
    byAxis.put(Subject.of(Subject.What.CUSTOMER), new LinkedHashSet<>());
    byAxis.put(TIME, new LinkedHashSet<>());
    for (Checked row : rows) {
      for (RowCell cell : row.cells()) {
        byAxis.computeIfAbsent(key(cell.check()), one -> new LinkedHashSet<>()).add(cell.check());
      }
    }
    byAxis.forEach((key, checks) -> {
      places.put(key, axes.size());
      axes.add(axis(key, checks, settings));
    });
    axes.forEach(axis -> all.add(ValueClasses.all(axis.size())));
  }

  private static Object key(Check check) {
    if (check instanceof Check.Value value) {
      return value.subject().what() == Subject.What.MESSAGE
          ? Subject.of(Subject.What.HAPPENED)
          : value.subject();
    }
    return check instanceof Check.Share share ? share.split().first() : TIME;
  }

  private Axis axis(Object key, Set<Check> checks, BotSettings settings) {
    if (key instanceof Subject subject) {
      List<Cell> cells = new ArrayList<>();
      for (Check check : checks) {
        if (check instanceof Check.Value value && value.subject().what() != Subject.What.MESSAGE) {
          cells.add(value.cell());
        }
      }
      return AxisBuilder.axis(subject, cells, settings);
    }
    if (key.equals(TIME)) {
      return new TimeAxis(today, checks);
    }
    List<Split> parts = new ArrayList<>();
    checks.forEach(check -> parts.add(((Check.Share) check).split()));
    return new ShareAxis(key.toString(), parts);
  }

  /** The search this is for. */
  ProofRun run() {
    return run;
  }

  int dimensions() {
    return axes.size();
  }

  int place(Subject.What what) {
    return Optional.ofNullable(places.get(Subject.of(what))).orElse(-1);
  }

  ValueClasses all(int axis) {
    return all.get(axis);
  }

  /** The box of everything. */
  ValueClasses[] everything() {
    return all.toArray(ValueClasses[]::new);
  }

  /** All events that may fit a row. */
  ValueClasses[] reach(Checked row) {
    return box(row, true);
  }

  /** Events that fit a row for certain. */
  ValueClasses[] cover(Checked row) {
    return box(row, false);
  }

  private ValueClasses[] box(Checked row, boolean reach) {
    run.check();
    ValueClasses[] box = everything();
    for (RowCell cell : row.cells()) {
      // Equal cells of a table are one object, so most of a long table was asked before.
      Asks asks = asked.get(cell.check());
      if (asks == null) {
        asks = asks(cell.check());
        asked.put(cell.check(), asks);
      }
      ValueClasses atoms = reach ? asks.reach() : asks.cover();
      box[asks.axis()] = box[asks.axis()] == all(asks.axis()) ? atoms : box[asks.axis()].and(atoms);
    }
    return box;
  }

  private Asks asks(Check check) {
    int place = places.getOrDefault(key(check), 0);
    Check one = check;
    if (check instanceof Check.Value value && value.subject().what() == Subject.What.MESSAGE) {
      one = new Check.Value(
          Subject.of(Subject.What.HAPPENED),
          Cell.AnyOf.of(EventKind.messages().stream().map(EventKind::name).toList()));
    }
    Axis axis = axes.get(place);
    return new Asks(place, axis.reach(one), axis.cover(one));
  }

  /** All events of a group of kinds; a new array each time, to be cut further. */
  ValueClasses[] box(KindGroup group) {
    ValueClasses[] box = groups.get(group);
    if (box == null) {
      box = group.box(this);
      groups.put(group, box);
    }
    return box.clone();
  }

  /** The atoms of an axis whose check this would be. */
  ValueClasses where(Subject.What what, Cell cell) {
    run.check();
    return axes.get(place(what)).reach(new Check.Value(Subject.of(what), cell));
  }

  /** True if rows are told apart by the same things as in another space. */
  boolean hasSameAxesAs(EventSpace other) {
    boolean same = List.copyOf(places.keySet()).equals(List.copyOf(other.places.keySet()));
    for (int i = 0; same && i < axes.size(); i++) {
      same = axes.get(i).isOfLists() == other.axes.get(i).isOfLists();
    }
    return same;
  }

  /** For each axis true if it is cut into the same atoms in the same order; the axes are the same. */
  boolean[] sameAxes(EventSpace other) {
    boolean[] same = new boolean[axes.size()];
    for (int i = 0; i < same.length; i++) {
      same[i] = isAlike(i, all(i), other, other.all(i));
    }
    return same;
  }

  /** True if atoms of an axis are those of another space, in the same order. */
  boolean isAlike(int axis, ValueClasses mine, EventSpace other, ValueClasses theirs) {
    boolean alike = mine.count() == theirs.count();
    int their = theirs.first();
    for (int i = mine.first(); alike && i >= 0; i = mine.next(i + 1)) {
      alike = axes.get(axis).atom(i).equals(other.axes.get(axis).atom(their));
      their = theirs.next(their + 1);
    }
    return alike;
  }

  /** The part of two boxes they share; null if there is none. */
  static ValueClasses @Nullable [] and(ValueClasses[] one, ValueClasses[] other) {
    for (int i = 0; i < one.length; i++) {
      if (!one[i].meets(other[i])) {
        return null;
      }
    }
    ValueClasses[] both = new ValueClasses[one.length];
    for (int i = 0; i < one.length; i++) {
      both[i] = one[i].and(other[i]);
    }
    return both;
  }

  static boolean isIn(ValueClasses[] inner, ValueClasses[] outer) {
    for (int i = 0; i < inner.length; i++) {
      if (!inner[i].isIn(outer[i])) {
        return false;
      }
    }
    return true;
  }

  /** An axis on which a box is empty; -1 if it is on none. */
  static int emptyAxis(ValueClasses[] box) {
    for (int i = 0; i < box.length; i++) {
      if (box[i].isEmpty()) {
        return i;
      }
    }
    return -1;
  }

  /** An event of a box that is not empty, the plainest there is; empty if none can be made up. */
  Optional<Counterexample> counterexample(ValueClasses[] box) {
    Counterexample counterexample = new Counterexample(today);
    for (int i = 0; i < box.length; i++) {
      axes.get(i).show(box[i].first(), counterexample);
    }
    return counterexample.complete() ? Optional.of(counterexample) : Optional.empty();
  }

  /**
   * An event that fits a row.
   *
   * @param atAnyTime true to leave the row's times and days aside, for rows whose days are over
   */
  Optional<Counterexample> near(Checked row, boolean atAnyTime) {
    ValueClasses[] reach = reach(row);
    int time = places.getOrDefault(TIME, 0);
    if (atAnyTime) {
      reach[time] = all(time);
    }
    for (KindGroup group : KindGroup.values()) {
      ValueClasses[] box = and(reach, box(group));
      if (box != null) {
        return counterexample(box);
      }
    }
    return Optional.empty();
  }

  /** The columns of a row that ask about an axis. */
  List<RowCell> cells(Checked row, int axis) {
    List<RowCell> cells = new ArrayList<>();
    for (RowCell cell : row.cells()) {
      if (places.getOrDefault(key(cell.check()), -1) == axis) {
        cells.add(cell);
      }
    }
    return Collections.unmodifiableList(cells);
  }
}
