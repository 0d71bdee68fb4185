package dev.botflow.samples.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures all targets and prints them as one table with notes on the machine: {@code measure.sh}, or {@code measure.sh
 * decisions peers reloads swaps events start turns} for some of them.
 */
public final class Measure {
  private static final List<String> PARTS =
      List.of("decisions", "peers", "reloads", "swaps", "events", "start", "turns");
  private static final String BYTES = "gc.alloc.rate.norm";

  private final List<String> lines = new ArrayList<>();
  private final String machine = machine();

  private Measure() {}

  /** Measures the parts named, all if none is. */
  public static void main(String[] parts) throws Exception {
    List<String> wanted = parts.length == 0 ? PARTS : Arrays.asList(parts);
    if (!PARTS.containsAll(wanted)) {
      throw new IllegalArgumentException(
          "expected some of " + String.join(", ", PARTS) + ", but was " + wanted);
    }
    Measure measure = new Measure();
    for (String part : wanted) {
      measure.measure(part);
    }
    System.out.println("\n" + measure.machine + "\n");
    System.out.println("| # | Target | Limit | Measured | |\n|---|---|---|---|---|");
    measure.lines.forEach(System.out::println);
  }

  private static String machine() {
    return "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vm.name")
        + "), " + Runtime.getRuntime().availableProcessors() + " cores, "
        + Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MB heap at most, load at start "
        + number(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()) + ", "
        + java.time.LocalDate.now(java.time.ZoneOffset.UTC);
  }

  private void measure(String part) throws Exception {
    switch (part) {
      case "decisions" -> decisions();
      case "peers" -> peers();
      case "reloads" -> reloads();
      case "swaps" -> swaps();
      case "events" -> events();
      case "start" -> start();
      default -> turns();
    }
  }

  private void decisions() throws RunnerException {
    Map<String, RunResult> one = run("DecisionBenchmark.(index|decide)$", 1, "rows");
    Map<String, RunResult> two = run("DecisionBenchmark.decide$", 2, "rows", "10000");
    double index = time(one, "index 10000");
    double decide = time(one, "decide 10000");
    report(
        "1",
        "decision at 10,000 rows, facts included, against the index",
        8,
        decide / index,
        micros(decide) + " / " + micros(index));
    report(
        "2",
        "100,000 rows against 1,000",
        1.5,
        time(one, "decide 100000") / time(one, "decide 1000"),
        micros(time(one, "decide 100000")) + " / " + micros(time(one, "decide 1000")));
    double speedup = 2 * decide / time(two, "decide 10000");
    row("7", "two threads against one", "≥ 1.7×", number(speedup) + "×", speedup >= 1.7);
    double bytes = bytes(one, "decide 10000");
    row("7", "allocated a decision", "≤ 3,072 B", Math.round(bytes) + " B", bytes <= 3072);
  }

  private void peers() throws RunnerException {
    Map<String, RunResult> found = run("PeerBenchmark", 1, "engine");
    double ours = time(found, "first botflow");
    Map<String, Double> limits = new LinkedHashMap<>();
    limits.put("easy-rules", 200.0);
    limits.put("kie-dmn", 1000.0);
    limits.put("drools-rule-a-row", 4.0);
    limits.put("java-linear", 0.0);
    limits.forEach((peer, limit) -> {
      double theirs = time(found, "first " + peer);
      row(
          "3",
          peer + " at 10,000 rows against ours",
          limit > 0 ? "≥ " + Math.round(limit) + "×" : "–",
          number(theirs / ours) + "× (" + micros(theirs) + ")",
          theirs / ours >= limit);
    });
  }

  private void reloads() throws RunnerException {
    Map<String, RunResult> found = run("ReloadBenchmark", 1, "");
    double csv = time(found, "csv");
    double index = time(found, "index");
    double xlsx = time(found, "xlsx");
    double read = time(found, "xlsxRead");
    report(
        "4",
        "reload of 10,000 rows from CSV against the bare index",
        3,
        csv / index,
        number(csv) + " ms / " + number(index) + " ms");
    report(
        "4",
        "from XLSX against the bare reader",
        2,
        xlsx / read,
        number(xlsx) + " ms / " + number(read) + " ms");
  }

  private void swaps() throws InterruptedException {
    ReloadsUnderLoad load = new ReloadsUnderLoad();
    ReloadsUnderLoad.Times quiet = load.run(false, 10);
    ReloadsUnderLoad.Times busy = load.run(true, 10);
    String detail = "p50 " + micros(busy.p50() / 1e3) + " / " + micros(quiet.p50() / 1e3) + ", p99 "
        + micros(busy.p99() / 1e3) + " / " + micros(quiet.p99() / 1e3) + ", " + busy.reloads()
        + " reloads, " + busy.decisions() + " decisions";
    report(
        "5",
        "p99 under continuous reloads against quiet",
        1.3,
        (double) busy.p99() / quiet.p99(),
        detail);
    row("5", "wrong or mixed answers", "0", Integer.toString(busy.wrong()), busy.wrong() == 0);
    row(
        "5",
        "longest decision (quiet: " + number(quiet.worst() / 1e6) + " ms)",
        "≤ 10 ms",
        number(busy.worst() / 1e6) + " ms",
        busy.worst() <= 10_000_000);
  }

  private void events() throws RunnerException {
    Map<String, RunResult> found = run("WholeEventBenchmark", 1, "");
    double with = time(found, "withEngine");
    double without = time(found, "withoutEngine");
    report(
        "6",
        "verify, read, decide, render against the same without an engine",
        1.6,
        with / without,
        micros(with) + " / " + micros(without));
    double bytes = bytes(found, "withEngine");
    row("6", "allocated an event", "≤ 6,144 B", Math.round(bytes) + " B", bytes <= 6144);
  }

  private void start() throws IOException, InterruptedException {
    starts("JVM start to first decision, median of 7");
    Path archive = Files.createTempFile("botflow", ".jsa");
    Files.delete(archive);
    child(FirstDecision.class, "-XX:ArchiveClassesAtExit=" + archive);
    starts("the same with an archive of its classes", "-XX:SharedArchiveFile=" + archive);
    Files.deleteIfExists(archive);
    List<String> metaspace =
        child(RuleReloads.class).stream().map(line -> line.split(" ")[1]).toList();
    double growth = Double.parseDouble(metaspace.get(2)) - Double.parseDouble(metaspace.get(0));
    row(
        "8",
        "metaspace after 100, 200, 300 reloads of rules",
        "flat",
        String.join(", ", metaspace) + " MB",
        growth <= 2);
  }

  private void starts(String what, String... options) throws IOException, InterruptedException {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      times.add(Double.valueOf(child(FirstDecision.class, options).get(0).split(" ")[1]));
    }
    times.sort(null);
    double median = times.get(times.size() / 2);
    row(
        "8",
        what,
        "≤ 800 ms",
        Math.round(median) + " ms (" + Math.round(times.get(0)) + " to " + Math.round(times.get(6))
            + ")",
        median <= 800);
  }

  private void turns() throws RunnerException {
    Map<String, RunResult> found = run("TurnBenchmark", 1, "");
    double turn = time(found, "turn");
    double pieces = time(found, "pieces");
    report(
        "9",
        "a whole turn in memory against its bare pieces",
        5,
        turn / pieces,
        micros(turn) + " / " + micros(pieces) + ", " + Math.round(bytes(found, "turn")) + " / "
            + Math.round(bytes(found, "pieces")) + " B");
  }

  private static List<String> child(Class<?> program, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    // The JVM's own warnings come before.
    List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("["))
        .toList();
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException(program.getSimpleName() + " failed");
    }
    return lines;
  }

  /** Results by method and the value of one parameter. */
  private static Map<String, RunResult> run(
      String pattern, int threads, String parameter, String... values) throws RunnerException {
    ChainedOptionsBuilder options = new OptionsBuilder()
        .include(Measure.class.getPackageName() + "." + pattern)
        .threads(threads)
        .addProfiler(GCProfiler.class);
    if (values.length > 0) {
      options.param(parameter, values);
    }
    Map<String, RunResult> results = new LinkedHashMap<>();
    for (RunResult result : new Runner(options.build()).run()) {
      String value = result.getParams().getParam(parameter);
      results.put(
          result.getPrimaryResult().getLabel() + (value == null ? "" : " " + value), result);
    }
    return results;
  }

  private static double time(Map<String, RunResult> results, String name) {
    return found(results, name).getPrimaryResult().getScore();
  }

  private static double bytes(Map<String, RunResult> results, String name) {
    Map<String, ? extends Result<?>> secondary = secondary(found(results, name));
    for (Map.Entry<String, ? extends Result<?>> one : secondary.entrySet()) {
      if (one.getKey().endsWith(BYTES)) {
        return one.getValue().getScore();
      }
    }
    throw new IllegalStateException(name + ": expected bytes, but none were measured");
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // JMH's own signature is raw.
  private static Map<String, ? extends Result<?>> secondary(RunResult result) {
    return (Map) result.getSecondaryResults();
  }

  private static RunResult found(Map<String, RunResult> results, String name) {
    RunResult result = results.get(name);
    if (result == null) {
      throw new IllegalStateException(
          "expected a result " + name + ", but found " + results.keySet());
    }
    return result;
  }

  private void report(String target, String what, double limit, double ratio, String detail) {
    row(
        target,
        what,
        "≤ " + number(limit) + "×",
        number(ratio) + "× (" + detail + ")",
        ratio <= limit);
  }

  private void row(String target, String what, String limit, String measured, boolean met) {
    lines.add("| " + target + " | " + what + " | " + limit + " | " + measured + " | "
        + (met ? "met" : "**missed**") + " |");
  }

  private static String micros(double micros) {
    return number(micros) + " µs";
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, number >= 100 ? "%,.0f" : "%.2f", number);
  }
}
