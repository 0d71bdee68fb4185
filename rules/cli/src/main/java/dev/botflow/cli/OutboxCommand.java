package dev.botflow.cli;

import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.Store;
import dev.botflow.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code outbox STORE list|replay|drop}: messages that were given up, and what else could not be handled. Safe beside the
 * host that uses the store: each change is one short transaction, and the host looks for what came back every minute.
 */
@Command(
    name = "outbox",
    description =
        "Lists, replays or drops what was given up in a store (messages and events; timers and calls are"
            + " listed and dropped). The host may be running.")
final class OutboxCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "STORE", description = "The store's file.")
  private Path store = Path.of("");

  @Parameters(index = "1", paramLabel = "list|replay|drop", description = "What to do.")
  private String action = "";

  @Parameters(index = "2..*", paramLabel = "ID", description = "What to replay or drop.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--all",
      description = "Replays all messages and events, or drops everything listed.")
  private boolean all;

  OutboxCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    checkUsage();
    try (JdbcStore opened = JdbcStore.existing(store)) {
      Map<String, DeadLetter> listed = listed(opened);
      if (action.equals("list")) {
        listed.values().forEach(this::print);
        print(listed.size() + " given up");
        return ExitCode.FINE.number();
      }
      return change(opened, listed);
    }
  }

  private void checkUsage() {
    if (!List.of("list", "replay", "drop").contains(action)) {
      throw misused("expected list, replay or drop, but was \"" + action + "\"");
    }
    if (action.equals("list") && (all || !ids.isEmpty())) {
      throw misused(
          "list: expected nothing more, but was " + (all ? "--all" : "\"" + ids.get(0) + "\""));
    }
    if (!action.equals("list") && all != ids.isEmpty()) {
      throw misused(action + ": expected ids or --all, but was " + (all ? "both" : "neither"));
    }
  }

  private ParameterException misused(String sentence) {
    if (spec == null) {
      throw new AssertionError("picocli sets the spec before it calls");
    }
    return new ParameterException(spec.commandLine(), sentence);
  }

  private int change(Store opened, Map<String, DeadLetter> listed) {
    boolean replaying = action.equals("replay");
    int changed = 0;
    boolean missing = false;
    for (String id : all ? new ArrayList<>(listed.keySet()) : ids) {
      DeadLetter one = listed.get(id);
      if (one != null
          && (!replaying || replays(one))
          && (replaying ? opened.replay(id, Instant.now()) : opened.drop(id))) {
        print(one);
        changed++;
      } else if (!all) {
        missing = true;
        streams.problem(store + ": expected the id of "
            + (replaying ? "a message or event that was given up" : "something that was given up")
            + ", but was \"" + id + "\"");
      }
    }
    print(changed + (replaying ? " to be sent or handled again" : " dropped"));
    return (missing ? ExitCode.ERRORS_FOUND : ExitCode.FINE).number();
  }

  private static Map<String, DeadLetter> listed(Store opened) {
    Map<String, DeadLetter> listed = new LinkedHashMap<>();
    DeadLetter.all(opened, DeadLetter.Kind.ALL).forEach(letter -> listed.put(letter.id(), letter));
    return listed;
  }

  private static boolean replays(DeadLetter letter) {
    return letter.kind() == DeadLetter.Kind.MESSAGE || letter.kind() == DeadLetter.Kind.EVENT;
  }

  /** What the line of a dead letter says. */
  private static String reason(DeadLetter letter) {
    if (letter.kind() != DeadLetter.Kind.MESSAGE) {
      return letter.kind().name().toLowerCase(Locale.ROOT) + ": " + letter.reason();
    }
    return letter.unknown() ? letter.reason() + " (it may have been sent)" : letter.reason();
  }

  private void print(DeadLetter one) {
    if (common.json()) {
      streams.json(Json.line(Json.object()
          .put("id", one.id())
          .put("reason", reason(one))
          .put("attempts", one.attempts())
          .put("since", one.since().toString())));
    } else {
      streams.text(String.format(
          Locale.ROOT,
          "%s  %s  %d attempts  %s",
          one.since(),
          one.id(),
          one.attempts(),
          reason(one)));
    }
  }

  private void print(String sentence) {
    if (!common.json()) {
      streams.text(store + ": " + sentence);
    }
  }
}
