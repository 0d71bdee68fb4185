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
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.sheet.Subject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
  private record Loser(TableRow row, int distance, Why why) {}

  List<Why> nearest(int limit) {
    String rule = winner.get();
    int winner = rule == null ? -1 : table.row(rule).map(TableRow::order).orElse(-1);
    List<Loser> losers = new ArrayList<>();
    for (TableRow row : table.rows()) {
      List<Why> failing = row.order() == winner ? List.of() : failing(row);
      if (!failing.isEmpty()) {
        int distance = failing.size() + (failing.get(0).column().equals(HAPPENED) ? 1 : 0);
        losers.add(new Loser(row, distance, failing.get(0)));
      }
    }
    return losers.stream()
        .sorted(Comparator.comparingInt(Loser::distance)
            .thenComparingInt(loser -> winner < 0 ? 0 : Math.abs(loser.row().order() - winner))
            .thenComparingInt(loser -> loser.row().order()))
        .limit(limit)
        .map(Loser::why)
        .collect(Collectors.toList());
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
