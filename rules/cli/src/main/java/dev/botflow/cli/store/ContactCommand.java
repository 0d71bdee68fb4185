package dev.botflow.cli.store;

import dev.botflow.audit.Act;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.ActorOption;
import dev.botflow.cli.option.CommonOptions;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.lookup.Contacts;
import dev.botflow.lookup.OpenConversation;
import dev.botflow.store.Erased;
import dev.botflow.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code contact STORE find|open|export|erase}: who is kept, at which question they are, all of one person, and out with it. */
@Command(
    name = "contact",
    description =
        "Finds a contact in a store, says who is at which question, writes all that is kept of one person, or erases"
            + " it. The host may be running.")
public final class ContactCommand implements Callable<Integer> {
  private static final int MOST = 1_000;

  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Mixin
  private ActorOption actor = new ActorOption();

  @Mixin
  private ContactOption who = new ContactOption();

  @Parameters(index = "0", paramLabel = "STORE", description = "The store's file.")
  private Path store = Path.of("");

  @Parameters(index = "1", paramLabel = "find|open|export|erase", description = "What to do.")
  private String action = "";

  @Option(
      names = "--at",
      paramLabel = "FLOW.STEP",
      description = "With open: who is at this step; without it, how many are at each.")
  private @Nullable String at;

  /** @param streams where it prints */
  public ContactCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    checkUsage();
    try (JdbcStore opened = JdbcStore.existing(store)) {
      Contacts contacts = new Contacts(opened);
      switch (action) {
        case "find" -> find(contacts);
        case "open" -> open(contacts);
        case "export" -> streams.json(export(contacts));
        default -> erase(contacts);
      }
      return ExitCode.FINE.number();
    }
  }

  private void checkUsage() {
    String problem = who.problem();
    if (!List.of("find", "open", "export", "erase").contains(action)) {
      problem = "expected find, open, export or erase, but was \"" + action + "\"";
    } else if (problem == null && action.equals("open") == who.given()) {
      problem = action.equals("open")
          ? "open: expected no contact, but was one"
          : action + ": expected --contact or --identity, but was neither";
    } else if (problem == null && at != null && (!action.equals("open") || at.indexOf('.') < 1)) {
      problem = "--at: expected FLOW.STEP, with open, but was \"" + at + "\"";
    }
    if (problem != null) {
      throw common.misused(problem);
    }
  }

  private Set<SessionKey> keys(Contacts contacts) {
    return who.contact() != null
        ? contacts.find(who.in(who.app()))
        : contacts.byIdentity(who.app(), who.channel(), who.onChannel());
  }

  /** The contact, in the one app that has it. */
  private ChannelContext contact(Contacts contacts) {
    if (who.app() != null) {
      return who.in(who.app());
    }
    Set<String> apps = keys(contacts).stream()
        .map(SessionKey::appId)
        .collect(Collectors.toCollection(TreeSet::new));
    if (apps.size() != 1) {
      throw common.misused("--app: expected the app of the contact, since "
          + (apps.isEmpty() ? "no app has it" : "it is in " + String.join(", ", apps)));
    }
    return who.in(apps.iterator().next());
  }

  private void find(Contacts contacts) {
    Set<SessionKey> keys = keys(contacts);
    for (SessionKey key : keys) {
      if (common.json()) {
        streams.json(Json.line(Json.object().put("session", key.value()).put("app", key.appId())));
      } else {
        streams.text(key.value() + "  app " + key.appId());
      }
    }
    print(keys.size() + " kept");
  }

  private void open(Contacts contacts) {
    if (at == null) {
      Map<String, Integer> counts = contacts.openCounts();
      counts.forEach((step, count) -> {
        if (common.json()) {
          streams.json(Json.line(Json.object().put("at", step).put("open", count)));
        } else {
          streams.text(count + "  " + step);
        }
      });
      print(counts.values().stream().mapToInt(Integer::intValue).sum() + " open");
      return;
    }
    String flow = at.substring(0, at.lastIndexOf('.'));
    String step = at.substring(at.lastIndexOf('.') + 1);
    List<OpenConversation> found = contacts.openAt(flow, step, "", MOST);
    for (OpenConversation one : found) {
      String since = one.since() == null ? null : one.since().toString();
      if (common.json()) {
        streams.json(Json.line(
            Json.object().put("session", one.key().value()).put("at", at).put("since", since)));
      } else {
        streams.text(one.key().value() + "  since " + since);
      }
    }
    print(found.size() + " open at " + at + (found.size() == MOST ? ", and perhaps more" : ""));
  }

  private String export(Contacts contacts) {
    ChannelContext contact = contact(contacts);
    return actor.doing(Act.EXPORTED, named(contact), () -> contacts.export(contact));
  }

  private static String named(ChannelContext contact) {
    return "a contact of app " + contact.appId();
  }

  private void erase(Contacts contacts) {
    ChannelContext contact = contact(contacts);
    Erased erased = actor.doing(Act.ERASED, named(contact), () -> contacts.erase(contact));
    if (common.json()) {
      var line = Json.object();
      erased.rows().forEach((kind, rows) -> line.put(kind.word(), rows));
      streams.json(Json.line(Json.object().put("erased", erased.total()).set("rows", line)));
      return;
    }
    erased.rows().forEach((kind, rows) -> streams.text(rows + "  " + kind.word()));
    print(erased.total() + " rows erased");
  }

  private void print(String sentence) {
    if (!common.json()) {
      streams.text(store + ": " + sentence);
    }
  }
}
