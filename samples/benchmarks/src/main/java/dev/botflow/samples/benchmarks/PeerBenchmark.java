package dev.botflow.samples.benchmarks;

import dev.botflow.event.MessageReceived;
import dev.botflow.session.Session;
import dev.botflow.table.index.RoutingTable;
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

/** One decision by us and by others: the same rows and events in one run, and the same answers before it begins. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PeerBenchmark {
  private static final int ANSWERS_COMPARED = 500;

  /** Rows of the table. */
  @Param({"10000"})
  public int rows;

  /** Who decides; {@code botflow} pays for the facts too. */
  @Param({"java-index", "botflow", "java-linear", "easy-rules", "drools-rule-a-row", "kie-dmn"})
  public String engine = "";

  private @Nullable Peer peer;
  private final List<EventAsked> asked = new ArrayList<>();
  private int next;

  /** Makes the engine, and compares its answers with those of the index. */
  @Setup
  public void prepare() {
    SeededTable made = new SeededTable(rows);
    RoutingTable table = made.table;
    Peer index = Peer.of("java-index", table);
    Peer other = engine.equals("botflow") ? one -> decided(made, one) : Peer.of(engine, table);
    for (MessageReceived event : made.events) {
      EventAsked one = EventAsked.of(event, true);
      asked.add(one);
      if (asked.size() <= ANSWERS_COMPARED && !index.first(one).equals(other.first(one))) {
        throw new IllegalStateException(
            engine + " chose " + other.first(one) + ", the index " + index.first(one));
      }
    }
    peer = other;
  }

  private static String decided(SeededTable made, EventAsked one) {
    MessageReceived event = one.event();
    return String.valueOf(
        made.router.route(made.facts(event, Session.fresh(event.key()))).rule());
  }

  /** One decision. */
  @Benchmark
  public Object first() {
    next = next + 1 < SeededTable.EVENTS ? next + 1 : 0;
    return peer == null ? "" : peer.first(asked.get(next));
  }
}
