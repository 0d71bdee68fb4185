package dev.botflow.rules;

import dev.botflow.cell.WeekTimes;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Why;
import dev.botflow.table.Asked;
import dev.botflow.table.Check;
import dev.botflow.table.During;
import dev.botflow.table.RowCell;
import dev.botflow.table.Split;
import dev.botflow.table.TableRow;
import dev.botflow.table.index.NearRows;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.sheet.Subject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why rows did not win. Nearest to winning is a row with the fewest cells that fail, where another kind of event counts
 * twice; among equals, the one nearest to the winner in the table, those above it first.
 */
final class LosingRows {
  private static final String HAPPENED = "What happened";
  private static final String DURING = "During a question";
  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  private final RoutingTable table;
  private final Facts facts;
  private final Asked asked;
  private int visited;

  LosingRows(RoutingTable table, Facts facts) {
    this.table = table;
    this.facts = facts;
    this.asked = new FactsAsked(facts);
  }

  /** A row that lost, and how far from winning it was. */
  private record Loser(TableRow row, int distance) {}

  /** @param index of the table, asked for where not all rows are */
  List<Why> nearest(int limit, Supplier<NearRows> index) {
    List<Loser> losers = limit >= table.rows().size() ? all() : nearest(limit, index.get());
    return losers.stream().map(loser -> failing(loser.row()).get(0)).collect(Collectors.toList());
  }

  /** How many rows were looked at. */
  int visited() {
    return visited;
  }

  private int winner() {
    String rule = facts.deliberation().decision().rule();
    return rule == null ? -1 : table.row(rule).map(TableRow::order).orElse(-1);
  }

  private List<Loser> all() {
    int winner = winner();
    List<Loser> losers = new ArrayList<>();
    for (TableRow row : table.rows()) {
      int distance = distance(row);
      if (distance > 0) {
        losers.add(new Loser(row, distance));
      }
    }
    losers.sort(Comparator.comparingInt(Loser::distance)
        .thenComparingInt(loser -> winner < 0 ? 0 : Math.abs(loser.row().order() - winner))
        .thenComparingInt(loser -> loser.row().order()));
    return losers;
  }

  /**
   * The first of all losers. Those one step from winning are looked for first, from the winner on up and down, then those two
   * steps from it, until there are enough.
   */
  private List<Loser> nearest(int limit, NearRows index) {
    List<Loser> losers = new ArrayList<>();
    Map<Integer, Integer> known = new HashMap<>();
    // A kind of event counts twice, and an open question once more.
    for (int far = 1; losers.size() < limit && far <= index.mostCells() + 2; far++) {
      BitSet near = index.within(asked, far);
      int center = Math.max(0, winner());
      int above = near.previousSetBit(center);
      int below = near.nextSetBit(center + 1);
      while (losers.size() < limit && (above >= 0 || below >= 0)) {
        boolean up = below < 0 || above >= 0 && center - above <= below - center;
        TableRow row = table.rows().get(up ? above : below);
        if (known.computeIfAbsent(row.order(), order -> distance(row)) == far) {
          losers.add(new Loser(row, far));
        }
        if (up) {
          above = above == 0 ? -1 : near.previousSetBit(above - 1);
        } else {
          below = near.nextSetBit(below + 1);
        }
      }
    }
    return losers;
  }

  /** How far from winning a row is; 0 if nothing of it fails. */
  private int distance(TableRow row) {
    visited++;
    int failing = 0;
    int happened = 0;
    for (RowCell cell : row.cells()) {
      if (!cell.check().holds(asked)) {
        failing++;
        happened = cell.column().equals(HAPPENED) ? 1 : happened;
      }
    }
    return failing + happened + (duringFound(row) == null ? 0 : 1);
  }

  boolean holds(RowCell cell) {
    return cell.check().holds(asked);
  }

  /** What of a row fails, the open question last: a row that fits but for that has it as its one reason. */
  private List<Why> failing(TableRow row) {
    List<Why> failing = new ArrayList<>();
    for (RowCell cell : row.failing(asked)) {
      failing.add(new Why(row.id(), cell.column(), cell.text(), found(cell.check())));
    }
    // Another kind of event is why, whatever else does not fit.
    failing.sort(Comparator.comparing(why -> !why.column().equals(HAPPENED)));
    String during = duringFound(row);
    if (during != null) {
      failing.add(new Why(row.id(), DURING, row.during().word(), during));
    }
    return failing;
  }

  /** What kept a row from counting although a question is open; null if nothing did. */
  @Nullable
  String duringFound(TableRow row) {
    if (!facts.message() || !facts.questionOpen() || row.during() == During.END_IT) {
      return null;
    }
    if (row.during() == During.WAIT) {
      return "a question is open";
    }
    if (facts.strictQuestion() && facts.answers() || facts.standingButton()) {
      return "the open question took the answer";
    }
    return facts.interruptible() ? null : "the open question takes no interruption";
  }

  /** What stood where a condition does not hold; null if nothing did. */
  @Nullable
  String found(Check check) {
    if (check instanceof Check.Value value) {
      Subject subject = value.subject();
      Subject.What what =
          subject.what() == Subject.What.MESSAGE ? Subject.What.HAPPENED : subject.what();
      // As it was written, without the other ways to take it.
      return text(
          what == Subject.What.SAYS
              ? facts.value("text")
              : asked.value(new Subject(what, subject.name())));
    }
    if (check instanceof Check.Times) {
      int minute = asked.minuteOfWeek() % WeekTimes.MINUTES_A_DAY;
      return DAYS.get(asked.minuteOfWeek() / WeekTimes.MINUTES_A_DAY)
          + String.format(Locale.ROOT, " %02d:%02d", minute / 60, minute % 60);
    }
    if (check instanceof Check.Days) {
      return asked.date().toString();
    }
    if (check instanceof Check.Share share) {
      BigDecimal place =
          BigDecimal.valueOf(Split.bucket(share.split().first(), asked.contactKey()), 2);
      return "the contact is at " + place.setScale(0, RoundingMode.DOWN).toPlainString() + " %";
    }
    throw new AssertionError(check);
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : value == null ? null : value.toString();
  }
}
