package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.botflow.audit.Act;
import dev.botflow.audit.AuditEntry;
import dev.botflow.audit.AuditFile;
import dev.botflow.authoring.io.Json;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.Reason;
import dev.botflow.event.SessionKey;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.rules.BotFolder;
import dev.botflow.runtime.HostFacts;
import dev.botflow.runtime.Turns;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.SendChange;
import dev.botflow.store.StoredKind;
import dev.botflow.store.jdbc.JdbcStore;
import dev.botflow.turn.Ids;
import dev.botflow.turn.Limits;
import dev.botflow.turn.Turn;
import dev.botflow.workbench.live.WaitingPlaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why somebody got what they got, asked beside a host and after its end; and the contacts of its store. */
class TracesCommandTest {
  /** A Saturday, when the shop of R10 is closed. */
  private static final Instant NOW = Instant.parse("2026-03-07T11:00:00Z");

  @TempDir
  Path folder;

  private JdbcStore host;
  private Turns turns;

  @BeforeEach
  void openHost() {
    open(LeafShop.BOT);
  }

  private void open(Path bot) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    host = JdbcStore.sqlite(file(), clock, RetentionPolicy.standard());
    BotVersion version = BotFolder.load(bot, SinchChannelLimits.all());
    turns = new Turns(
        BotVersions.of(version),
        host,
        HostFacts.none(),
        new Ids(new byte[16]),
        Limits.DEFAULT,
        clock,
        Turns.Time.EVENT,
        0);
  }

  @AfterEach
  void closeHost() {
    host.close();
  }

  private Path file() {
    return folder.resolve("store.db");
  }

  private static ChannelContext context(String contact) {
    return new ChannelContext(Channel.WHATSAPP, "3247000" + contact, contact, "APP", null, null);
  }

  private Turn says(String contact, String id, String text) {
    return turns.handle(new MessageReceived(
        EventHeader.own("MESSAGE_INBOUND", context(contact), NOW, "APP:MESSAGE_INBOUND:" + id),
        id,
        new Content.Text(text),
        null,
        null,
        null,
        false));
  }

  private void reports(
      String contact, String ours, String theirs, String status, @Nullable Reason reason) {
    InboundEvent report = new DeliveryReport(
        EventHeader.own(
            "MESSAGE_DELIVERY", context(contact), NOW, "APP:MESSAGE_DELIVERY:" + theirs + status),
        theirs,
        status,
        reason,
        ours);
    turns.handle(report);
  }

  private Run botflow(String command, String... rest) {
    List<String> args = new ArrayList<>(List.of(command, file().toString()));
    args.addAll(List.of(rest));
    return Run.botflow(args.toArray(String[]::new));
  }

  private String bot() {
    return LeafShop.BOT.toString();
  }

  @Test
  void afterARestartATurnIsFoundByAMessageOfOursOrTheirsWithWhatBecameOfIt() {
    // Given
    String id = says("C1", "their-1", "hi").messages().get(0).id();
    says("C2", "their-2", "hi");
    host.record(List.of(new SendChange.Sent(id, "sinch-1", NOW)));
    reports("C1", id, "sinch-1", "DELIVERED", null);
    host.close();
    open(LeafShop.BOT);

    // When
    Run byOurs = botflow("traces", "--message", id, "--bot", bot());

    // Then
    assertThat(byOurs.out())
        .contains(
            "text on WHATSAPP, app APP, message their-1",
            "start, R11 → welcome_closed",
            "knew, and did not keep: text",
            "welcome_closed.",
            "said message " + id + " on WHATSAPP: delivered",
            "not R10: At asks for Mon-Fri 09:00-17:00, but was Sat 12:00",
            "(text) nobody can tell any more",
            ": 1 turn")
        .doesNotContain("their-2");
    assertThat(byOurs.exit()).isZero();
    for (String other : List.of("sinch-1", "their-1")) {
      assertThat(botflow("traces", "--message", other, "--bot", bot()).out())
          .isEqualTo(byOurs.out());
    }
    assertThat(botflow("traces", "--event", "their-1", "--bot", bot()).out())
        .isEqualTo(byOurs.out());
    assertThat(botflow("traces", "--message", "nobody").out())
        .isEqualTo(file() + ": no such turn, as far as traces are kept\n");
  }

  @Test
  void pagesThroughTheTurnsOfAContactByIdOrIdentityTheNewestFirst() {
    says("C1", "m1", "hi");
    says("C2", "m2", "hi");
    says("C1", "m3", "hello");

    Run first = botflow("traces", "--identity", "WHATSAPP:+3247000C1", "--limit", "1", "--json");
    long number = Json.read(first.lines().get(0)).path("number").asLong();
    Run second = botflow(
        "traces", "--app", "APP", "--contact", "C1", "--before", String.valueOf(number), "--json");

    assertThat(first.lines()).hasSize(1);
    assertThat(Json.read(first.out()).path("message").asText()).isEqualTo("m3");
    assertThat(second.lines()).hasSize(1);
    assertThat(Json.read(second.out()).path("message").asText()).isEqualTo("m1");
    assertThat(Json.read(second.out()).path("note").asText())
        .isEqualTo("the bot is not at hand, so nobody can tell which rows nearly won");
    assertThat(botflow("traces", "--limit", "2").out())
        .contains(": 2 turns; older ones with --before ");
  }

  @Test
  void tellsWhyAMessageWasRefusedAlsoOnceTheDeadLetterIsDropped() {
    Turn turn = says("C1", "m1", "hi");
    String id = turn.messages().get(0).id();
    String other = turn.messages().get(turn.messages().size() - 1).id();
    host.giveUp(new GivenUp.Message(
        id,
        1,
        "400 INVALID_ARGUMENT",
        false,
        NOW,
        new Trace(List.of(new TraceEntry.NotSent(id, "400 INVALID_ARGUMENT")))));
    assertThat(botflow("traces").out()).contains("given up, 400 INVALID_ARGUMENT");

    host.drop(id);

    assertThat(botflow("traces").out())
        .contains("message " + id + " on WHATSAPP: given up, 400 INVALID_ARGUMENT");
    reports("C1", other, "sinch-2", "FAILED", new Reason("RECIPIENT_BLOCKED", null, null, null));
    assertThat(botflow("traces", "--message", other).out())
        .contains("message " + other + " on WHATSAPP: failed, RECIPIENT_BLOCKED");
  }

  private Path openWithABotThatKeepsTexts() throws IOException {
    host.close();
    Path bot = LeafShop.copy(folder.resolve("bot"));
    Files.writeString(
        bot.resolve("bot.yaml"),
        Files.readString(bot.resolve("bot.yaml")) + "keep_texts: 36500d\n");
    Files.delete(file());
    open(bot);
    return bot;
  }

  @Test
  void whatWasSaidIsShownOnlyOnceTheAuditWasTold() throws IOException {
    Path file = folder.resolve("audit.jsonl");
    says("C1", "m1", "psst");
    botflow("traces", "--audit", file.toString());
    assertThat(file).doesNotExist();
    openWithABotThatKeepsTexts();
    says("C1", "m1", "psst");
    says("C1", "m2", "pst");

    assertThat(botflow("traces", "--audit", file.toString(), "--author", "Ann").out())
        .contains("psst");

    assertThat(AuditFile.of(file).entries())
        .extracting(AuditEntry::act, AuditEntry::what)
        .containsExactly(tuple(Act.REVEALED, "texts of 2 turns of app APP"));
    Files.delete(file);
    Files.createDirectory(file);
    Run refused = botflow("traces", "--audit", file.toString());
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.out()).doesNotContain("psst");
    assertThat(refused.err()).contains("expected an audit that can be written to");
  }

  @Test
  void showsWhatWasSaidOnlyWhereTheBotKeepsIt() throws IOException {
    says("C1", "m1", "psst");
    assertThat(botflow("traces", "--json").out()).doesNotContain("psst").contains("\"texts\":null");
    Path bot = openWithABotThatKeepsTexts();

    says("C1", "m1", "psst");

    assertThat(botflow("traces", "--bot", bot.toString()).out())
        .contains(
            "they wrote: psst",
            "we wrote: I can look up an order",
            "not R03: Says asks for menu, restart, but was psst")
        .doesNotContain("nobody can tell");
  }

  @Test
  void aTurnWithTwoMessagesTakesLessThanAKilobyteInItsTrace() {
    Turn turn = says("C1", "01HXZ6Y3V9K2M4N5P6Q7R8S9T0", "hi");

    int size = host.rows(turn.commit().key()).stream()
        .filter(row -> row.kind() == StoredKind.TRACE)
        .mapToInt(row -> String.valueOf(row.values().get("json")).length())
        .sum();

    assertThat(turn.messages()).hasSize(2);
    assertThat(size).isBetween(200, 1_000);
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertThat(botflow("traces", "--message", "a", "--event", "b").err())
        .startsWith(
            "botflow traces: expected one of --contact, --identity, --message and --event, but was"
                + " more");
    assertThat(botflow("traces", "--contact", "a").err())
        .startsWith("botflow traces: --contact: expected --app with it");
    assertThat(botflow("contact", "export").err())
        .startsWith("botflow contact: export: expected --contact or --identity, but was neither");
    assertThat(botflow("contact", "burn", "--identity", "SMS:1").err())
        .startsWith("botflow contact: expected find, open, export or erase, but was \"burn\"");
  }

  @Test
  void exportsAllOfOnePersonAndNothingOfAnotherAndErasesIt() throws Exception {
    for (String contact : List.of("C1", "C2")) {
      says(contact, "m" + contact, "hi");
      byte[] raw = ("{\"text\":\"canary of " + contact + "\"}").getBytes(StandardCharsets.UTF_8);
      SessionKey key = SessionKey.of(context(contact));
      host.add(new InboxEntry("waits" + contact, key, "APP", raw, NOW));
    }
    assertThat(inAFile("canary of C1")).isTrue();

    Run found = botflow("contact", "find", "--identity", "WHATSAPP:3247000C1");
    Run export = botflow("contact", "export", "--identity", "WHATSAPP:+3247000C1");
    Run open = botflow("contact", "open");

    assertThat(found.out()).isEqualTo("APP/contact/C1  app APP\n" + file() + ": 1 kept\n");
    assertThat(Json.read(export.out()).size()).isGreaterThan(2);
    assertThat(export.out())
        .contains(
            "\"kind\":\"session\"", "\"kind\":\"trace\"", "\"kind\":\"message\"", "canary of C1")
        .doesNotContain("C2");
    String at = open.lines().get(0).substring(3);
    assertThat(botflow("contact", "open", "--at", at).out())
        .contains("APP/contact/C1  since ", "APP/contact/C2  since ", ": 2 open at " + at);
    // The page's Compare counts the same.
    assertThat(WaitingPlaces.of(host).now().values()).containsExactly(2);
    WaitingPlaces.of(host)
        .now()
        .keySet()
        .forEach(place -> assertThat(place.flow() + "." + place.step()).isEqualTo(at));

    Run erased = botflow("contact", "erase", "--app", "APP", "--contact", "C1", "--json");

    assertThat(Json.read(erased.out()).path("rows").path("session").asInt()).isEqualTo(1);
    assertThat(Json.read(erased.out()).path("rows").path("trace").asInt()).isEqualTo(1);
    assertThat(Json.read(erased.out()).path("erased").asInt()).isGreaterThan(3);
    assertThat(inAFile("contact/C1")).isFalse();
    assertThat(inAFile("canary of C1")).isFalse();
    assertThat(inAFile("canary of C2")).isTrue();
    assertThat(botflow("contact", "export", "--app", "APP", "--contact", "C1").out())
        .isEqualTo("[\n\n]\n");
  }

  private boolean inAFile(String text) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(one), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
