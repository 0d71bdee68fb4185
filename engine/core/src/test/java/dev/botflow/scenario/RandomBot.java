package dev.botflow.scenario;

import dev.botflow.cell.NamedHours;
import dev.botflow.cell.Values;
import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Texts;
import dev.botflow.flow.read.BotReader;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.DecisionTables;
import dev.botflow.routing.Router;
import dev.botflow.text.WordLists;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** A bot whose flows are drawn by lot, loops and dead ends included; what it is depends on the seed alone. */
final class RandomBot {
  /** What the error flow says, and no other. */
  static final String BROKEN = "Something broke.";

  private static final String[] TYPES = {
    "any",
    "yes_no",
    "{ integer: 1 to 5 }",
    "date",
    "email",
    "phone",
    "{ pattern: 'LC-\\d{6}', case: upper }",
    "media",
    "location",
    "{ list: { red: [crimson], blue: [] } }"
  };
  private static final String[] NAMES = {"a", "session.b", "contact.c", "order.number"};

  private final Random random;
  private final int flows;

  private RandomBot(Random random) {
    this.random = random;
    this.flows = 3 + random.nextInt(4);
  }

  /** The bot of a seed. */
  static BotVersion of(long seed) {
    return of(seed, Rows::plain);
  }

  /** The bot of a seed, its rows read by a router of choice. */
  static BotVersion of(long seed, Function<Rows, Router> routing) {
    return new RandomBot(new Random(seed)).version(routing);
  }

  private BotVersion version(Function<Rows, Router> routing) {
    Findings findings = new Findings();
    FlowReader reader = new FlowReader(WordLists.none(), List.of(), findings);
    Map<String, Flow> byName = new LinkedHashMap<>();
    List<String> written = new ArrayList<>();
    for (int i = 0; i < flows; i++) {
      written.add(flow(i));
    }
    written.add("flow: out\nlegal: true\nsteps:\n- { id: o, set: { contact.opted_out: 'true' } }\n"
        + "- { id: s, say: 'Bye.' }");
    written.add("flow: in\nlegal: true\nsteps:\n- { id: o, set: { contact.opted_out: 'false' } }\n"
        + "- { id: s, say: 'Welcome back.' }");
    written.add("flow: broken\nsteps:\n- { id: s, say: '" + BROKEN + "'" + afterError() + " }");
    written.add("flow: lost\nsteps:\n- { id: s, say: 'I did not get that.' }");
    for (String yaml : written) {
      reader.read("flows/random.yaml", yaml).ifPresent(flow -> byName.put(flow.name(), flow));
    }
    if (findings.hasErrors()) {
      throw new AssertionError(findings.errors().get(0).sentence());
    }
    String settings = "bot: random\nlanguages: [en, nl]\n"
        + (random.nextBoolean() ? "error_occurred: broken\n" : "")
        + (random.nextBoolean() ? "not_understood: lost\n" : "")
        + (random.nextInt(4) == 0 ? "channel_change: restart\n" : "")
        + (random.nextInt(4) == 0 ? "stale_buttons: ignore\n" : "")
        + (random.nextInt(4) == 0 ? "session_expiry: 2h\n" : "");
    Bot bot = new Bot(
        BotReader.settings("bot.yaml", settings, findings),
        byName,
        WordLists.none(),
        NamedHours.none(),
        Texts.none());
    return new BotVersion(bot, routing.apply(rows()), tables(), ChannelCatalog.none(), 0, "random");
  }

  /** Draws the rows. */
  private Rows rows() {
    Map<String, String> interrupting = new LinkedHashMap<>();
    for (String word : new String[] {"help", "order", "more"}) {
      interrupting.put(word, anyFlow());
    }
    Map<String, String> kinds = new LinkedHashMap<>();
    for (String kind : new String[] {
      "ping", "opt-in succeeded", "delivery failed", "agent left", "conversation stopped"
    }) {
      if (random.nextBoolean()) {
        kinds.put(kind, anyFlow());
      }
    }
    Map<String, String> ending = new LinkedHashMap<>();
    ending.put("stop", "out");
    ending.put("start", "in");
    ending.put("menu", "f0");
    return new Rows(ending, interrupting, kinds);
  }

  /**
   * What leads to which flow; every other message to f0.
   *
   * @param ending by the text that ends what is open
   * @param interrupting by the text that interrupts
   * @param kinds by the kind of an event that is no message
   */
  record Rows(
      Map<String, String> ending, Map<String, String> interrupting, Map<String, String> kinds) {
    /** A router without a table. */
    Router plain() {
      PlainRouter router = new PlainRouter("f0");
      ending.forEach(router::ending);
      interrupting.forEach(router::interrupting);
      kinds.forEach(router::on);
      return router;
    }

    /** The same as a routing table. */
    String csv() {
      StringBuilder csv =
          new StringBuilder("Rule,What happened,Says,Go to flow,During a question\n");
      ending.forEach((text, flow) ->
          csv.append("END-").append(text + ",text," + text + "," + flow + ",end it\n"));
      interrupting.forEach((text, flow) ->
          csv.append("INT-").append(text + ",text," + text + "," + flow + ",interrupt\n"));
      int kind = 0;
      for (Map.Entry<String, String> entry : kinds.entrySet()) {
        kind++;
        csv.append("KIND-").append(kind).append(',').append(entry.getKey());
        csv.append(",,").append(entry.getValue()).append(",\n");
      }
      return csv.append("ALL,message,,f0,wait\n").toString();
    }
  }

  private static DecisionTables tables() {
    return new DecisionTables() {
      @Override
      public Optional<Exit> decide(String table, Values values) {
        return Optional.ofNullable(values.value("session.b"))
            .map(value -> new Exit(value.toString().length() % 2 == 0 ? "even" : "odd", "D1"));
      }

      @Override
      public Optional<Set<String>> exits(String table) {
        return Optional.of(Set.of("even", "odd"));
      }
    };
  }

  /** What an error flow leads to: mostly nothing, else what may fail or loop in its turn. */
  private String afterError() {
    return random.nextInt(3) == 0 ? ", next: " + anyFlow() : "";
  }

  private String flow(int number) {
    StringBuilder yaml = new StringBuilder("flow: f" + number + "\n");
    if (random.nextInt(5) == 0) {
      yaml.append("legal: true\n");
    }
    int steps = 1 + random.nextInt(6);
    if (random.nextInt(4) == 0) {
      yaml.append("on_error: s").append(random.nextInt(steps)).append('\n');
    }
    yaml.append("returns: [a]\nsteps:\n");
    for (int i = 0; i < steps; i++) {
      yaml.append("- { id: s").append(i).append(", ").append(step(steps)).append(" }\n");
    }
    return yaml.toString();
  }

  private String step(int steps) {
    StringBuilder step = new StringBuilder(kind(steps));
    if (random.nextInt(8) == 0) {
      step.append(", delay: ").append(pick("20s", "3h", "3d"));
    }
    if (random.nextInt(8) == 0) {
      step.append(", when: { session.b: is known }");
    }
    if (random.nextInt(6) == 0) {
      step.append(", on_error: ").append(target(steps));
    }
    if (random.nextInt(10) == 0) {
      step.append(", channel: SMS");
    }
    return step.toString();
  }

  private String kind(int steps) {
    switch (random.nextInt(10)) {
      case 0:
      case 1:
        return "say: 'Hi {a|you} {missing}.'" + next(steps);
      case 2:
      case 3:
      case 4:
        return question(steps);
      case 5:
        return "branch: [ { when: { a: is known }, next: " + target(steps) + " }, { else: "
            + target(steps) + " } ]";
      case 6:
        return "decide: desk, next: { even: " + target(steps) + ", odd: " + target(steps)
            + ", else: " + target(steps) + " }";
      case 7:
        return "set: { " + pick(NAMES) + ": " + pick("one", "{ add: 1 }", "{ now: }", "''") + " }"
            + next(steps);
      case 8:
        return random.nextBoolean()
            ? "do: act, save: " + pick(NAMES) + next(steps)
            : "handover: { queue: q, carry: [a], open: 'Here I am.', then: " + target(steps) + " }";
      default:
        return "call: " + anyFlow() + ", with: { a: '{a|x}' }, save: { a: result.a }" + next(steps);
    }
  }

  private String question(int steps) {
    StringBuilder ask = new StringBuilder("ask: 'What?'");
    boolean choices = random.nextBoolean();
    if (choices) {
      ask.append(", choices: { one: First, two: { label: Second, also: [other] } }");
    } else {
      ask.append(", type: ").append(pick(TYPES));
    }
    ask.append(", save: ").append(pick(NAMES));
    ask.append(", attempts: ").append(1 + random.nextInt(3));
    if (random.nextBoolean()) {
      ask.append(", on_invalid: [Once, Twice]");
    }
    if (random.nextBoolean()) {
      ask.append(", on_give_up: ").append(target(steps));
    }
    if (random.nextInt(3) == 0) {
      ask.append(", nudge: { after: ").append(pick("2h", "30h", "3d"));
      ask.append(", then: ").append(target(steps)).append(" }");
    }
    if (random.nextInt(3) == 0) {
      ask.append(", deadline: { after: ").append(pick("6h", "1d", "2d"));
      ask.append(", then: ").append(target(steps)).append(" }");
    }
    if (random.nextInt(5) == 0) {
      ask.append(", interrupt: never");
    }
    if (choices && random.nextBoolean()) {
      return ask.append(", next: { one: ")
          .append(target(steps))
          .append(", else: ")
          .append(target(steps))
          .append(" }")
          .toString();
    }
    return ask.append(next(steps)).toString();
  }

  private String next(int steps) {
    return random.nextBoolean() ? "" : ", next: " + target(steps);
  }

  private String target(int steps) {
    int drawn = random.nextInt(steps + 3);
    if (drawn < steps) {
      return "s" + drawn;
    }
    return drawn == steps ? anyFlow() : "end";
  }

  private String anyFlow() {
    return "f" + random.nextInt(flows);
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }
}
