package dev.botflow.scenario;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import dev.botflow.flow.BotSettings;
import dev.botflow.sheet.Sheet;
import dev.botflow.text.Suggestion;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads scenarios (YAML, rules/REFERENCE.md): keys {@code scenario}, {@code at}, {@code on}, {@code tags}, {@code contact}, {@code session},
 * {@code facts}, {@code stub} and {@code turns}. A file holds one scenario, or a list of them. Everything wrong is reported
 * at once, with file and line; a scenario with errors is left out.
 */
public final class ScenarioReader {
  /** The columns of scenarios as a table; one that begins with an underscore is a note. */
  public static final List<String> COLUMNS = ScenarioTable.COLUMNS;

  /** A scenario's findings stand where its turn does. */
  static final Fields.Style STYLE = new Fields.Style(true, YamlNode::found, "expected a text");

  private static final Map<String, YamlNode> NOTHING = new LinkedHashMap<>();
  private static final List<String> CONTACT =
      List.of("new", "opted_out", "name", "language", "tags");

  private final BotSettings settings;
  private final Function<String, ScenarioWebhooks.Sample> samples;
  private final Findings findings;

  /**
   * @param settings the bot's: a time without a zone is in its own, and its extra channels are known
   * @param findings takes what is wrong
   */
  public ScenarioReader(BotSettings settings, Findings findings) {
    this(
        settings,
        file -> {
          throw new BotFlowException(
              "expected a scenario beside its bot, since " + file + " is looked for in its folder");
        },
        findings);
  }

  /**
   * @param settings the bot's: a time without a zone is in its own, and its extra channels are known
   * @param samples sample events by the path of their file, from the bot's folder; it throws a BotFlowException for one that
   *     cannot be read
   * @param findings where what is wrong is told
   */
  public ScenarioReader(
      BotSettings settings, Function<String, ScenarioWebhooks.Sample> samples, Findings findings) {
    this.settings = settings;
    this.samples = samples;
    this.findings = findings;
  }

  /**
   * Reads a file.
   *
   * @param file its path in the bot's folder
   * @param yaml its text
   * @return the scenarios without errors
   */
  public List<Scenario> read(String file, String yaml) {
    return YamlNode.read(file, yaml, findings).map(root -> read(file, root)).orElse(List.of());
  }

  /**
   * Reads a table of scenarios, one row a turn; see {@link ScenarioTable}.
   *
   * @param sheet the table, from CSV or a workbook
   * @return the scenarios without errors
   */
  public List<Scenario> readTable(Sheet sheet) {
    Findings found = new Findings();
    ScenarioTable table = new ScenarioTable(sheet, found);
    List<Scenario> scenarios =
        new ScenarioReader(settings, samples, found).read(sheet.file(), table.read());
    new ScenarioCells(table).report(found.all(), findings);
    return scenarios.stream().filter(scenario -> isFine(scenario, found)).toList();
  }

  private static boolean isFine(Scenario scenario, Findings found) {
    int last = scenario.turns().get(scenario.turns().size() - 1).place().line();
    return found.errors().stream()
        .mapToInt(error -> error.place().line())
        .noneMatch(line -> line >= scenario.place().line() && line <= last);
  }

  /** Reads a tree of the same shape, whatever it was read from. */
  public List<Scenario> read(String file, YamlNode root) {
    List<YamlNode> nodes =
        root instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(root);
    List<Scenario> scenarios = new ArrayList<>();
    for (YamlNode node : nodes) {
      Fields.of(node, Place.of(file), "", findings, STYLE)
          .flatMap(this::scenario)
          .ifPresent(scenarios::add);
    }
    return scenarios;
  }

  private Optional<Scenario> scenario(Fields fields) {
    int before = findings.errorCount();
    String name = fields.required("scenario").orElse("");
    Instant at = at(fields);
    List<Channel> channels = channels(fields, "on", settings);
    fields.known(List.of("contact", "stub", "session", "facts"));
    Set<String> tags = new LinkedHashSet<>(fields.texts("tags"));
    List<YamlNode> items = fields.items("turns");
    if (channels.isEmpty() && fields.texts("on").isEmpty() && !receives(items)) {
      fields.error(
          "missing",
          "on: expected at least 1 channel, but was " + (fields.has("on") ? "0" : "missing"));
    }
    ScenarioSetting setting = setting(fields, at);
    ScenarioTurnReader reader =
        new ScenarioTurnReader(settings, samples, !fields.has("at"), findings);
    List<ScenarioTurn> turns = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      reader.read(items.get(i), i + 1, fields.place()).ifPresent(turns::add);
    }
    if (items.isEmpty()) {
      fields.error("missing", "turns: expected at least 1 turn, but was 0");
    }
    fields.finish();
    if (findings.errorCount() > before) {
      return Optional.empty();
    }
    Optional<InboundEvent> first = firstReceived(turns);
    if (first.isPresent() && !fields.has("at") && first.get().at().isAfter(Instant.EPOCH)) {
      setting = setting.beginning(first.get().at());
    }
    if (first.isPresent() && channels.isEmpty()) {
      Channel channel = first.get().context().channelIdentifier();
      channels = List.of(channel == null ? Channel.CHANNEL_UNSPECIFIED : channel);
    }
    return Optional.of(new Scenario(name, fields.place(), setting, channels, turns, tags));
  }

  /** A scenario with a sample event needs no channel of its own. */
  private static boolean receives(List<YamlNode> turns) {
    return turns.stream()
        .anyMatch(
            turn -> turn instanceof YamlNode.Mapping map && map.entries().containsKey("receives"));
  }

  private static Optional<InboundEvent> firstReceived(List<ScenarioTurn> turns) {
    return turns.stream()
        .map(ScenarioTurn::act)
        .filter(ScenarioTurn.Act.Receives.class::isInstance)
        .map(act -> ((ScenarioTurn.Act.Receives) act).sample().at(null))
        .findFirst();
  }

  private ScenarioSetting setting(Fields fields, Instant at) {
    Optional<Fields> contact = fields.fields("contact");
    boolean known = contact.map(one -> "false".equals(flag(one, "new"))).orElse(false);
    boolean optedOut = contact.map(one -> "true".equals(flag(one, "opted_out"))).orElse(false);
    contact.ifPresent(ScenarioReader::warnOfAlmostKnown);
    YamlNode stub = fields.node("stub");
    return new ScenarioSetting(
        at,
        known,
        optedOut,
        ScenarioValues.of(contact.map(Fields::others).orElse(NOTHING)),
        ScenarioValues.of(fields.fields("session").map(Fields::others).orElse(NOTHING)),
        ScenarioValues.of(fields.fields("facts").map(Fields::others).orElse(NOTHING)),
        stub == null ? Stubs.none() : Stubs.read(stub, fields.place(), findings));
  }

  /** A contact may have any variable; one that is almost a known one is a slip. */
  private static void warnOfAlmostKnown(Fields contact) {
    for (String key : contact.keys()) {
      if (!CONTACT.contains(key)) {
        Suggestion.nearest(key, CONTACT)
            .ifPresent(near -> contact.warning(
                "unknown-key",
                key,
                "counts as a variable of the contact; did you mean \"" + near + "\"?"));
      }
    }
  }

  private static @Nullable String flag(Fields fields, String key) {
    return fields.word(key, List.of("true", "false"));
  }

  private Instant at(Fields fields) {
    String text = fields.text("at");
    if (text == null) {
      return ScenarioSetting.SOME_MONDAY;
    }
    try {
      TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
          text.strip().replace(' ', 'T'), ZonedDateTime::from, LocalDateTime::from);
      return time instanceof LocalDateTime local
          ? local.atZone(settings.zone()).toInstant()
          : Instant.from(time);
    } catch (DateTimeException e) {
      fields.broken(
          "at",
          text,
          "expected a moment such as 2026-03-02T10:00 or 2026-03-02T10:00:00+01:00",
          "");
      return ScenarioSetting.SOME_MONDAY;
    }
  }

  /** Channels as people name them, each once; reported if one is not known. */
  static List<Channel> channels(Fields fields, String key, BotSettings settings) {
    Set<Channel> channels = new LinkedHashSet<>();
    for (String word : fields.texts(key)) {
      Optional<List<Channel>> meant = Channel.meantBy(word);
      Channel named = word.isBlank() ? null : Channel.of(word.strip());
      if (meant.isPresent()) {
        channels.addAll(meant.get());
      } else if (named != null && settings.extraChannels().contains(named)) {
        channels.add(named);
      } else {
        fields.broken(
            key,
            word,
            "expected a channel such as WHATSAPP",
            Suggestion.hint(word, Channel.friendlyNames()));
      }
    }
    return new ArrayList<>(channels);
  }
}
