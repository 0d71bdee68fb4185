package dev.botflow.samples.benchmarks;

import dev.botflow.cell.NamedHours;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.flow.Bot;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Texts;
import dev.botflow.flow.read.BotReader;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Situation;
import dev.botflow.rules.DroolsDecisionTables;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.rules.RuleBase;
import dev.botflow.session.Session;
import dev.botflow.table.TableWords;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.read.TableReader;
import dev.botflow.table.sheet.CsvSheet;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.WordLists;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One routing table and the events for it, made from a seed: most specific rows first, catch-alls last, so that a
 * first hit is no accident of order. 5 % of the rows have a test no index can take ({@code contains}), 20 % a time of the
 * week, 20 % a list of channels or {@code not}, the rest are words.
 */
final class SeededTable {
  static final int EVENTS = 10_000;
  private static final long SEED = 20261122;
  private static final List<String> CHANNELS = List.of(
      "WhatsApp", "RCS", "SMS", "MMS", "Messenger", "Instagram", "Telegram", "LINE", "VIBERBM");

  final byte[] csv;
  final TableWords words;
  final RoutingTable table;
  final DroolsRouter router;
  final List<MessageReceived> events;
  final BotVersions versions;

  SeededTable(int rows) {
    this(rows, EVENTS);
  }

  /** @param count of events; as many flows as the rows name are made */
  SeededTable(int rows, int count) {
    this(rows, count, "[ { id: a, say: hi } ]", ChannelCatalog.none());
  }

  /**
   * @param steps of each flow, as YAML on one line
   * @param channels what each channel can show
   */
  SeededTable(int rows, int count, String steps, ChannelCatalog channels) {
    this.csv = csv(rows).getBytes(StandardCharsets.UTF_8);
    Findings findings = new Findings();
    BotSettings settings = BotReader.settings(
        "bot.yaml", "bot: b\ntime_zone: Europe/Brussels\nfacts: { Plan: plan }", findings);
    this.words = new TableWords(settings, WordLists.none(), NamedHours.none());
    this.table = read(csv, words);
    this.router = new DroolsRouter(RuleBase.base(), table);
    Map<String, Flow> flows = new LinkedHashMap<>();
    FlowReader reader = new FlowReader(WordLists.none(), List.of(), findings);
    for (int i = 0; i < Math.min(50, rows); i++) {
      reader
          .read("f.yaml", "flow: f" + i + "\nsteps: " + steps)
          .ifPresent(flow -> flows.put(flow.name(), flow));
    }
    findings.refuseErrors("the benchmark's bot");
    Bot bot = new Bot(settings, flows, WordLists.none(), NamedHours.none(), Texts.none());
    DroolsDecisionTables none = new DroolsDecisionTables(RuleBase.base(), List.of());
    this.versions = BotVersions.of(new BotVersion(bot, router, none, channels, 0, ""));
    this.events = events(rows, count);
  }

  static RoutingTable read(byte[] csv, TableWords words) {
    Findings findings = new Findings();
    TableReader reader = new TableReader(words, findings);
    CsvSheet.read("routing.csv", csv, SheetKind.ROUTING, findings).ifPresent(reader::read);
    findings.refuseErrors("the benchmark's table");
    return RoutingTable.of(reader.rows());
  }

  /** Fresh facts of an event; made outside what is measured where the decision alone is. */
  Facts facts(InboundEvent event, Session session) {
    return Facts.of(
        new Situation(event, session, versions, new LinkedHashMap<>(), event.at(), false));
  }

  private static String csv(int rows) {
    Random random = new Random(SEED);
    StringBuilder csv =
        new StringBuilder("Rule,What happened,Channel,Says,Customer is,At,Language,Go to flow\n");
    int catchAlls = Math.max(1, rows / 100);
    for (int i = 0; i < rows - catchAlls; i++) {
      String channel = channel(random);
      String says = random.nextInt(100) < 5 ? "contains part" + i : "word" + i;
      String customer = random.nextInt(3) == 0 ? "new" : "";
      String at = random.nextInt(5) == 0 ? "Mon-Fri 08:00-18:00" : "";
      String language = random.nextInt(4) == 0 ? "en" : "";
      line(csv, "R" + i, "text", channel, says, customer, at, language, "f" + i % 50);
    }
    for (int i = 0; i < catchAlls - 1; i++) {
      line(
          csv,
          "C" + i,
          "message",
          CHANNELS.get(i % CHANNELS.size()),
          "",
          "new",
          "",
          "",
          "f" + i % 50);
    }
    line(csv, "LAST", "message", "", "", "", "", "", "f0");
    return csv.toString();
  }

  private static String channel(Random random) {
    int kind = random.nextInt(10);
    String one = CHANNELS.get(random.nextInt(CHANNELS.size()));
    String other = CHANNELS.get(random.nextInt(CHANNELS.size()));
    if (kind == 0) {
      return "\"" + one + ", " + other + "\"";
    }
    if (kind == 1) {
      return "not " + one;
    }
    return kind < 5 ? "" : one;
  }

  private static void line(StringBuilder csv, String... cells) {
    csv.append(String.join(",", cells)).append('\n');
  }

  private static List<MessageReceived> events(int rows, int count) {
    Random random = new Random(SEED + 1);
    List<MessageReceived> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int row = random.nextInt(rows);
      // A tenth of the texts is of nobody's row.
      String text = random.nextInt(10) == 0 ? "hello " + i : "word" + row;
      Channel channel = Channel.meantBy(CHANNELS.get(random.nextInt(CHANNELS.size())))
          .orElseThrow()
          .get(0);
      Instant at = Instant.parse("2026-03-02T00:00:00Z").plusSeconds(random.nextInt(7 * 24 * 3600));
      ChannelContext context =
          new ChannelContext(channel, "46700000" + i, "C" + i, "APP", "V" + i, "P");
      EventHeader header =
          new EventHeader("MESSAGE_INBOUND", context, at, "e" + i, null, null, null);
      events.add(
          new MessageReceived(header, "m" + i, new Content.Text(text), null, null, null, false));
    }
    return events;
  }
}
