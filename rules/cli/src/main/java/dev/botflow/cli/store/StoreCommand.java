package dev.botflow.cli.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.store.jdbc.StoreBackup;
import dev.botflow.store.jdbc.StoreCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code store backup|verify|restore}: copies of a store's file. The host may be running, but for a restore. */
@Command(
    name = "store",
    description =
        "Copies a store while its host runs (backup STORE COPY), looks whether one is whole (verify FILE), or puts a copy in"
            + " the place of a store that no host has open (restore COPY STORE).")
public final class StoreCommand implements Callable<Integer> {
  private final Streams streams;
  private final Clock clock;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "backup|verify|restore", description = "What to do.")
  private String action = "";

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      description = "The store and the copy of a backup, the copy and the store of a restore.")
  private List<Path> files = List.of();

  @Option(
      names = "--force",
      description =
          "With backup: replaces a copy that is there. With restore: replaces a store that is there, and keeps it beside.")
  private boolean force;

  /** @param streams where it prints */
  public StoreCommand(Streams streams) {
    this.streams = streams;
    this.clock = Clock.systemUTC();
  }

  @Override
  public Integer call() {
    checkUsage();
    switch (action) {
      case "backup":
        print(files.get(1), StoreBackup.backup(files.get(0), files.get(1), force), null);
        return ExitCode.FINE.number();
      case "restore":
        StoreBackup.Restored restored =
            StoreBackup.restore(files.get(0), files.get(1), force, clock);
        print(files.get(1), restored.restored(), restored.kept());
        return ExitCode.FINE.number();
      default:
        StoreCheck check = StoreBackup.verify(files.get(0));
        print(files.get(0), check, null);
        return (check.isFine() ? ExitCode.FINE : ExitCode.ERRORS_FOUND).number();
    }
  }

  private void checkUsage() {
    if (!List.of("backup", "verify", "restore").contains(action)) {
      throw common.misused("expected backup, verify or restore, but was \"" + action + "\"");
    }
    String expected = switch (action) {
      case "backup" -> "STORE and COPY";
      case "restore" -> "COPY and STORE";
      default -> "FILE";
    };
    if (files.size() != (action.equals("verify") ? 1 : 2)) {
      throw common.misused(action + ": expected " + expected + ", but was "
          + (files.isEmpty() ? "nothing" : files.size() == 1 ? "1 file" : files.size() + " files"));
    }
    if (force && action.equals("verify")) {
      throw common.misused("verify: expected nothing more, but was --force");
    }
  }

  private void print(Path file, StoreCheck check, @Nullable Path kept) {
    if (common.json()) {
      ObjectNode line = Json.object()
          .put("store", file.toString())
          .put("schema", check.schema())
          .put("sessions", check.sessions())
          .put("events", check.events())
          .put("messages", check.messages());
      ArrayNode problems = line.putArray("problems");
      check.problems().forEach(problems::add);
      streams.json(Json.line(line.put("kept", kept == null ? null : kept.toString())));
      return;
    }
    if (check.isFine()) {
      streams.text(file + ": whole, schema " + check.schema() + ", " + check.sessions()
          + " sessions, " + check.events() + " events to handle, " + check.messages()
          + " messages to send");
    }
    check.problems().forEach(problem -> streams.problem(file + ": " + problem));
    if (kept != null) {
      streams.text("what was there before is kept as " + kept);
    }
  }
}
