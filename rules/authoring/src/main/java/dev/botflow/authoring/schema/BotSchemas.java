package dev.botflow.authoring.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.BotTables;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.flow.Bot;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.DoStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.read.BotReader;
import dev.botflow.scenario.ScenarioExpectation;
import dev.botflow.scenario.ScenarioReader;
import dev.botflow.scenario.Stubs;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.table.read.DecisionReader;
import dev.botflow.table.read.HostFlowsReader;
import dev.botflow.table.read.ListReaders;
import dev.botflow.table.read.TextsReader;
import dev.botflow.table.sheet.Columns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * JSON Schemas of a bot's files, for editors: those of the readers' keys, which the engine holds and tests against its
 * readers, with the names of one bot in the places that wait for them. They are written for draft 7, which every editor
 * knows. A name that is in the bot only since they were written is flagged until they are written again.
 */
public final class BotSchemas {
  /** The files that are written, in the order in which they are named. */
  public static final List<String> FILES = List.of(
      "bot.schema.json",
      "flow.schema.json",
      "scenario.schema.json",
      "stub.schema.json",
      "tables.schema.json");

  private static final String DRAFT = "http://json-schema.org/draft-07/schema#";
  private static final String DEFINITIONS = "$defs";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final BotTables tables;
  private final Bot bot;
  private final Set<String> flows;
  private final Set<String> steps = new LinkedHashSet<>();
  private final Set<String> waits = new LinkedHashSet<>();
  private final Set<String> actions = new TreeSet<>();
  private final Set<String> hostFlows = new TreeSet<>();
  private final Set<String> variables = new TreeSet<>();

  private BotSchemas(BotTables tables) {
    this.tables = tables;
    this.bot = tables.version().bot();
    this.flows = new LinkedHashSet<>(bot.flows().keySet());
    variables.addAll(bot.settings().factLabels().values());
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        steps.add(step.id());
        waits.add(flow.name() + "." + step.id());
        variables.addAll(step.sets());
        if (step instanceof DoStep call) {
          actions.add(call.action());
        }
        String other = step.calledFlow();
        if (other != null) {
          hostFlows.add(other);
        }
      }
    }
  }

  /** The schemas of a bot by the name of their file, as {@link #FILES} has them. */
  public static Map<String, String> of(BotTables tables) {
    BotSchemas schemas = new BotSchemas(tables);
    Map<String, String> files = new LinkedHashMap<>();
    files.put(FILES.get(0), schemas.settings());
    files.put(FILES.get(1), schemas.flow());
    files.put(FILES.get(2), schemas.scenario());
    files.put(FILES.get(3), schemas.stub());
    files.put(FILES.get(4), schemas.headers());
    return files;
  }

  private String settings() {
    ObjectNode schema = read("bot");
    put(schema, "flow_name", SchemaNames.oneOf(flows, "a flow of the bot"));
    return written(schema);
  }

  private String flow() {
    ObjectNode schema = read("flow");
    Set<String> targets = new LinkedHashSet<>(List.of("end"));
    targets.addAll(steps);
    targets.addAll(flows);
    put(
        schema,
        "target_name",
        SchemaNames.oneOf(targets, "a step of this flow, a flow of the bot, or end"));
    put(schema, "flow_name", SchemaNames.oneOf(flows, "a flow of the bot"));
    put(schema, "channel_name", channel());
    put(
        schema,
        "table_name",
        SchemaNames.oneOf(
            tables.decisions().stream().map(DecisionTable::name).toList(),
            "a table of the folder decisions"));
    put(
        schema,
        "action_name",
        SchemaNames.oneOfOrOther(actions, "The action of the platform to call."));
    Set<String> hours = bot.hours().names();
    put(
        schema,
        "hours_name",
        SchemaNames.oneOfOrLike(
            hours, "^" + SchemaNames.anyCase(hours) + "$", "a name from hours.csv"));
    put(schema, "test", test());
    ObjectNode names = (ObjectNode) schema.at("/$defs/condition/anyOf/0/properties");
    for (String name : variables) {
      if (!names.has(name)) {
        names.putObject(name).put("$ref", "#/$defs/tests");
      }
    }
    variants((ObjectNode) schema.at("/$defs/variants/anyOf/1"));
    return written(schema);
  }

  /** A test whose list, if it names one, is a list of the bot. */
  private ObjectNode test() {
    Set<String> lists = new LinkedHashSet<>(bot.words().lists().keySet());
    lists.addAll(bot.words().builtIn().keySet());
    List<String> proposed = new ArrayList<>(List.of("is known", "is empty"));
    lists.forEach(list -> proposed.add("in " + list));
    // One plain name behind "in" has to be a list; what else a cell may hold is the reader's to
    // judge.
    String in = "\\s*(?:[nN][oO][tT]\\s+)?[iI][nN]\\s+";
    ObjectNode test = SchemaNames.oneOfOrLike(
        proposed,
        "^(?!" + in + "\\w+\\s*$)|^" + in + SchemaNames.anyCase(lists) + "\\s*$",
        "a test; behind \"in\" a list of words.csv, or one that need not be written");
    ((ArrayNode) test.get("anyOf")).addObject().putArray("type").add("number").add("boolean");
    return test;
  }

  /** One message a channel: the keys are channels. */
  private void variants(ObjectNode byChannel) {
    byChannel
        .putObject("propertyNames")
        .put("pattern", "^(?:default|" + channels() + "(?: outside .*)?)$")
        .put("errorMessage", "expected: a kind of message, default, or a channel");
    ObjectNode proposed = byChannel.putObject("properties");
    proposed.putObject("default").put("$ref", "#/$defs/message");
    for (Channel channel : new TreeSet<>(tables.channels())) {
      proposed.putObject(channel.name()).put("$ref", "#/$defs/message");
    }
  }

  private ObjectNode channel() {
    Set<String> names = new LinkedHashSet<>();
    bot.settings().extraChannels().forEach(channel -> names.add(channel.name()));
    Channel.known().forEach(channel -> names.add(channel.name()));
    names.addAll(Channel.friendlyNames());
    return SchemaNames.oneOfOrLike(names, "^\\s*" + channels() + "\\s*$", "a channel, such as SMS");
  }

  private String channels() {
    Set<String> extra = new LinkedHashSet<>();
    bot.settings().extraChannels().forEach(channel -> extra.add(channel.name()));
    String known = SchemaNames.anyCaseAndBlanks(Channel.plainWords());
    return extra.isEmpty() ? known : "(?:" + known + "|" + SchemaNames.anyCase(extra) + ")";
  }

  private String scenario() {
    ObjectNode schema = read("scenario");
    put(schema, "channel_name", channel());
    put(
        schema,
        "event_name",
        SchemaNames.oneOfOrOther(
            EventKind.known().stream().map(EventKind::name).toList(),
            "A word of What happened, or an event of your platform."));
    Collection<String> rows = orNone(tables.rowIds());
    String row = "a row of the routing table, or none";
    put(
        schema,
        "rule_name",
        tables.rules().hasOwnRules()
            ? SchemaNames.oneOfOrOther(rows, row)
            : SchemaNames.oneOf(rows, row));
    put(schema, "expected_flow", SchemaNames.oneOf(orNone(flows), "a flow of the bot, or none"));
    put(schema, "waiting_name", SchemaNames.oneOf(orNone(waits), "a step as flow.step, or none"));
    put(
        schema,
        "called_name",
        SchemaNames.oneOf(orNone(actions), "an action that a flow calls, or none"));
    put(schema, "stub_name", stubName());
    ObjectNode facts = (ObjectNode) schema.at("/$defs/facts");
    ObjectNode named = facts.putObject("properties");
    bot.settings().factLabels().values().forEach(named::putObject);
    return written(schema);
  }

  private String stub() {
    ObjectNode schema = read("stub");
    put(schema, "stub_name", stubName());
    return written(schema);
  }

  private ObjectNode stubName() {
    Set<String> names = new LinkedHashSet<>(actions);
    names.addAll(hostFlows);
    names.add(Stubs.DESK);
    return SchemaNames.oneOf(
        names, "an action that a flow calls, a flow of the platform, or handover");
  }

  private static Collection<String> orNone(Collection<String> names) {
    Set<String> all = new LinkedHashSet<>(names);
    all.add(ScenarioExpectation.NONE);
    return all;
  }

  /** What may stand in the first row of each table, as a list of texts for each file. */
  private String headers() {
    BotSettings settings = bot.settings();
    ObjectNode schema = MAPPER.createObjectNode();
    schema.put("title", "The headers of a bot's tables, a list for each file");
    schema.put("type", "object");
    ObjectNode files = schema.putObject("properties");
    List<String> routing = settings.tables().isEmpty() ? List.of("routing.csv") : settings.tables();
    for (String table : routing) {
      row(
          files.putObject(table),
          new Columns(settings.factLabels()).headers(),
          List.of(Columns.RULE, Columns.FLOW));
    }
    row(files.putObject("words.csv"), ListReaders.WORDS, ListReaders.WORDS);
    List<String> hours = new ArrayList<>(ListReaders.HOURS);
    hours.add(ListReaders.CLOSED);
    row(files.putObject("hours.csv"), hours, ListReaders.HOURS);
    List<String> hosted = new ArrayList<>(HostFlowsReader.REQUIRED);
    hosted.addAll(HostFlowsReader.OPTIONAL);
    row(files.putObject("flows.csv"), hosted, HostFlowsReader.REQUIRED);
    List<String> texts = new ArrayList<>(List.of(TextsReader.KEY));
    texts.addAll(settings.languages().subList(1, settings.languages().size()));
    row(files.putObject("texts.csv"), texts, List.of(TextsReader.KEY));
    ObjectNode patterns = schema.putObject("patternProperties");
    ObjectNode decisions = patterns.putObject("^decisions/.*\\.csv$");
    decisions.put("type", "array").putObject("items").put("type", "string");
    required(decisions, List.of(Columns.RULE, DecisionReader.EXIT));
    ObjectNode scenarios = patterns.putObject("^scenarios/.*\\.csv$");
    row(scenarios, ScenarioReader.COLUMNS, List.of("Scenario"));
    schema.put("additionalProperties", false);
    return written(schema);
  }

  private static void row(ObjectNode list, List<String> headers, List<String> needed) {
    list.put("type", "array");
    // Headers are found in any letter case, and one without a name has nothing below it.
    list.set(
        "items",
        SchemaNames.oneOfOrLike(
            headers,
            "^\\s*(?:" + SchemaNames.anyCase(headers) + "|_.*|#.*)?\\s*$",
            "the header of a column"));
    required(list, needed);
  }

  private static void required(ObjectNode list, List<String> needed) {
    ArrayNode all = list.putArray("allOf");
    needed.forEach(header -> all.addObject()
        .putObject("contains")
        .put("pattern", "^\\s*" + SchemaNames.anyCase(List.of(header)) + "\\s*$"));
  }

  private static void put(ObjectNode schema, String name, ObjectNode definition) {
    ObjectNode definitions = (ObjectNode) schema.get(DEFINITIONS);
    if (!definitions.has(name)) {
      throw new AssertionError("the schemas of the engine have a place for " + name);
    }
    definitions.set(name, definition);
  }

  private static ObjectNode read(String name) {
    String file = "/dev/botflow/schema/" + name + ".schema.json";
    try (InputStream json = BotReader.class.getResourceAsStream(file)) {
      if (json == null) {
        throw new AssertionError(file + " is part of the engine");
      }
      return (ObjectNode) MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For draft 7, where definitions have another name, and what a bot's schema is called is the editor's business. */
  private static String written(ObjectNode schema) {
    ObjectNode file = MAPPER.createObjectNode();
    file.put("$schema", DRAFT);
    schema.remove(List.of("$schema", "$id"));
    JsonNode definitions = schema.remove(DEFINITIONS);
    file.setAll(schema);
    if (definitions != null) {
      file.set("definitions", definitions);
    }
    try {
      return MAPPER
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(file)
              .replace("\"#/" + DEFINITIONS + "/", "\"#/definitions/")
              .replace("\r\n", "\n")
          + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree in memory cannot fail to be written", e);
    }
  }
}
