package dev.botflow.cli.store;

import dev.botflow.audit.Act;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.ActorOption;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.event.Channel;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetterFilter;
import dev.botflow.store.Store;
import dev.botflow.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code outbox STORE list|replay|drop}: messages that were given up, and what else could not be handled. Safe beside the
 * host that uses the store: each change is one short transaction, and the host looks for what came back every minute.
 */
@Command(
    name = "outbox",
    description =
        "Lists, replays or drops what was given up in a store (messages and events; timers and calls are"
            + " listed and dropped). The host may be running.")
public final class OutboxCommand implements Callable<Integer> {
  private static final int MOST_NAMED = 10;

  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private ActorOption actor = new ActorOption();

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

  @Option(names = "--app", paramLabel = "APP", description = "Only what is of this app.")
  private @Nullable String app;

  @Option(
      names = "--channel",
      paramLabel = "CHANNEL",
      description = "Only messages, timers and calls on this channel.")
  private @Nullable String channel;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only messages, events, timers or calls: message, event, timer, call.")
  private @Nullable String kind;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Only what was given up for a reason that holds this.")
  private @Nullable String reason;

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      description = "With list: so many at most; all unless set.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--after",
      paramLabel = "NUMBER",
      description = "With list: only what comes after this number, the next page.")
  private long after;

  /** @param streams where it prints */
  public OutboxCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    checkUsage();
    try (JdbcStore opened = JdbcStore.existing(store)) {
      if (action.equals("list")) {
        List<DeadLetter> page = DeadLetter.page(opened, filter(), after, limit);
        page.forEach(this::print);
        print(page.size() + " given up" + more(page));
        return ExitCode.FINE.number();
      }
      Map<String, DeadLetter> listed = listed(opened);
      return actor.doing(
          action.equals("replay") ? Act.REPLAYED : Act.DROPPED,
          about(listed),
          () -> change(opened, listed));
    }
  }

  /** Without the reason that was asked for, which may hold what somebody wrote. */
  private String about(Map<String, DeadLetter> listed) {
    if (!ids.isEmpty()) {
      return ids.size() + " given up, "
          + ids.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
          + (ids.size() > MOST_NAMED ? " and more" : "");
    }
    return listed.size() + " given up" + (app == null ? "" : ", app " + app)
        + (channel == null ? "" : ", " + channel) + (kind == null ? "" : ", " + kind)
        + (reason == null ? "" : ", of some reason");
  }

  private String more(List<DeadLetter> page) {
    return page.size() < limit || page.isEmpty()
        ? ""
        : "; more with --after " + page.get(page.size() - 1).number();
  }

  private boolean filtered() {
    return app != null || channel != null || kind != null || reason != null;
  }

  private DeadLetterFilter filter() {
    return DeadLetterFilter.all()
        .inApp(app)
        .on(channel == null ? null : Channel.of(channel))
        .because(reason)
        .ofKinds(
            kind == null
                ? DeadLetter.Kind.ALL
                : Set.of(DeadLetter.Kind.valueOf(kind.toUpperCase(Locale.ROOT))));
  }

  private void checkUsage() {
    if (kind != null && !List.of("message", "event", "timer", "call").contains(kind)) {
      throw common.misused(
          "--kind: expected message, event, timer or call, but was \"" + kind + "\"");
    }
    if (limit < 1) {
      throw common.misused("--limit: expected 1 or more, but was " + limit);
    }
    if (!List.of("list", "replay", "drop").contains(action)) {
      throw common.misused("expected list, replay or drop, but was \"" + action + "\"");
    }
    if (action.equals("list") && (all || !ids.isEmpty())) {
      throw common.misused(
          "list: expected nothing more, but was " + (all ? "--all" : "\"" + ids.get(0) + "\""));
    }
    if (!action.equals("list") && !filtered() && all != ids.isEmpty()) {
      throw common.misused(
          action + ": expected ids or --all, but was " + (all ? "both" : "neither"));
    }
    if (!action.equals("list") && filtered() && (all || !ids.isEmpty())) {
      throw common.misused(
          action + ": expected ids, --all, or what it is about (--app, --channel, --kind,"
              + " --reason), but was more than one of them");
    }
  }

  private int change(Store opened, Map<String, DeadLetter> listed) {
    boolean replaying = action.equals("replay");
    int changed = 0;
    boolean missing = false;
    boolean many = all || filtered();
    for (String id : many ? new ArrayList<>(listed.keySet()) : ids) {
      DeadLetter one = listed.get(id);
      if (one != null
          && (!replaying || replays(one))
          && (replaying ? opened.replay(id, Instant.now()) : opened.drop(id))) {
        print(one);
        changed++;
      } else if (!many) {
        missing = true;
        streams.problem(store + ": expected the id of "
            + (replaying ? "a message or event that was given up" : "something that was given up")
            + ", but was \"" + id + "\"");
      }
    }
    print(changed + (replaying ? " to be sent or handled again" : " dropped"));
    return (missing ? ExitCode.ERRORS_FOUND : ExitCode.FINE).number();
  }

  private Map<String, DeadLetter> listed(Store opened) {
    Map<String, DeadLetter> listed = new LinkedHashMap<>();
    DeadLetter.page(opened, filter(), 0, Integer.MAX_VALUE)
        .forEach(letter -> listed.put(letter.id(), letter));
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
          .put("since", one.since().toString())
          .put("number", one.number())
          .put("kind", one.kind().name().toLowerCase(Locale.ROOT))
          .put("app", one.appId())
          .put("channel", one.channel() == null ? null : one.channel().name())));
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
