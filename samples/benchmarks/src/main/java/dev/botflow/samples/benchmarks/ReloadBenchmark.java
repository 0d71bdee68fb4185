package dev.botflow.samples.benchmarks;

import dev.botflow.table.RoutingTable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the text of a CSV file with 10,000 rows to a table that decides, against building the index alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReloadBenchmark {
  private @Nullable SeededTable seeded;

  @Setup
  public void prepare() {
    seeded = new SeededTable(10_000);
  }

  private SeededTable seeded() {
    if (seeded == null) {
      throw new IllegalStateException("prepare comes first");
    }
    return seeded;
  }

  /** The limit: rows that are read already, to an index. */
  @Benchmark
  public Object index() {
    return RoutingTable.of(seeded().table.rows());
  }

  /** The file's bytes, to an index. */
  @Benchmark
  public Object csv() {
    return SeededTable.read(seeded().csv, seeded().words);
  }
}
