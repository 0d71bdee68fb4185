package dev.botflow.cli;

import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.AuditOption;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.error.BotFlowException;
import dev.botflow.store.jdbc.JdbcStore;
import dev.botflow.workbench.Role;
import dev.botflow.workbench.http.Browser;
import dev.botflow.workbench.http.WorkbenchServer;
import dev.botflow.workbench.live.LiveOptions;
import dev.botflow.workbench.live.WaitingPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code workbench FOLDER}: the analysts' page over a bot's folder, on this machine alone. */
@Command(
    name = "workbench",
    description =
        "Opens a bot in the browser: its tables, flows and scenarios with what is wrong, and a try beside them. Only this machine reaches it.")
final class WorkbenchCommand implements Callable<Integer> {
  private static final String SAMPLE = "botflow-sample";
  private static final String QUIT = "quit";

  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      arity = "0..1",
      description =
          "The bot's folder; without it a copy of the sample, in botflow-sample where you are.")
  private @Nullable Path folder;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "The port on 127.0.0.1; any free one unless set.")
  private int port;

  @Option(names = "--no-open", description = "Prints the address, and opens no browser.")
  private boolean noOpen;

  @Option(names = "--read-only", description = "Shows and tries the bot; nothing can be changed.")
  private boolean readOnly;

  @Option(
      names = "--versions",
      paramLabel = "FOLDER",
      description =
          "The bot's folder of versions, which its hosts follow: with it the page compares, publishes, reviews and rolls back.")
  private @Nullable Path versions;

  @Mixin
  private AuditOption audit = new AuditOption();

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description = "With --versions: the host's store, which tells how many people wait where.")
  private @Nullable Path store;

  WorkbenchCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path opened = folder == null ? sample() : folder;
    if (!Files.isDirectory(opened)) {
      throw new BotFlowException(opened
          + ": expected a bot's folder, but "
          + (Files.exists(opened) ? "was a file" : "there is no such folder"));
    }
    if (versions == null) {
      if (store != null) {
        throw new BotFlowException("--store: expected --versions beside it, but there is none");
      }
      return serve(opened, Optional.empty());
    }
    LiveOptions live = LiveOptions.of(versions).audited(audit.audit());
    if (store == null) {
      return serve(opened, Optional.of(live));
    }
    try (JdbcStore people = JdbcStore.existing(store)) {
      return serve(opened, Optional.of(live.telling(WaitingPlaces.of(people))));
    }
  }

  private int serve(Path opened, Optional<LiveOptions> live) throws InterruptedException {
    WorkbenchServer server = WorkbenchServer.open(opened, port, person(), roles(), live);
    // Ctrl+C: what was typed last may not be in the files yet.
    Thread save = new Thread(server::close, "botflow-workbench-end");
    Runtime.getRuntime().addShutdownHook(save);
    print(server, opened);
    if (!noOpen) {
      Browser.open(server.firstAddress());
    }
    waitForTheEnd();
    Runtime.getRuntime().removeShutdownHook(save);
    server.close();
    return ExitCode.FINE.number();
  }

  private Set<Role> roles() {
    Set<Role> roles = EnumSet.of(Role.VIEW);
    if (!readOnly) {
      roles.add(Role.EDIT);
    }
    if (!readOnly && versions != null) {
      roles.addAll(EnumSet.of(Role.APPROVE, Role.PUBLISH));
    }
    return roles;
  }

  private static String person() {
    String name = System.getProperty("user.name", "");
    return name.isBlank() ? "somebody" : name;
  }

  private Path sample() {
    Path copy = Path.of(SAMPLE);
    boolean copied = SampleBot.copyInto(copy);
    if (!common.json()) {
      streams.text((copied
              ? "This is a copy of the sample, to play with: "
              : "This is the copy of the sample that was made before: ")
          + copy.toAbsolutePath());
    }
    return copy;
  }

  private void print(WorkbenchServer server, Path opened) {
    if (common.json()) {
      streams.json(Json.line(Json.object()
          .put("workbench", opened.toString())
          .put("address", server.firstAddress().toString())));
    } else {
      streams.text("The workbench is open: " + server.firstAddress());
      streams.text(
          "The address works once, in one browser. Ctrl+C ends the workbench; what is not saved yet is saved then.");
    }
    streams.flush();
  }

  /** A program that started it says quit; a terminal is left alone, so that it can go on in the background. */
  private void waitForTheEnd() throws InterruptedException {
    if (!streams.interactive()) {
      try {
        String line = streams.in().readLine();
        while (line != null) {
          if (line.strip().equals(QUIT)) {
            return;
          }
          line = streams.in().readLine();
        }
      } catch (IOException e) {
        streams.problem("standard input: expected lines, but it cannot be read");
      }
    }
    new CountDownLatch(1).await();
  }
}
