package dev.botflow.table.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.table.Ask;
import dev.botflow.table.Customer;
import dev.botflow.table.During;
import dev.botflow.table.Phase;
import dev.botflow.table.TableRow;
import dev.botflow.table.Tables;
import dev.botflow.table.sheet.Subject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class RoutingTableTest {
  private static final List<String> WORDS =
      List.of("order", "parcel", "hi", "Héllo", "stop", "12", "true", "menu");

  @Test
  void theFirstRowThatFitsWins() {
    RoutingTable table = new Tables()
        .read(
            "Rule,Channel,Says,Go to flow\nR1,SMS,hi,a\nR2,,contains hi,b\nR3,WhatsApp,hi,c\nR4,,,d\n")
        .table();

    assertThat(table.first(Phase.ROUTE, new Ask())).map(TableRow::id).contains("R2");
    assertThat(table.first(Phase.ROUTE, new Ask().with(Subject.What.CHANNEL, "SMS")))
        .map(TableRow::id)
        .contains("R1");
    assertThat(table.first(Phase.ROUTE, new Ask().with(Subject.What.SAYS, "ho")))
        .map(TableRow::id)
        .contains("R4");
  }

  @Test
  void eachPhaseHasItsRows() {
    RoutingTable table = new Tables()
        .read(
            "Rule,What happened,During a question,Go to flow\nR1,,end it,a\nR2,,interrupt,b\nR3,,wait,c\nR4,\"text, read\",end it,d\n")
        .table();

    assertThat(table.first(Phase.END_IT, new Ask())).map(TableRow::id).contains("R1");
    assertThat(table.first(Phase.INTERRUPT, new Ask())).map(TableRow::id).contains("R2");
    assertThat(table.first(Phase.ROUTE, new Ask())).map(TableRow::id).contains("R2");
    assertThat(table.first(Phase.ROUTE, new Ask().event("read")))
        .map(TableRow::id)
        .contains("R4");
  }

  @Test
  void notChannelSaysNothingOfAnEventWithoutOne() {
    RoutingTable table = new Tables()
        .read(
            "Rule,What happened,Channel,Go to flow\nR1,timer,\"not SMS, MMS\",a\nR2,timer,is empty,b\n")
        .table();

    assertThat(table.first(Phase.ROUTE, new Ask().event("timer")))
        .map(TableRow::id)
        .contains("R1");
    assertThat(table.first(
            Phase.ROUTE, new Ask().event("timer").with(Subject.What.CHANNEL, "NEW_ONE")))
        .map(TableRow::id)
        .contains("R1");
    assertThat(table.first(Phase.ROUTE, new Ask().event("timer").with(Subject.What.CHANNEL, "SMS")))
        .isEmpty();
    assertThat(table.first(Phase.ROUTE, new Ask().event("timer").with(Subject.What.CHANNEL, null)))
        .map(TableRow::id)
        .contains("R2");
  }

  /** The index finds what trying each row in turn finds. Replay one with {@code -Dbotflow.seed=…}. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 40, 300, 2000})
  void findsWhatALinearScanFinds(int size) {
    long seed = Seed.of(RoutingTableTest.class);
    Random random = new Random(seed);
    Tables tables = new Tables().read(table(random, size));
    assertThat(tables.sentences())
        .as("seed %s", seed)
        .allMatch(sentence -> sentence.contains("empty cell"));
    RoutingTable table = tables.table();

    int hits = 0;
    for (int i = 0; i < 3_000; i++) {
      Ask ask = ask(random);
      for (Phase phase : Phase.values()) {
        if (phase == Phase.ROUTE || ask.value(Subject.of(Subject.What.MESSAGE)) != null) {
          Optional<TableRow> expected = scan(table, phase, ask);
          hits += expected.isPresent() ? 1 : 0;

          assertThat(table.first(phase, ask))
              .as("seed %s, %s, %s", seed, phase, ask)
              .isEqualTo(expected);
          assertThat(firstOfCandidates(table, phase, ask))
              .as("seed %s, %s, %s", seed, phase, ask)
              .isEqualTo(expected);
        }
      }
    }
    System.out.println("RoutingTableTest size " + size + ": " + hits + " hits");
    assertThat(hits).as("seed %s", seed).isGreaterThan(size < 300 ? -1 : 1_000);
  }

  private static Optional<TableRow> scan(RoutingTable table, Phase phase, Ask ask) {
    return table.rows().stream()
        .filter(row -> counts(row, phase))
        .filter(row -> row.fits(ask))
        .findFirst();
  }

  private static boolean counts(TableRow row, Phase phase) {
    switch (phase) {
      case END_IT:
        return row.during() == During.END_IT;
      case INTERRUPT:
        return row.during() == During.INTERRUPT;
      default:
        return row.during() != During.END_IT || row.takesOtherEvents();
    }
  }

  private static Optional<TableRow> firstOfCandidates(RoutingTable table, Phase phase, Ask ask) {
    List<Integer> candidates = new ArrayList<>();
    table.candidates(phase, ask, candidates::add);
    Set<Integer> fitting = new HashSet<>();
    for (int order : candidates) {
      assertThat(table.restHolds(order, ask)).isEqualTo(table.rows().get(order).fits(ask));
      if (table.restHolds(order, ask)) {
        fitting.add(order);
      }
    }
    return fitting.stream().min(Integer::compare).map(table.rows()::get);
  }

  public static String table(Random random, int size) {
    StringBuilder text = new StringBuilder(
        "Rule;What happened;Channel;Says;Customer is;At;Language;Contact tag;Plan;Account age;Misses;App;Valid from;Share %;During a question;Go to flow\n");
    int id = 0;
    while (id < size) {
      String conditions = maybe(
              random,
              6,
              "text",
              "message",
              "read",
              "text, delivered",
              "not text",
              "button, media",
              "cart abandoned")
          + ";"
          + maybe(
              random,
              7,
              "SMS",
              "WhatsApp, RCS",
              "not SMS, MMS",
              "is empty",
              "is known",
              "Viber",
              "CARRIER_PIGEON",
              "in CHATS")
          + ";"
          + maybe(
              random,
              8,
              says(random),
              says(random),
              "contains " + word(random),
              "contains e, ar",
              "word " + word(random) + ", hey",
              "ends with " + word(random),
              "starts with h",
              "matches /^h.*/",
              "in STOP_WORDS",
              "not " + word(random),
              "is empty")
          + ";"
          + maybe(
              random,
              4,
              "new",
              "returning",
              "not new",
              "opted out",
              "new, opted out",
              "not opted out")
          + ";" + maybe(random, 2, "Mon-Fri 09:00-17:00", "22:00-06:00", "not shop")
          + ";" + maybe(random, 2, "nl", "not nl", "en-GB")
          + ";" + maybe(random, 3, "vip", "vip, gold", "not vip", "is empty")
          + ";" + maybe(random, 3, "gold", "\"1\", yes", "not gold", "is known", "\"12\"")
          + ";" + maybe(random, 2, "at least 5", "1, 2", "under 3")
          + ";" + maybe(random, 2, "0", "1 to 2", "over 2")
          + ";" + maybe(random, 2, "app-1", "app-2, app-3")
          + ";" + maybe(random, 1, "2026-03-01", "2026-04-01");
      String during = maybe(random, 4, "wait", "interrupt", "end it");
      if (random.nextInt(10) == 0) {
        text.append("R" + id++ + ";" + conditions + ";40;" + during + ";a\n");
        text.append("R" + id++ + ";" + conditions + ";60;" + during + ";b\n");
        // Two equal splits beside each other would be one.
        text.append("R" + id++ + ";text;;between;;;;;;;;;;;;c\n");
      } else {
        text.append("R" + id++ + ";" + conditions + ";;" + during + ";a\n");
      }
    }
    return text.toString()
        .replace("\"1\", yes", "\"\"\"1\"\", yes\"")
        .replace(";\"12\";", ";\"\"\"12\"\"\";");
  }

  private static String says(Random random) {
    return random.nextBoolean() ? word(random) : word(random) + ", " + word(random);
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  /** One of the cells, in about so many of ten cases; else an empty cell. */
  private static String maybe(Random random, int ofTen, String... cells) {
    return random.nextInt(10) < ofTen ? cells[random.nextInt(cells.length)] : "";
  }

  public static Ask ask(Random random) {
    List<EventKind> kinds = List.of(
        EventKind.TEXT,
        EventKind.TEXT,
        EventKind.BUTTON,
        EventKind.MEDIA,
        EventKind.READ,
        EventKind.DELIVERED,
        EventKind.TYPING,
        new EventKind("cart abandoned"));
    List<Channel> channels = Channel.known();
    Ask ask = new Ask()
        .event(kinds.get(random.nextInt(kinds.size())).name())
        .with(
            Subject.What.CHANNEL,
            random.nextInt(8) == 0
                ? null
                : channels.get(random.nextInt(channels.size())).name())
        .with(
            Subject.What.SAYS,
            random.nextInt(6) == 0
                ? null
                : random.nextInt(4) == 0
                    ? "Hey " + word(random)
                    : word(random).toUpperCase(Locale.ROOT))
        .with(Subject.What.CUSTOMER, Customer.is(random.nextBoolean(), random.nextInt(4) == 0))
        .with(
            Subject.What.LANGUAGE,
            pick(random, null, "nl", "en", List.of("nl-BE", "nl"), List.of("en-GB", "en")))
        .with(
            Subject.What.TAGS,
            pick(
                random,
                null,
                List.of(),
                List.of("vip"),
                List.of("gold", "VIP"),
                List.of("x", "gold")))
        .with(
            Subject.named("plan"),
            pick(random, null, "Gold", "silver", 1, 12.0, true, "", List.of("gold", 1), "1"))
        .with(Subject.named("account_age"), pick(random, null, 1, 5, "2", "old"))
        .with(Subject.What.MISSES, BigDecimal.valueOf(random.nextInt(4)))
        .with(Subject.What.APP, pick(random, null, "app-1", "app-2", "APP-3", "app-4"))
        .contact("app/contact/" + random.nextInt(50))
        .at("2026-03-0" + (1 + random.nextInt(9)) + "T" + (10 + random.nextInt(14)) + ":30");
    return random.nextInt(20) == 0 ? ask.with(Subject.What.CHANNEL, "BRAND_NEW") : ask;
  }

  private static Object pick(Random random, Object... values) {
    return values[random.nextInt(values.length)];
  }
}
