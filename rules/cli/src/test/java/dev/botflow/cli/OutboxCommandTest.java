package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.TextMessage;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.session.Trace;
import dev.botflow.store.Commit;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.SendChange;
import dev.botflow.store.jdbc.JdbcStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command beside a host that has the store open. */
class OutboxCommandTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final SessionKey ANN =
      SessionKey.of(new ChannelContext(Channel.SMS, null, "C1", "APP", null, null));

  @TempDir
  Path folder;

  private JdbcStore host;

  @BeforeEach
  void openHost() {
    host = JdbcStore.sqlite(file());
    List<OutboxRow> rows = new ArrayList<>();
    for (String id : List.of("m1", "m2", "m3")) {
      Outgoing message = new Outgoing(
          id, new Address("APP", Channel.SMS, "C1", null), new TextMessage("secret"), null);
      rows.add(new OutboxRow(message, ANN, 1, rows.size(), NOW, 0, NOW));
    }
    host.save(new Commit(
        session(1), "e1", rows, List.of(), List.of(), List.of(), null, Trace.empty(), NOW));
    host.giveUp(new GivenUp.Message("m1", 3, "400 INVALID_ARGUMENT", false, NOW));
    host.giveUp(new GivenUp.Message("m2", 2, "it was older than 24 h", true, NOW.plusSeconds(1)));
    host.giveUp(
        new GivenUp.Event(new InboxEntry("e9", ANN, "APP", new byte[] {'{'}, NOW), "not JSON"));
  }

  @AfterEach
  void closeHost() {
    host.close();
  }

  private Path file() {
    return folder.resolve("store.db");
  }

  private static Session session(long version) {
    return Session.fresh(ANN).toBuilder().version(version).known(true).build();
  }

  private Run outbox(String... rest) {
    List<String> args = new ArrayList<>(List.of("outbox", file().toString()));
    args.addAll(List.of(rest));
    return Run.botflow(args.toArray(String[]::new));
  }

  @Test
  void listsWhatWasGivenUpForPrograms() {
    Run run = outbox("list", "--json");

    assertThat(run.exit()).isZero();
    assertThat(run.lines().subList(0, 2))
        .containsExactly(
            "{\"id\":\"m1\",\"reason\":\"400 INVALID_ARGUMENT\",\"attempts\":3,\"since\":\"2026-03-02T09:00:00Z\","
                + "\"number\":1,\"kind\":\"message\",\"app\":\"APP\",\"channel\":\"SMS\"}",
            "{\"id\":\"m2\",\"reason\":\"it was older than 24 h (it may have been sent)\",\"attempts\":2,"
                + "\"since\":\"2026-03-02T09:00:01Z\","
                + "\"number\":2,\"kind\":\"message\",\"app\":\"APP\",\"channel\":\"SMS\"}");
    assertThat(run.lines().get(2))
        .startsWith("{\"id\":\"e9\",\"reason\":\"event: not JSON\",\"attempts\":0,\"since\":\"")
        .endsWith("\"kind\":\"event\",\"app\":\"APP\",\"channel\":null}");
    assertThat(run.out()).doesNotContain("secret");
  }

  @Test
  void listsWhatWasGivenUpForPeople() {
    Run run = outbox("list");

    assertThat(run.exit()).isZero();
    assertThat(run.lines().get(0))
        .isEqualTo("2026-03-02T09:00:00Z  m1  3 attempts  400 INVALID_ARGUMENT");
    assertThat(run.lines().get(3)).isEqualTo(file() + ": 3 given up");
  }

  @Test
  void replaysAMessageForTheHostToSend() {
    Run run = outbox("replay", "m1");

    assertThat(run.exit()).isZero();
    assertThat(run.lines().get(1)).isEqualTo(file() + ": 1 to be sent or handled again");
    assertThat(DeadLetters.messages(host)).extracting(DeadLetter::id).containsExactly("m2");
    host.record(List.of(new SendChange.Sent("m3", "sinch-3", NOW)));
    assertThat(host.dueRows(Instant.now(), Set.of(), 9))
        .extracting(OutboxRow::id)
        .containsExactly("m1");
  }

  @Test
  void replaysAllMessagesAndEventsButNoTimers() {
    Timer timer =
        new Timer("t1", ANN, new ChannelContext(Channel.SMS, null, "C1", "APP", null, null), NOW);
    host.save(new Commit(
        session(2),
        "e2",
        List.of(),
        List.of(timer),
        List.of(),
        List.of(),
        null,
        Trace.empty(),
        NOW));
    host.giveUp(new GivenUp.DueTimer(timer, "its turn failed: IllegalStateException"));

    Run run = outbox("replay", "--all");

    assertThat(run.lines().get(3)).isEqualTo(file() + ": 3 to be sent or handled again");
    assertThat(DeadLetters.messages(host)).isEmpty();
    assertThat(DeadLetters.events(host)).isEmpty();
    assertThat(host.replayed()).extracting(InboxEntry::dedupeKey).containsExactly("e9");
    assertThat(DeadLetters.timersAndCalls(host)).hasSize(1);
  }

  @Test
  void replaysAndListsInPagesWhatAFilterTakes() {
    Run first = outbox("list", "--kind", "message", "--limit", "1");
    assertThat(first.lines().get(1)).isEqualTo(file() + ": 1 given up; more with --after 1");
    assertThat(outbox("list", "--kind", "message", "--after", "1", "--json").lines())
        .singleElement()
        .asString()
        .contains("\"id\":\"m2\"");
    assertThat(outbox("list", "--app", "OTHER").out()).isEqualTo(file() + ": 0 given up\n");

    Run run = outbox("replay", "--app", "APP", "--channel", "SMS", "--reason", "invalid_argument");

    assertThat(run.exit()).isZero();
    assertThat(run.lines().get(1)).isEqualTo(file() + ": 1 to be sent or handled again");
    assertThat(DeadLetters.messages(host)).extracting(DeadLetter::id).containsExactly("m2");
    assertThat(DeadLetters.events(host)).hasSize(1);
  }

  @Test
  void dropsMessagesAndEvents() {
    Run run = outbox("drop", "m1", "e9");

    assertThat(run.exit()).isZero();
    assertThat(DeadLetters.messages(host)).extracting(DeadLetter::id).containsExactly("m2");
    assertThat(DeadLetters.events(host)).isEmpty();
  }

  @Test
  void tellsOfAnIdThereIsNot() {
    Run run = outbox("replay", "e8", "m1", "--json");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            file() + ": expected the id of a message or event that was given up, but was \"e8\"\n");
    assertThat(run.lines()).hasSize(1);
  }

  @Test
  void refusesWrongUsage() {
    assertThat(outbox("lisst").err())
        .isEqualTo("botflow outbox: expected list, replay or drop, but was \"lisst\""
            + " (see botflow outbox --help)\n");
    assertThat(outbox("drop").err())
        .isEqualTo("botflow outbox: drop: expected ids or --all, but was neither"
            + " (see botflow outbox --help)\n");
    assertThat(outbox("list", "m1").exit()).isEqualTo(2);
    assertThat(outbox("drop", "m1", "--app", "APP").err())
        .startsWith("botflow outbox: drop: expected ids, --all, or what it is about");
    assertThat(outbox("list", "--kind", "letter").err())
        .startsWith(
            "botflow outbox: --kind: expected message, event, timer or call, but was \"letter\"");
  }

  @Test
  void refusesAFileThatIsNotThereAndMakesNone() {
    Path missing = folder.resolve("missing.db");

    Run run = Run.botflow("outbox", missing.toString(), "list");

    assertThat(run)
        .isEqualTo(new Run(2, "", missing + ": expected a store, but there is no such file\n"));
    assertThat(missing).doesNotExist();
  }

  @Test
  void refusesAStoreOfANewerAndOfAnOlderVersion() throws Exception {
    host.close();
    sql("INSERT INTO schema_version (version, applied_at) VALUES (99, 0)");
    assertThat(outbox("list"))
        .isEqualTo(new Run(
            2,
            "",
            file()
                + ": expected a store of schema 5 or older, but was 99, which a newer BotFlow wrote;"
                + " use that version\n"));

    sql("DELETE FROM schema_version WHERE version > 1");
    assertThat(outbox("list"))
        .isEqualTo(new Run(
            2,
            "",
            file()
                + ": expected a store of schema 5, but was 1; start the host once with this version of"
                + " BotFlow, which brings it up to date\n"));
  }

  @Test
  void refusesAFileThatIsNoStore() throws Exception {
    Path other = folder.resolve("other.txt");
    Files.writeString(other, "not a store ".repeat(500));

    Run run = Run.botflow("outbox", other.toString(), "list");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith(other + ": the store could not be opened: ");
    assertThat(run.err()).doesNotContain("\tat ");
  }

  private void sql(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
