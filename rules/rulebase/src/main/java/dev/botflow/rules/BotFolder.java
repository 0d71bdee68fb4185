package dev.botflow.rules;

import dev.botflow.cell.Cell;
import dev.botflow.cell.NamedHours;
import dev.botflow.error.BotBrokenException;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.flow.Bot;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.FlowEntry;
import dev.botflow.flow.Texts;
import dev.botflow.flow.check.FlowChecks;
import dev.botflow.flow.read.BotReader;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.table.Check;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.TableWords;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.proof.TableChecks;
import dev.botflow.table.proof.TableProofs;
import dev.botflow.table.read.DecisionReader;
import dev.botflow.table.read.ListReaders;
import dev.botflow.table.read.TableReader;
import dev.botflow.table.read.TextsReader;
import dev.botflow.table.sheet.Subject;
import dev.botflow.table.sheet.TextBytes;
import dev.botflow.table.sheet.Workbook;
import dev.botflow.text.Suggestion;
import dev.botflow.text.WordLists;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bot's folder to a version that can run. Everything wrong in any file is reported at once; a bot with errors is
 * refused whole.
 */
public final class BotFolder {
  private static final String WORKBOOK = "bot.xlsx";
  private static final List<String> NO_TABLES = List.of("words.csv", "hours.csv", "texts.csv");

  private final FolderFiles files;
  private final Findings findings;
  private final List<String> unreadFlows = new ArrayList<>();
  private final List<String> unreadNames = new ArrayList<>();
  private List<Finding> told = List.of();
  private @Nullable Workbook workbook;

  private BotFolder(FolderFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  /**
   * Loads a bot; rules of its own are not trusted.
   *
   * @param channels what each channel can show
   * @return the bot, not published yet: its number is 0
   * @throws BotBrokenException if an error was found; the message has all of them, one a line
   * @throws dev.botflow.error.BotFlowException if there is no such folder
   */
  public static BotVersion load(Path folder, ChannelCatalog channels) {
    return read(folder, channels, ReadOptions.standard()).orThrow();
  }

  /**
   * Reads a bot and reports what was found.
   *
   * @throws dev.botflow.error.BotFlowException if there is no such folder
   */
  public static BotReading read(Path folder, ChannelCatalog channels, ReadOptions options) {
    Findings findings = new Findings();
    BotFolder reader = new BotFolder(FolderFiles.read(folder, findings), findings);
    Optional<BotVersion> version = reader.version(channels, options);
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new BotReading(name == null ? folder.toString() : name.toString(), reader.told, version);
  }

  private Optional<BotVersion> version(ChannelCatalog channels, ReadOptions options) {
    BotSettings settings = settings();
    workbook = files
        .file(WORKBOOK)
        .map(content -> Workbook.read(WORKBOOK, content, findings))
        .orElse(null);
    WordLists words = once("words.csv", Workbook.WORDS)
        .map(book -> ListReaders.words(book, findings))
        .or(() -> files
            .file("words.csv")
            .map(content -> ListReaders.words("words.csv", content, findings)))
        .orElseGet(WordLists::none);
    NamedHours hours = once("hours.csv", Workbook.HOURS)
        .map(book -> ListReaders.hours(book, findings))
        .or(() -> files
            .file("hours.csv")
            .map(content -> ListReaders.hours("hours.csv", content, findings)))
        .orElseGet(NamedHours::none);
    Texts texts = once("texts.csv", Workbook.TEXTS)
        .map(book -> TextsReader.read(book, settings.languages(), findings))
        .or(() -> files
            .file("texts.csv")
            .map(content -> TextsReader.read("texts.csv", content, settings.languages(), findings)))
        .orElseGet(Texts::none);
    Bot bot = new Bot(settings, flows(words, settings), words, hours, texts);
    RoutingTable table = table(settings, words, hours);
    List<DecisionTable> decisions = decisions(words);
    Optional<RuleBase> rules = rules(options);
    boolean readable = !findings.hasErrors();
    ConsequentialFindings follow = new ConsequentialFindings(findings.all());
    unreadFlows.forEach(follow::unread);
    unreadNames.forEach(follow::named);
    if (rules.isEmpty() || bot.flows().isEmpty()) {
      check(bot, table, decisions, channels, options);
      told = follow.leftOut(told);
      return Optional.empty();
    }
    DroolsDecisionTables decisionTables = new DroolsDecisionTables(rules.get(), decisions);
    check(bot, table, decisions, channels, options);
    told = follow.leftOut(told);
    boolean usable = options.force() ? readable : !findings.hasErrors();
    return usable
        ? Optional.of(new BotVersion(
            bot,
            new DroolsRouter(rules.get(), table),
            decisionTables,
            channels,
            0,
            files.checksum()))
        : Optional.empty();
  }

  private void check(
      Bot bot,
      RoutingTable table,
      List<DecisionTable> decisions,
      ChannelCatalog channels,
      ReadOptions options) {
    LocalDate today = options.today();
    LocalDate day = today == null ? LocalDate.now(bot.settings().zone()) : today;
    TableChecks.check(table, bot, day, findings);
    FlowChecks.check(
        bot,
        name -> decisions.stream()
            .filter(decision -> decision.name().equals(name))
            .findFirst()
            .map(DecisionTable::exits),
        channels,
        table.rows().stream().map(row -> entry(row, channels)).toList(),
        findings);
    if (options.proofs() != ReadOptions.Proofs.NONE) {
      boolean overlaps = options.proofs() == ReadOptions.Proofs.WITH_OVERLAPS;
      TableProofs.check(table, bot, day, channels, overlaps, findings);
      told = TableProofs.withSamples(findings.all(), table, bot, day);
    } else {
      told = findings.all();
    }
  }

  /** A row as a way into its flow: on which channels, and with which variables. */
  private static FlowEntry entry(TableRow row, ChannelCatalog catalog) {
    Set<Channel> channels = new LinkedHashSet<>();
    for (RowCell cell : row.cells()) {
      if (cell.check() instanceof Check.Value value
          && value.subject().what() == Subject.What.CHANNEL) {
        if (value.cell() instanceof Cell.AnyOf anyOf) {
          anyOf.words().forEach(word -> channels.add(Channel.of(word)));
        } else if (value.cell() instanceof Cell.Not not && not.test() instanceof Cell.AnyOf none) {
          catalog.all().forEach(limits -> channels.add(limits.channel()));
          none.words().forEach(word -> channels.remove(Channel.of(word)));
        }
      }
    }
    return new FlowEntry(row.flow(), channels, row.with().keySet());
  }

  /** The workbook if it has the sheet; told if the file beside it stands for the same. */
  private Optional<Workbook> once(String file, String sheet) {
    if (workbook == null || !workbook.has(sheet)) {
      return Optional.empty();
    }
    if (files.file(file).isPresent()) {
      findings.error(
          "duplicate-file",
          Place.of(file),
          "expected these rows once, but the sheet " + sheet + " of bot.xlsx has them too");
    }
    return Optional.of(workbook);
  }

  private BotSettings settings() {
    Optional<byte[]> file = files.file("bot.yaml");
    if (file.isEmpty()) {
      findings.error(
          "missing-file", Place.of("bot.yaml"), "expected the file bot.yaml, but found none");
    }
    return BotReader.settings(
        "bot.yaml", file.flatMap(bytes -> text("bot.yaml", bytes)).orElse("bot: bot"), findings);
  }

  private Optional<String> text(String name, byte[] content) {
    try {
      return Optional.of(TextBytes.decode(content));
    } catch (CharacterCodingException e) {
      findings.error(
          "unreadable-file",
          Place.of(name, TextBytes.brokenLine(content)),
          "expected text in UTF-8 or UTF-16, but found a byte that is neither");
      return Optional.empty();
    }
  }

  private Map<String, Flow> flows(WordLists words, BotSettings settings) {
    FlowReader reader = new FlowReader(words, settings.extraChannels(), findings);
    Map<String, Flow> flows = new LinkedHashMap<>();
    for (String name : files.in("flows")) {
      Optional<String> yaml = files.file(name).flatMap(content -> text(name, content));
      Optional<Flow> read = yaml.flatMap(text -> reader.read(name, text));
      if (read.isEmpty()) {
        unreadFlows.add(name);
        yaml.flatMap(BotFolder::declared).ifPresent(unreadNames::add);
      }
      if (read.isPresent()) {
        Flow first = flows.putIfAbsent(read.get().name(), read.get());
        if (first != null) {
          findings.error(
              "duplicate-id",
              Place.of(name).step(first.name(), null),
              "expected each flow name once, but " + first.name() + " is in " + first.file()
                  + " already");
        }
      }
    }
    if (files.in("flows").isEmpty()) {
      findings.error(
          "missing-file",
          Place.of("flows"),
          "expected at least 1 flow in flows/*.yaml, but found none");
    }
    return flows;
  }

  /** The name a flow's text gives itself on a line of its own, however broken the rest is. */
  private static Optional<String> declared(String yaml) {
    return yaml.lines()
        .filter(line -> line.startsWith("flow:"))
        .map(line -> line.substring("flow:".length()).strip())
        .findFirst();
  }

  private RoutingTable table(BotSettings settings, WordLists words, NamedHours hours) {
    List<String> all = files.in("").stream()
        .filter(name -> name.endsWith(".csv") && !NO_TABLES.contains(name)
            || name.equals(WORKBOOK) && workbook != null && workbook.has(Workbook.ROUTING))
        .toList();
    TableReader reader = new TableReader(new TableWords(settings, words, hours), findings);
    for (String name : settings.tables().isEmpty() ? all : settings.tables()) {
      Optional<byte[]> content = all.contains(name) ? files.file(name) : Optional.empty();
      if (content.isEmpty()) {
        findings.error(
            "missing-file",
            Place.of("bot.yaml"),
            "tables: expected a table in the bot's folder, but was \"" + name + "\""
                + Suggestion.hint(name, all));
      }
      if (name.equals(WORKBOOK) && workbook != null) {
        reader.read(workbook);
      } else {
        content.ifPresent(bytes -> reader.read(name, bytes));
      }
    }
    if (all.isEmpty() && settings.tables().isEmpty()) {
      findings.error(
          "missing-file", Place.of("routing.csv"), "expected a routing table, but found none");
    }
    return RoutingTable.of(reader.rows());
  }

  private List<DecisionTable> decisions(WordLists words) {
    DecisionReader reader = new DecisionReader(words, findings);
    List<DecisionTable> decisions = new ArrayList<>();
    for (String file : files.in("decisions")) {
      String name = file.substring("decisions/".length(), file.length() - ".csv".length());
      files
          .file(file)
          .flatMap(content -> reader.read(name, file, content))
          .ifPresent(decisions::add);
    }
    if (workbook != null) {
      for (DecisionTable table : reader.read(workbook)) {
        if (files.file("decisions/" + table.name() + ".csv").isPresent()) {
          once("decisions/" + table.name() + ".csv", Workbook.DECISIONS);
        } else {
          decisions.add(table);
        }
      }
    }
    return decisions;
  }

  private Optional<RuleBase> rules(ReadOptions options) {
    List<RuleFile> own = new ArrayList<>();
    for (String name : files.in("rules")) {
      if (!options.trustRules()) {
        findings.error(
            "untrusted-rules",
            Place.of(name),
            "expected no rules of the bot's own, since they are code and were not trusted, but found this file");
        continue;
      }
      files
          .file(name)
          .flatMap(content -> text(name, content))
          .ifPresent(drl -> own.add(new RuleFile(name, drl)));
    }
    return RuleBase.with(own, findings);
  }
}
