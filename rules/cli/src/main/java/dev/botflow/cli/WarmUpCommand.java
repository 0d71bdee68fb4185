package dev.botflow.cli;

import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Streams;
import dev.botflow.store.jdbc.JdbcStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code warm-up}: the commands people use, one after the other on a small bot of its own, and nothing printed. The
 * launcher lets the JVM keep the classes that are loaded meanwhile, so that later runs start sooner.
 */
@Command(
    name = "warm-up",
    hidden = true,
    description = "Runs the other commands on a small bot and prints nothing.")
final class WarmUpCommand implements Callable<Integer> {
  private static final Map<String, String> FILES = files();

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("bot/bot.yaml", "bot.yaml");
    files.put("bot/routing.csv", "routing.csv");
    files.put("bot/words.csv", "words.csv");
    files.put("bot/hours.csv", "hours.csv");
    files.put("bot/flows/hello.yaml", "hello.yaml");
    files.put("bot/flows/bye.yaml", "bye.yaml");
    files.put("bot/scenarios/hello.yaml", "hello-scenario.yaml");
    files.put("event.json", "event.json");
    return files;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("botflow-warm-up");
    try {
      for (Map.Entry<String, String> file : FILES.entrySet()) {
        Path to = folder.resolve(file.getKey());
        Files.createDirectories(to.getParent());
        copy(file.getValue(), to);
      }
      return run(folder);
    } finally {
      delete(folder);
    }
  }

  private static int run(Path folder) {
    String bot = folder.resolve("bot").toString();
    String event = folder.resolve("event.json").toString();
    List<List<String>> lines = new ArrayList<>(List.of(
        List.of("--help"),
        List.of("check", bot),
        List.of("check", bot, "--json"),
        List.of("facts", event),
        List.of("decide", bot, event),
        List.of("play", bot, event, "--json"),
        List.of("test", bot),
        List.of("diff", bot, bot, "--events", event),
        List.of("export", bot, "-o", folder.resolve("bot.xlsx").toString()),
        List.of("report", bot, "-o", folder.resolve("report.html").toString()),
        List.of("schema", bot, "--out", folder.resolve("schema").toString()),
        List.of("new", folder.resolve("new").toString()),
        List.of("chat", bot)));
    Path sample = folder.resolve("sample");
    if (SampleBot.isBuiltIn()) {
      // It has some of everything that a bot can have.
      SampleBot.copyInto(sample);
      lines.add(List.of("check", sample.toString()));
      lines.add(List.of("diff", bot, sample.toString()));
      lines.add(List.of("test", sample.toString()));
    }
    return Math.max(run(lines), store(folder.resolve("store.db")));
  }

  private static int run(List<List<String>> lines) {
    int worst = ExitCode.FINE.number();
    for (List<String> line : lines) {
      worst = Math.max(worst, BotFlowCommand.run(silent(), line.toArray(String[]::new)));
    }
    return worst;
  }

  /** Last, since the database's library may find no place to unpack itself. */
  private static int store(Path store) {
    JdbcStore.sqlite(store).close();
    return run(List.of(
        List.of("traces", store.toString()),
        List.of("contact", store.toString(), "open"),
        List.of("outbox", store.toString(), "list")));
  }

  private static Streams silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Streams(new BufferedReader(Reader.nullReader()), nowhere, nowhere, false);
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream from = WarmUpCommand.class.getResourceAsStream("warm-up/" + resource)) {
      if (from == null) {
        throw new AssertionError("warm-up/" + resource + " is missing from this jar");
      }
      Files.copy(from, to);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
