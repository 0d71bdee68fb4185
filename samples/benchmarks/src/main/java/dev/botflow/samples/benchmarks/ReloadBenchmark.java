package dev.botflow.samples.benchmarks;

import dev.botflow.error.Findings;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.read.TableExport;
import dev.botflow.table.read.TableReader;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.table.sheet.Workbook;
import dev.botflow.text.WordLists;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
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
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReloadBenchmark {
  private @Nullable SeededTable seeded;
  private byte[] xlsx = {};

  @Setup
  public void prepare() {
    SeededTable made = new SeededTable(10_000);
    xlsx = TableExport.xlsx(made.table.rows(), WordLists.none(), List.of("f0"));
    seeded = made;
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

  /** The same rows from an XLSX file's bytes, to an index. */
  @Benchmark
  public Object xlsx() {
    Findings findings = new Findings();
    TableReader reader = new TableReader(seeded().words, findings);
    Workbook.read("bot.xlsx", xlsx, findings)
        .sheet(SheetKind.ROUTING, findings)
        .ifPresent(reader::read);
    findings.refuseErrors("the benchmark's workbook");
    return RoutingTable.of(reader.rows());
  }

  /** The limit for XLSX: the bare reader's texts of the same file, unpacked and parsed, and nothing more. */
  @Benchmark
  public Object xlsxRead() throws IOException {
    int cells = 0;
    try (ReadableWorkbook excel = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
      for (Row row : excel.getFirstSheet().read()) {
        for (int i = 0; i < row.getCellCount(); i++) {
          cells += row.getCellText(i).isEmpty() ? 0 : 1;
        }
      }
    }
    return cells;
  }

  /** The file's bytes, to an index. */
  @Benchmark
  public Object csv() {
    return SeededTable.read(seeded().csv, seeded().words);
  }
}
