package dev.botflow.table.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Texts;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.table.Ask;
import dev.botflow.table.Phase;
import dev.botflow.table.TableRow;
import dev.botflow.table.TableWords;
import dev.botflow.table.Tables;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.index.RoutingTableTest;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.WordLists;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Today is Monday 2026-03-02. The randomised test replays with {@code -Dbotflow.seed=…}. */
class TableProofsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-03-02");
  private static final String HEADER =
      "Rule;What happened;Channel;Says;Customer is;At;Valid from;Valid until;Contact tag;Plan;Misses;Delivery reason;Share %;During a question;Go to flow\n";
  private static final String STOP = "STOP;text;;in OPT_OUT;;;;;;;;;;end it;a\n";
  private static final String REST = "REST;message;;;;;;;;;;;;;a\n";

  private static Bot bot(String... flows) {
    Map<String, Flow> read = new LinkedHashMap<>();
    FlowReader reader = new FlowReader(WordLists.none(), List.of(), new Findings());
    for (String flow : flows) {
      reader.read("flows/x.yaml", flow).ifPresent(one -> read.put(one.name(), one));
    }
    TableWords words = Tables.words();
    return new Bot(words.settings(), read, words.words(), words.hours(), Texts.none());
  }

  private static Bot plainBot() {
    return bot(
        "flow: a\nsteps: [ { id: s, say: hi } ]",
        "flow: b\nsteps: [ { id: s, say: hi, next: a } ]");
  }

  private static List<Finding> findings(RoutingTable table, Bot bot, boolean overlaps) {
    Findings findings = new Findings();
    new TableProofs(table, bot, TODAY, new ProofRun())
        .check(ChannelCatalog.none(), overlaps, findings, new ProofMemory());
    return findings.all();
  }

  private static List<String> reported(String rows) {
    RoutingTable table = new Tables().read(HEADER + rows).table();
    return findings(table, plainBot(), false).stream()
        .filter(finding -> !finding.code().equals("unreached-flow"))
        .map(finding -> finding.code() + ": " + finding.sentence())
        .toList();
  }

  private static String[] cells(String row) {
    return row.replace('!', ';').split(" / ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      by one row | R1!text!SMS / R2!text!SMS, WhatsApp / R3!text!WhatsApp | R3 | this row never wins: every event that fits it is taken by R2
      by channels of two rows | R1!text!SMS / R2!text!WhatsApp / R3!text!SMS, WhatsApp | R3 | this row never wins: every event that fits it is taken by R1 and R2 together
      by a channel and all others | R1!message!SMS / R2!message!not SMS / R3!text! | R3 | this row never wins: every event that fits it is taken by R1 and R2 together
      by both kinds of customers | R1!text!!!new / R2!text!!!returning / R3!text!SMS | R3 | this row never wins: every event that fits it is taken by R1 and R2 together
      by times that make a week | R1!text!!!!Mon-Fri 09:00-17:00 / R2!text!!!!17:00-09:00 / R3!text!!!!Sat-Sun 09:00-17:00 / R4!text!SMS | R4 | this row never wins: every event that fits it is taken by R1, R2 and R3 together
      by a shorter word | R1!text!!contains order / R2!text!!contains my order | R2 | this row never wins: every event that fits it is taken by R1
      by a part of the word | R1!text!!starts with or / R2!text!!order, orchid | R2 | this row never wins: every event that fits it is taken by R1
      by the same pattern | R1!text!!matches /LC-\\d+/ / R2!text!SMS!matches /LC-\\d+/ | R2 | this row never wins: every event that fits it is taken by R1
      by ranges | R1!text!!!!!!!!at most 5 / R2!text!!!!!!!!over 5 / R3!text!!!!!!!!3 to 9 | R3 | this row never wins: every event that fits it is taken by R1 and R2 together
      by counts of misses | R1!text!!!!!!!!!at least 2 / R2!text!!!!!!!!!under 2 / R3!text!SMS | R3 | this row never wins: every event that fits it is taken by R1 and R2 together
      by tags that are there or not | R1!text!!!!!!!vip / R2!text!!!!!!!not vip / R3!text!!!!!!!is empty / R4!text!SMS | R4 | this row never wins: every event that fits it is taken by R1, R2 and R3 together
      by dates that go on for ever | R1!text!!!!!!2026-03-31 / R2!text!!!!!2026-04-01 / R3!text!SMS | R3 | this row never wins: every event that fits it is taken by R1 and R2 together
      by a row that ends it | R1!text!SMS / R2!text!SMS!!!!!!!!!!!end it | R1 | this row never wins: every event that fits it is taken by R2
      by all parts of a split | R1!text!SMS!!!!!!!!!!30 / R2!text!SMS!!!!!!!!!!70 / R3!text!SMS!hi | R3 | this row never wins: every event that fits it is taken by R1 and R2 together
      """)
  void tellsARowWhoseEventsOthersTake(String how, String rows, String rule, String message) {
    StringBuilder table = new StringBuilder();
    for (String row : cells(rows)) {
      table.append(padded(row));
    }

    List<String> reported = reported(table.toString());

    assertThat(reported.stream().filter(one -> one.contains("-row")).toList())
        .filteredOn(one -> !one.startsWith("no-stop-row"))
        .singleElement()
        .asString()
        .startsWith("shadowed-row: routing.csv:")
        .endsWith(": " + rule + ": " + message);
  }

  /** Fills a row up to its last column, the flow. */
  private static String padded(String row) {
    return row.strip()
        + ";".repeat(14 - (int) row.strip().chars().filter(c -> c == ';').count()) + "a\n";
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      one channel is left | R1!text!SMS / R2!text!WhatsApp / R3!text!SMS, WhatsApp, RCS
      any other channel is left | R1!text!SMS / R2!text!WhatsApp / R3!text!
      a minute is left | R1!text!!!!Mon-Fri 09:00-17:00 / R2!text!!!!17:01-09:00 / R3!text!!!!Mon-Fri
      a longer text is left | R1!text!!order / R2!text!!contains order
      a number between is left | R1!text!!!!!!!!at most 5 / R2!text!!!!!!!!at least 6 / R3!text!!!!!!!!3 to 9
      a missing fact is left | R1!text!!!!!!!!gold / R2!text!!!!!!!!not gold / R3!text!
      someone with two tags is left | R1!text!!!!!!!not vip / R2!text!!!!!!!vip
      a pattern takes only some | R1!text!!matches /^LC-/ / R2!text!!contains LC
      a row that waits does not hide one that interrupts | R1!text!SMS / R2!text!SMS!!!!!!!!!!!interrupt
      """)
  void saysNothingOfARowThatCanWin(String how, String rows) {
    StringBuilder table = new StringBuilder();
    for (String row : cells(rows)) {
      table.append(padded(row));
    }

    assertThat(reported(table.toString()))
        .noneMatch(one ->
            one.startsWith("shadowed") || one.startsWith("undecided") || one.startsWith("contra"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      R1!text!!!!!2026-05-01!2026-04-01 | Valid from: no event fits this row: Valid from "2026-05-01" and Valid until "2026-04-01" are never true together
      R1!delivered!!hi | Says: no event fits this row: delivered never comes with Says "hi"
      R1!text!!!!!!!!!!RECIPIENT_NOT_OPTED_IN | Delivery reason: no event fits this row: text never comes with Delivery reason "RECIPIENT_NOT_OPTED_IN"
      R1!text!!!!!!!!!under 0 | Misses: no event fits this row: Misses "under 0" is never true
      """)
  void tellsARowNoEventFits(String row, String message) {
    List<String> reported = reported(padded(cells(row)[0]) + STOP + REST);

    assertThat(reported).containsExactly("contradictory-row: routing.csv:2: R1: " + message);
  }

  @Test
  void saysSoWhereAPatternLeavesItOpen() {
    String rows = padded("R1;text;;matches /^a*$/") + padded("R2;text;;matches /^a+(?i)B{0}$/");

    assertThat(reported(rows + STOP + REST))
        .containsExactly(
            "undecided-row: routing.csv:3: R2: whether this row ever wins could not be decided, since a pattern leaves open what texts it takes");
  }

  @Test
  void decidesRowsForAButtonOfThePlatformsOwn() {
    RoutingTable table = new Tables()
        .read("Rule,What happened,Channel,Says,Postback,Go to flow\nR1,message,,contains order,,a\n"
            + "R2,button,SMS,,go,a\nR3,button,,,go,a\nR4,button,RCS,,go,a\n")
        .table();

    List<Finding> found = findings(table, plainBot(), false);

    assertThat(found)
        .filteredOn(one -> one.place().rule() != null)
        .extracting(Finding::sentence)
        .containsExactly(
            "routing.csv:5: R4: this row never wins: every event that fits it is taken by R3");
    assertThat(found)
        .filteredOn(one -> one.place().rule() != null)
        .extracting(one -> Optional.ofNullable(one.sample()).orElseThrow().postback())
        .containsExactly("go");
  }

  @Test
  void tellsGapsChannelByChannelWithAnExample() {
    List<String> reported = reported(STOP
        + padded("R1;message;not SMS, MMS")
        + padded("R2;text;SMS")
        + padded("R3;message;MMS;;new"));

    assertThat(reported)
        .containsExactly(
            "gap: routing.csv: Channel: not every message finds a row on SMS: a button of a new contact on Mon 2026-03-02 10:00 fits none",
            "gap: routing.csv: Channel: not every message finds a row on MMS: a text \"hello\" of a returning contact on Mon 2026-03-02 10:00 fits none");
  }

  @Test
  void tellsThatStopEndsNothing() {
    assertThat(reported(REST))
        .singleElement()
        .asString()
        .startsWith(
            "no-stop-row: routing.csv: During a question: expected a row marked end it that takes the text STOP on every channel, but on WHATSAPP, RCS, SMS,")
        .endsWith(" none does");
  }

  @Test
  void tellsFlowsNobodyStartsAndRowsWhoseFlowCannotDoWhatTheyAsk() {
    Bot bot = bot(
        "flow: a\nsteps: [ { id: s, say: { SMS: hi } } ]",
        "flow: rescue\nsteps: [ { id: s, say: hi } ]",
        "flow: elsewhere\nsteps: [ { id: s, say: hi, channel: SMS } ]",
        "flow: lonely\nsteps: [ { id: s, say: hi } ]");
    String rows = STOP + REST
        + "D1;delivery failed;WhatsApp;;;;;;;;;;;;rescue\nD2;read;WhatsApp;;;;;;;;;;;;elsewhere\n";

    List<Finding> found = findings(new Tables().read(HEADER + rows).table(), bot, false);

    assertThat(found.stream().map(one -> one.code() + ": " + one.sentence()))
        .containsExactly(
            "unreached-flow: flows/x.yaml:2: lonely: expected a row, or another flow that is started, to lead to this flow, but none does",
            "flow-not-on-channel: routing.csv:2: STOP: Channel: flow a cannot run on WHATSAPP, which the row allows: step a.s has no wording for it and no default",
            "flow-not-on-channel: routing.csv:3: REST: Channel: flow a cannot run on WHATSAPP, which the row allows: step a.s has no wording for it and no default");
    assertThat(found).allMatch(one -> one.sample() != null);
  }

  @Test
  void tellsAQuestionOnTheChannelThatJustFailed() {
    Bot bot = bot(
        "flow: a\nsteps: [ { id: s, say: hi } ]",
        "flow: asks\nsteps: [ { id: s, say: Sorry }, { id: q, ask: Still there } ]",
        "flow: elsewhere\nsteps: [ { id: q, ask: Still there, channel: SMS } ]",
        "flow: says\nsteps: [ { id: s, say: Sorry } ]");
    String rows = STOP + REST
        + "D1;delivery failed;WhatsApp;;;;;;;;;;;;asks\nD2;delivery failed;RCS;;;;;;;;;;;;elsewhere\n"
        + "D3;delivery failed;MMS;;;;;;;;;;;;says\nD4;read;;;;;;;;;;;;;asks\n";

    assertThat(findings(new Tables().read(HEADER + rows).table(), bot, false))
        .singleElement()
        .satisfies(one -> assertThat(one.sentence())
            .isEqualTo(
                "routing.csv:4: D1: Go to flow: the flow asks in step asks.q on the channel on which a"
                    + " message was just not delivered, so nobody may ever see the question; name a"
                    + " channel in the step that the row does not take"))
        .satisfies(one -> assertThat(one.sample()).isNotNull());
  }

  @Test
  void tellsARowForContactsWhoOptedOutWhoseFlowIsNotLegal() {
    Bot bot = bot(
        "flow: a\nsteps: [ { id: s, say: hi } ]",
        "flow: b\nlegal: true\nsteps: [ { id: s, say: hi } ]");
    String rows = STOP
        + "R1;text;;start;opted out;;;;;;;;;end it;a\nR2;text;;again;opted out;;;;;;;;;end it;b\n"
        + "R3;opt-out succeeded;;;;;;;;;;;;;a\n" + REST;

    assertThat(findings(new Tables().read(HEADER + rows).table(), bot, false))
        .extracting(Finding::sentence)
        .containsExactly(
            "routing.csv:3: R1: Go to flow: the row is for contacts who opted out: expected a flow with"
                + " \"legal: true\", but a has none, so nothing is said",
            "routing.csv:5: R3: Go to flow: the row is for contacts who opted out: expected a flow with"
                + " \"legal: true\", but a has none, so nothing is said");
  }

  @Test
  void tellsARowThatEndsWhatIsOpenAtAnyText() {
    String rows = "R1;text;;;;;;;;;;;;end it;a\n" + REST;

    assertThat(findings(new Tables().read(HEADER + rows).table(), plainBot(), false))
        .extracting(Finding::sentence)
        .contains(
            "routing.csv:2: R1: During a question: every text ends what is open and starts a, since no"
                + " cell of this row asks what it says; expected a test in the column Says");
    assertThat(findings(
            new Tables()
                .read(HEADER + STOP + "R1;media;;;;;;;;;;;;end it;b\n" + REST)
                .table(),
            plainBot(),
            false))
        .isEmpty();
  }

  @Test
  void tellsOverlapsOnlyWhereTheirOrderMattersTheMostHarmfulFirst() {
    String taken = "R0;text;SMS;contains order;;;;;;;;;;;a\n";
    String pair = "R1;text;SMS;;;;;;;;;;;;a\nR2;text;;contains order;;;;;;;;;;;b\n";
    String worse = "R3;text;MMS;;;;;;;;;;;interrupt;b\nR4;text;;contains tea;;;;;;;;;;;b\n";

    assertThat(codes(findings(
            new Tables().read(HEADER + STOP + taken + pair + REST).table(), plainBot(), true)))
        .doesNotContain("overlap R2");
    assertThat(codes(findings(
            new Tables().read(HEADER + STOP + pair + worse + REST).table(), plainBot(), true)))
        .containsSubsequence("overlap R4", "overlap R2");
  }

  private static List<String> codes(List<Finding> findings) {
    return findings.stream().map(one -> one.code() + " " + one.place().rule()).toList();
  }

  @Test
  void tellsOverlapsWhenAskedTo() {
    RoutingTable table = new Tables()
        .read(HEADER + STOP + "R1;text;SMS;;;;;;;;;;;;a\nR2;text;;contains order;;;;;;;;;;;b\n"
            + REST)
        .table();

    List<Finding> found = findings(table, plainBot(), true);

    assertThat(found)
        .singleElement()
        .extracting(Finding::sentence)
        .isEqualTo(
            "routing.csv:4: R2: some events fit this row and R1 too, which do something else; only the order of the rows decides");
  }

  @Test
  void neverClaimsWhatARandomEventDisproves() {
    long seed = Seed.of(TableProofsTest.class);
    Random random = new Random(seed);
    int claims = 0;
    int hits = 0;
    for (int round = 0; round < 60; round++) {
      RoutingTable table =
          RoutingTable.of(new Tables().read(RoutingTableTest.table(random, 12)).rows());
      Map<String, String> never = new LinkedHashMap<>();
      for (Finding finding : findings(table, plainBot(), false)) {
        if (finding.code().equals("shadowed-row") || finding.code().equals("contradictory-row")) {
          never.put(String.valueOf(finding.place().rule()), finding.sentence());
        }
      }
      claims += never.size();
      for (int i = 0; i < 2_000; i++) {
        Ask ask = real(RoutingTableTest.ask(random));
        // Rows that end it come first for messages alone.
        boolean message = ask.value(Subject.of(Subject.What.MESSAGE)) != null;
        String first = Optional.of(table)
            .filter(one -> message)
            .flatMap(one -> one.first(Phase.END_IT, ask))
            .or(() -> table.first(Phase.ROUTE, ask))
            .map(TableRow::id)
            .orElse("");
        assertThat(never)
            .as("seed %s, %s, %s", seed, ask, table.row(first).map(TableRow::source))
            .doesNotContainKey(first);
        hits += first.isEmpty() ? 0 : 1;
      }
    }
    System.out.println(
        "TableProofsTest: " + claims + " rows said never to win, " + hits + " events won");
    assertThat(claims).as("seed %s", seed).isGreaterThan(60);
    assertThat(hits).as("seed %s", seed).isGreaterThan(60 * 200);
  }

  /** Random events have parts that no such event has. */
  private static Ask real(Ask ask) {
    Object kind = ask.value(Subject.of(Subject.What.HAPPENED));
    boolean message = ask.value(Subject.of(Subject.What.MESSAGE)) != null;
    if (!"text".equals(kind)) {
      ask.with(Subject.What.SAYS, "button".equals(kind) ? "menu" : null);
    }
    if (message && ask.value(Subject.of(Subject.What.CHANNEL)) == null) {
      ask.with(Subject.What.CHANNEL, "SMS");
    }
    if (ask.value(Subject.of(Subject.What.LANGUAGE)) == null) {
      ask.with(Subject.What.LANGUAGE, "en");
    }
    return ask.value(Subject.of(Subject.What.APP)) == null
        ? ask.with(Subject.What.APP, "app-4")
        : ask;
  }

  @Test
  void checksAThousandRowsWithinABoundOfCuts() {
    StringBuilder rows = new StringBuilder(STOP);
    Random random = new Random(7);
    List<String> channels = List.of("SMS", "WhatsApp, RCS", "not SMS, MMS", "", "Telegram");
    for (int i = 0; i < 998; i++) {
      rows.append(padded("R" + i + ";text;" + channels.get(random.nextInt(5)) + ";"
          + (random.nextInt(10) == 0 ? "contains part" : "word") + random.nextInt(700) + ";"
          + (random.nextInt(3) == 0 ? "new" : "") + ";"
          + (random.nextInt(5) == 0 ? "Mon-Fri 0" + random.nextInt(9) + ":00-18:00" : "")));
    }
    RoutingTable table = new Tables().read(HEADER + rows + REST).table();

    long start = System.nanoTime();
    List<Finding> found = findings(table, plainBot(), true);
    System.out.println("1,000 rows checked in " + (System.nanoTime() - start) / 1_000_000 + " ms, "
        + found.size() + " findings");

    assertThat(found).isNotEmpty().noneMatch(one -> one.code().equals("undecided-row"));
  }
}
