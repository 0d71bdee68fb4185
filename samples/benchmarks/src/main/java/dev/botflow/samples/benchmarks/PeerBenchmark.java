package dev.botflow.samples.benchmarks;

import dev.botflow.event.MessageReceived;
import dev.botflow.flow.WeekTimes;
import dev.botflow.session.Session;
import dev.botflow.table.Phase;
import dev.botflow.table.TableRow;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The same table, events and answers as {@link DecisionBenchmark}, by engines that have no index. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PeerBenchmark {

  /** Rows of the table. */
  @Param({"1000", "10000"})
  public int rows;

  private @Nullable SeededTable seeded;
  private @Nullable RuleARow easyRules;
  private final List<EventAsked> asked = new ArrayList<>();
  private int next;

  /** Makes the engines, and checks on 500 events that they give the same answers. */
  @Setup
  public void prepare() {
    SeededTable made = new SeededTable(rows);
    RuleARow easy = new RuleARow(made.table);
    for (MessageReceived event : made.events) {
      LocalDateTime local = LocalDateTime.ofInstant(event.at(), ZoneId.of("Europe/Brussels"));
      EventAsked one = new EventAsked(event, WeekTimes.minuteOfWeek(local), local.toLocalDate());
      asked.add(one);
      if (asked.size() <= 500) {
        String byIndex = made.table.first(Phase.ROUTE, one).map(TableRow::id).orElse("none");
        if (!byIndex.equals(easy.first(one))) {
          throw new IllegalStateException(
              "the peer chose " + easy.first(one) + ", the index " + byIndex);
        }
      }
    }
    seeded = made;
    easyRules = easy;
  }

  private SeededTable seeded() {
    if (seeded == null) {
      throw new IllegalStateException("prepare comes first");
    }
    return seeded;
  }

  private int next() {
    next = next + 1 < SeededTable.EVENTS ? next + 1 : 0;
    return next;
  }

  /** Ours, facts included. */
  @Benchmark
  public Object decide() {
    MessageReceived event = seeded().events.get(next());
    return seeded().router.route(seeded().facts(event, Session.fresh(event.key())));
  }

  /** A scan of the rows from the first on. */
  @Benchmark
  public Object scan() {
    EventAsked one = asked.get(next());
    for (TableRow row : seeded().table.rows()) {
      if (row.fits(one)) {
        return row;
      }
    }
    return "none";
  }

  /** One Easy Rules rule a row. */
  @Benchmark
  public Object easyRules() {
    return easyRules == null ? "" : easyRules.first(asked.get(next()));
  }
}
