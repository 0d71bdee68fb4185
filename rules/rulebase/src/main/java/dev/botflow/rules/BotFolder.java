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
import dev.botflow.flow.FlowEntry;
import dev.botflow.flow.Texts;
import dev.botflow.flow.check.FlowChecks;
import dev.botflow.flow.check.VariableNames;
import dev.botflow.flow.read.BotReader;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.table.Check;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.TableWords;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.proof.DecisionProofs;
import dev.botflow.table.proof.ProofMemory;
import dev.botflow.table.proof.ProofRun;
import dev.botflow.table.proof.TableChecks;
import dev.botflow.table.proof.TableProofs;
import dev.botflow.table.proof.WithChecks;
import dev.botflow.table.read.DecisionReader;
import dev.botflow.table.read.ListReaders;
import dev.botflow.table.read.TextsReader;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.GarbledText;
import dev.botflow.text.TextBytes;
import dev.botflow.text.WordLists;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Reads a bot's folder to a version that can run. Everything wrong in any file is reported at once; a bot with errors is
 * refused whole.
 */
public final class BotFolder {
  private static final int MOST_GARBLED = 5;

  private final FolderFiles files;
  private final Findings findings;
  private final ProofRun run;
  private final ProofMemory memory;
  private final FlowFiles flows;
  private List<Finding> reported = List.of();

  private BotFolder(FolderFiles files, Findings findings, ProofRun run, ProofMemory memory) {
    this.files = files;
    this.findings = findings;
    this.run = run;
    this.memory = memory;
    this.flows = new FlowFiles(files, findings);
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
    return read(folder, Map.of(), channels, options, new ProofRun(), new ProofMemory());
  }

  /**
   * Reads a bot as somebody edits it, and reports what was found.
   *
   * @param edited what stands for files of the folder, by their path in it; nothing is written
   * @param run tells how far the search for proofs is, and can end it
   * @param memory what was proved when the bot was read before, which is not proved again; the findings are the same as
   *     without
   * @throws dev.botflow.error.BotFlowException if there is no such folder
   * @throws java.util.concurrent.CancellationException if the search was ended
   */
  public static BotReading read(
      Path folder,
      Map<String, byte[]> edited,
      ChannelCatalog channels,
      ReadOptions options,
      ProofRun run,
      ProofMemory memory) {
    Findings findings = new Findings();
    BotFolder reader =
        new BotFolder(FolderFiles.read(folder, edited, findings), findings, run, memory);
    Optional<BotVersion> version = reader.version(channels, options);
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new BotReading(
        name == null ? folder.toString() : name.toString(), reader.reported, version);
  }

  /**
   * The tables of a bot as they stand in its files.
   *
   * @throws dev.botflow.error.BotFlowException if there is no such folder
   */
  public static BotSheets sheets(Path folder) {
    Findings findings = new Findings();
    return new BotSheets(FolderFiles.read(folder, findings).contents(), findings);
  }

  /**
   * What the tables of a bot may say, whatever stands in them: what can be read of its other files.
   *
   * @throws dev.botflow.error.BotFlowException if there is no such folder
   */
  public static TableTerms terms(Path folder) {
    return terms(folder, Map.of(), List.of());
  }

  /**
   * The same of a bot as somebody edits it.
   *
   * @param edited what stands for files of the folder, by their path in it; nothing is written
   * @param scenarios the files with scenarios, by their path in it
   * @throws dev.botflow.error.BotFlowException if there is no such folder
   */
  public static TableTerms terms(Path folder, Map<String, byte[]> edited, List<String> scenarios) {
    Findings unheard = new Findings(); // Who reads the bot itself hears of them.
    BotFolder reader = new BotFolder(
        FolderFiles.read(folder, edited, unheard), unheard, new ProofRun(), new ProofMemory());
    BotSettings settings = reader.settings();
    BotSheets sheets = new BotSheets(reader.files.contents(), unheard);
    Bot bot = reader.bot(settings, sheets);
    List<String> named = bot.settings().tables();
    List<String> tables = named.isEmpty()
        ? sheets.routing()
        : sheets.tables().stream()
            .filter(named::contains)
            .sorted(Comparator.comparingInt(named::indexOf))
            .toList();
    Map<String, SheetKind> kinds = new LinkedHashMap<>();
    tables.forEach(name -> kinds.put(name, SheetKind.ROUTING));
    reader.files.in("decisions").forEach(name -> kinds.put(name, SheetKind.DECISIONS));
    for (SheetKind kind : List.of(SheetKind.WORDS, SheetKind.HOURS, SheetKind.TEXTS)) {
      if (reader.files.file(kind.file()).isPresent()) {
        kinds.put(kind.file(), kind);
      }
    }
    List<String> csv =
        kinds.keySet().stream().filter(name -> !name.equals(BotSheets.WORKBOOK)).toList();
    scenarios.stream()
        .filter(name -> name.endsWith(".csv"))
        .forEach(name -> kinds.put(name, SheetKind.SCENARIOS));
    return new TableTerms(bot, kinds, reader.files.checksum(csv));
  }

  private Optional<BotVersion> version(ChannelCatalog channels, ReadOptions options) {
    CompletableFuture<Void> compiling = options.deciding() && files.in("rules").isEmpty()
        ? RuleBase.compilingBase()
        : CompletableFuture.completedFuture(null);
    Optional<BotVersion> version = read(channels, options);
    compiling.join();
    return version;
  }

  private Optional<BotVersion> read(ChannelCatalog channels, ReadOptions options) {
    reportGarbled();
    BotSettings settings = settings();
    reported = findings.all().stream()
        .filter(finding -> finding.code().equals(BotReader.NEWER_FORMAT))
        .toList();
    if (!reported.isEmpty()) {
      return Optional.empty();
    }
    BotSheets sheets = new BotSheets(files.contents(), findings);
    Bot written = bot(settings, sheets);
    WordLists words = written.words();
    RoutingTable table = new RoutingSheets(sheets, files, findings)
        .read(new TableWords(settings, words, written.hours()));
    List<FlowEntry> entries =
        table.rows().stream().map(row -> entry(row, channels)).toList();
    Bot bot = written.entered(entries);
    List<DecisionTable> decisions = decisions(sheets, words);
    Optional<RuleBase> rules = rules(options);
    boolean readable = !findings.hasErrors();
    ConsequentialFindings follow = new ConsequentialFindings(findings.all());
    flows.unread().forEach(follow::unread);
    flows.unreadNames().forEach(follow::named);
    if (rules.isEmpty() || bot.flows().isEmpty()) {
      check(bot, table, entries, decisions, channels, options);
      reported = follow.leftOut(reported);
      return Optional.empty();
    }
    DroolsDecisionTables decisionTables = new DroolsDecisionTables(rules.get(), decisions);
    check(bot, table, entries, decisions, channels, options);
    reported = follow.leftOut(reported);
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

  /** All but the tables that decide. */
  private Bot bot(BotSettings settings, BotSheets sheets) {
    WordLists words = sheets
        .only(SheetKind.WORDS)
        .map(sheet -> ListReaders.words(sheet, findings))
        .orElseGet(WordLists::none)
        .inLanguages(settings.languages());
    NamedHours hours = sheets
        .only(SheetKind.HOURS)
        .map(sheet -> ListReaders.hours(sheet, findings))
        .orElseGet(NamedHours::none);
    Texts texts = sheets
        .only(SheetKind.TEXTS)
        .map(sheet -> TextsReader.read(sheet, settings.languages(), findings))
        .orElseGet(Texts::none);
    return new Bot(settings, flows.read(words, settings, sheets), words, hours, texts);
  }

  private void check(
      Bot bot,
      RoutingTable table,
      List<FlowEntry> entries,
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
        entries,
        findings);
    WithChecks.check(table, decisions, bot, findings);
    if (options.proofs() != ReadOptions.Proofs.NONE) {
      boolean overlaps = options.proofs() == ReadOptions.Proofs.WITH_OVERLAPS;
      DecisionProofs.check(decisions, bot, VariableNames.of(bot, entries), day, findings, run);
      TableProofs proofs = new TableProofs(table, bot, day, run);
      proofs.check(channels, overlaps, findings, memory);
      reported = proofs.withSamples(findings.all());
    } else {
      reported = findings.all();
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
    return new FlowEntry(row.flow(), channels, row.with());
  }

  private BotSettings settings() {
    if (files.file("bot.yaml").isEmpty()) {
      findings.error(
          "missing-file", Place.of("bot.yaml"), "expected the file bot.yaml, but found none");
    }
    return BotReader.settings("bot.yaml", files.text("bot.yaml").orElse("bot: bot"), findings);
  }

  /** Texts that somebody saved after they were read in the wrong encoding: contacts would see them so. */
  private void reportGarbled() {
    for (Map.Entry<String, byte[]> file : files.contents().entrySet()) {
      if (!file.getKey().equals(BotSheets.WORKBOOK) && !files.isUnasked(file.getKey())) {
        try {
          reportGarbled(file.getKey(), TextBytes.decode(file.getValue()));
        } catch (CharacterCodingException e) {
          // Told where the file is read.
        }
      }
    }
  }

  private void reportGarbled(String name, String text) {
    List<String> lines = text.lines().toList();
    int told = 0;
    for (int i = 0; i < lines.size() && told < MOST_GARBLED; i++) {
      Optional<String> word = GarbledText.firstIn(lines.get(i));
      if (word.isPresent()) {
        told++;
        findings.warning("garbled-text", Place.of(name, i + 1), GarbledText.sentence(word.get()));
      }
    }
  }

  private List<DecisionTable> decisions(BotSheets sheets, WordLists words) {
    DecisionReader reader = new DecisionReader(words, findings);
    List<DecisionTable> decisions = new ArrayList<>();
    for (String name : sheets.decisions()) {
      sheets.decision(name).flatMap(sheet -> reader.read(name, sheet)).ifPresent(decisions::add);
    }
    sheets
        .read(BotSheets.WORKBOOK, SheetKind.DECISIONS)
        .map(reader::readAll)
        .orElseGet(List::of)
        .stream()
        .filter(table -> !sheets.isTwice(table.name()))
        .forEach(decisions::add);
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
      files.text(name).ifPresent(drl -> own.add(new RuleFile(name, drl)));
    }
    return RuleBase.with(own, findings);
  }
}
