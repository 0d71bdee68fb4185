package dev.botflow.samples.benchmarks;

import dev.botflow.event.MessageReceived;
import dev.botflow.routing.Facts;
import dev.botflow.session.Session;
import dev.botflow.table.Phase;
import dev.botflow.table.TableRow;
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

/**
 * One decision: the rule base against the bare index of the same table, events and run. {@code facts} is what the facts
 * themselves cost, which {@code decide} pays too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
// Two threads on two cores leave the JIT little time: it needs these seconds.
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {

  /** Rows of the table. */
  @Param({"1000", "10000", "100000"})
  public int rows;

  private @Nullable SeededTable seeded;
  private final List<EventAsked> asked = new ArrayList<>();

  /** Where a thread is among the events. */
  @State(Scope.Thread)
  public static class Cursor {
    private int next;

    int next() {
      next = next + 1 < SeededTable.EVENTS ? next + 1 : 0;
      return next;
    }
  }

  /** Makes the table, and checks that rules and index give the same answer to every event. */
  @Setup
  public void prepare() {
    SeededTable made = new SeededTable(rows);
    for (MessageReceived event : made.events) {
      EventAsked one = EventAsked.of(event, true);
      asked.add(one);
      String byIndex = made.table.first(Phase.ROUTE, one).map(TableRow::id).orElse("none");
      String byRules =
          made.router.route(made.facts(event, Session.fresh(event.key()))).rule();
      if (!byIndex.equals(byRules)) {
        throw new IllegalStateException("rules chose " + byRules + ", the index " + byIndex);
      }
    }
    seeded = made;
  }

  private SeededTable seeded() {
    if (seeded == null) {
      throw new IllegalStateException("prepare comes first");
    }
    return seeded;
  }

  /** The limit: our own look-up without rules. */
  @Benchmark
  public Object index(Cursor cursor) {
    return seeded().table.first(Phase.ROUTE, asked.get(cursor.next()));
  }

  /** Facts, and the rule base's decision on them. */
  @Benchmark
  public Object decide(Cursor cursor) {
    MessageReceived event = seeded().events.get(cursor.next());
    Facts facts = seeded().facts(event, Session.fresh(event.key()));
    return seeded().router.route(facts);
  }

  /** The facts alone. */
  @Benchmark
  public Object facts(Cursor cursor) {
    MessageReceived event = seeded().events.get(cursor.next());
    return seeded().facts(event, Session.fresh(event.key()));
  }
}
