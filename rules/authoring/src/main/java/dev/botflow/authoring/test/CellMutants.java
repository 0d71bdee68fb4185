package dev.botflow.authoring.test;

import dev.botflow.cell.Cell;
import dev.botflow.event.EventKind;
import dev.botflow.table.Check;
import dev.botflow.table.RowCell;
import dev.botflow.table.sheet.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a single cell can be changed into. */
final class CellMutants {
  private static final String MESSAGE = "message";

  private CellMutants() {}

  /** The opposite; empty where there is none, as of "any message" and of a share. */
  static Optional<RowCell> negated(RowCell cell) {
    return negated(cell.check()).map(check -> new RowCell(cell.column(), cell.text(), check));
  }

  private static Optional<Check> negated(Check check) {
    if (check instanceof Check.Times times) {
      return Optional.of(new Check.Times(times.times().negated()));
    }
    if (check instanceof Check.Days days) {
      // One of the two is open: columns Valid from and Valid until are cells of their own.
      return Optional.of(new Check.Days(
          days.until() == null ? null : days.until().plusDays(1),
          days.from() == null ? null : days.from().minusDays(1)));
    }
    if (check instanceof Check.Value value) {
      switch (value.subject().what()) {
        case MESSAGE:
          return Optional.empty();
        case HAPPENED:
          return otherMessages(value);
        default:
          return Optional.of(new Check.Value(value.subject(), negated(value.cell())));
      }
    }
    return Optional.empty();
  }

  private static Cell negated(Cell cell) {
    if (cell instanceof Cell.Not not) {
      return not.test();
    }
    if (cell instanceof Cell.IsEmpty) {
      return new Cell.IsKnown();
    }
    return cell instanceof Cell.IsKnown ? new Cell.IsEmpty() : new Cell.Not(cell);
  }

  /** {@code not text} means all other messages; of an event that is no message, any message. */
  private static Optional<Check> otherMessages(Check.Value value) {
    if (!(value.cell() instanceof Cell.AnyOf anyOf)) {
      return Optional.empty();
    }
    Set<String> others = new LinkedHashSet<>();
    EventKind.messages().forEach(kind -> others.add(kind.name()));
    others.removeAll(anyOf.words());
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(new Check.Value(value.subject(), Cell.AnyOf.of(new ArrayList<>(others))));
  }

  /** The cells of a row with this one left empty; no cell changes if it means the same already. */
  static Optional<List<RowCell>> widened(List<RowCell> cells, RowCell wider) {
    if (wider.check() instanceof Check.Share) {
      return Optional.empty();
    }
    List<RowCell> changed = new ArrayList<>();
    for (RowCell cell : cells) {
      if (cell != wider) {
        changed.add(cell);
      } else if (cell.check() instanceof Check.Value value
          && value.subject().what() == Subject.What.MESSAGE) {
        return Optional.empty();
      } else if (cell.check() instanceof Check.Value value
          && value.subject().what() == Subject.What.HAPPENED) {
        // An empty What happened means any message.
        changed.add(new RowCell(
            cell.column(),
            MESSAGE,
            new Check.Value(Subject.of(Subject.What.MESSAGE), Cell.AnyOf.of(List.of(MESSAGE)))));
      }
    }
    return Optional.of(changed);
  }
}
