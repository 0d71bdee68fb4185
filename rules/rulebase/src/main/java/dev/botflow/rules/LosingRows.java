package dev.botflow.rules;

import dev.botflow.cell.WeekTimes;
import dev.botflow.routing.Facts;
import dev.botflow.routing.KeptFacts;
import dev.botflow.routing.Why;
import dev.botflow.session.TurnRecord;
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
import java.util.function.Predicate;
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
  private final Asked asked;
  private final Predicate<Check> hidden;
  private final Supplier<@Nullable String> winner;
  private final TurnRecord.Question question;
  private final Supplier<@Nullable Object> said;
  private int visited;

  LosingRows(RoutingTable table, Facts facts) {
    this.table = table;
    this.asked = new FactsAsked(facts);
    this.hidden = check -> false;
    this.winner = () -> facts.deliberation().decision().rule();
    this.question = facts.questionState();
    this.said = () -> facts.value("text");
  }

  /** Of a turn that is over: of some facts nobody knows any more what they were. */
  LosingRows(RoutingTable table, KeptFacts facts) {
    KeptAsked kept = new KeptAsked(facts);
    this.table = table;
    this.asked = kept;
    this.hidden = kept::hidden;
    this.winner = facts.turn()::rule;
    this.question = facts.turn().question();
    this.said = () -> facts.value("text");
  }

  /** A row that lost, and how far from winning it was. */
  private record Loser(TableRow row, int distance) {}

  /**
   * Of a turn as it happens.
   *
   * @param index of the table, asked for where not all rows are
   */
  List<Why> nearest(int limit, Supplier<NearRows> index) {
    return whys(limit >= table.rows().size() ? all() : nearest(limit, index.get()));
  }

  /** By looking at each row: where facts are hidden, an index would miss rows of which nobody can tell. */
  List<Why> nearest(int limit) {
    List<Loser> losers = all();
    return whys(losers.subList(0, Math.min(limit, losers.size())));
  }

  private List<Why> whys(List<Loser> losers) {
    return losers.stream().map(loser -> failing(loser.row()).get(0)).collect(Collectors.toList());
  }

  /** How many rows were looked at. */
  int visited() {
    return visited;
  }

  private int winner() {
    String rule = winner.get();
    return rule == null ? -1 : table.row(rule).map(TableRow::order).orElse(-1);
  }

  private List<Loser> all() {
    int winner = winner();
    List<Loser> losers = new ArrayList<>();
    for (TableRow row : table.rows()) {
      int distance = row.order() == winner ? 0 : distance(row);
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
    int winner = winner();
    known.put(winner, 0);
    // A kind of event counts twice, and an open question once more.
    for (int far = 1; losers.size() < limit && far <= index.mostCells() + 2; far++) {
      BitSet near = index.within(asked, far);
      int center = Math.max(0, winner);
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
    int unknown = 0;
    for (RowCell cell : row.cells()) {
      if (hidden.test(cell.check())) {
        unknown++;
      } else if (!cell.check().holds(asked)) {
        failing++;
        happened = cell.column().equals(HAPPENED) ? 1 : happened;
      }
    }
    failing += duringFound(row) == null ? 0 : 1;
    return failing == 0 ? unknown : failing + happened;
  }

  boolean holds(RowCell cell) {
    return cell.check().holds(asked);
  }

  /** What of a row fails, the open question last: a row that fits but for that has it as its one reason. */
  private List<Why> failing(TableRow row) {
    List<Why> failing = new ArrayList<>();
    for (RowCell cell : row.failing(asked)) {
      if (!hidden.test(cell.check())) {
        failing.add(new Why(row.id(), cell.column(), cell.text(), found(cell.check())));
      }
    }
    // Another kind of event is why, whatever else does not fit.
    failing.sort(Comparator.comparing(why -> !why.column().equals(HAPPENED)));
    String during = duringFound(row);
    if (during != null) {
      failing.add(new Why(row.id(), DURING, row.during().word(), during));
    }
    return failing.isEmpty() ? unknown(row) : failing;
  }

  /** The conditions of which nobody can tell any more whether they held. */
  private List<Why> unknown(TableRow row) {
    return row.cells().stream()
        .filter(cell -> hidden.test(cell.check()))
        .map(cell -> new Why(row.id(), cell.column(), cell.text(), KeptFacts.NOT_KEPT))
        .collect(Collectors.toList());
  }

  /** What kept a row from counting although a question is open; null if nothing did. */
  @Nullable
  String duringFound(TableRow row) {
    if (question == TurnRecord.Question.NONE || row.during() == During.END_IT) {
      return null;
    }
    if (row.during() == During.WAIT) {
      return "a question is open";
    }
    if (question == TurnRecord.Question.ANSWERED) {
      return "the open question took the answer";
    }
    return question == TurnRecord.Question.FIRM ? "the open question takes no interruption" : null;
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
          what == Subject.What.SAYS ? said.get() : asked.value(new Subject(what, subject.name())));
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
