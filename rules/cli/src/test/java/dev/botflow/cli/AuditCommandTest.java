package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.botflow.audit.Act;
import dev.botflow.audit.AuditEntry;
import dev.botflow.audit.AuditFile;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do from the command line is told to the audit that they name, and read there. */
class AuditCommandTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final String CANARY = "canary4670";
  private static final SessionKey ANN =
      SessionKey.of(new ChannelContext(Channel.SMS, null, CANARY, "APP", null, null));

  @TempDir
  Path folder;

  private JdbcStore host;
  private AuditFile audit;

  @BeforeEach
  void openHost() {
    host = JdbcStore.sqlite(folder.resolve("store.db"));
    audit = AuditFile.of(file());
    host.giveUp(
        new GivenUp.Event(new InboxEntry("e9", ANN, "APP", new byte[] {'{'}, NOW), "not JSON"));
    host.giveUp(
        new GivenUp.Event(new InboxEntry("e10", ANN, "APP", new byte[] {'{'}, NOW), "not JSON"));
  }

  @AfterEach
  void closeHost() {
    host.close();
  }

  private Path file() {
    return folder.resolve("audit.jsonl");
  }

  private Run told(String command, String action, String... rest) {
    List<String> args =
        new ArrayList<>(List.of(command, folder.resolve("store.db").toString(), action));
    args.addAll(List.of(rest));
    args.addAll(List.of("--audit", file().toString(), "--author", "Ann", "--why", "they asked"));
    return Run.botflow(args.toArray(String[]::new));
  }

  private Run audit(String action, String... rest) {
    List<String> args = new ArrayList<>(List.of("audit", file().toString(), action));
    args.addAll(List.of(rest));
    return Run.botflow(args.toArray(String[]::new));
  }

  @Test
  void whatIsDoneToAStoreIsToldAndNamesNoContact() {
    assertThat(told("outbox", "drop", "e9").exit()).isZero();
    assertThat(told("outbox", "drop", "--reason", CANARY).exit()).isZero();
    assertThat(told("contact", "export", "--contact", CANARY, "--app", "APP").exit())
        .isZero();
    assertThat(told("contact", "erase", "--contact", CANARY, "--app", "APP").exit())
        .isZero();
    assertThat(told("outbox", "list").exit()).isEqualTo(0);

    assertThat(audit.entries())
        .extracting(AuditEntry::act, AuditEntry::what, AuditEntry::reason)
        .containsExactly(
            tuple(Act.DROPPED, "1 given up, e9", "they asked"),
            tuple(Act.DROPPED, "0 given up, of some reason", "they asked"),
            tuple(Act.EXPORTED, "a contact of app APP", "they asked"),
            tuple(Act.ERASED, "a contact of app APP", "they asked"));
    assertThat(audit("list").out())
        .contains("  Ann by command line  dropped 1 given up, e9: they asked")
        .doesNotContain(CANARY);
    assertThat(audit("list", "--json").lines().get(3))
        .startsWith("{\"at\":\"")
        .endsWith("\"by\":\"Ann\",\"through\":\"command line\",\"act\":\"erased\","
            + "\"what\":\"a contact of app APP\",\"before\":null,\"after\":null,"
            + "\"reason\":\"they asked\",\"failed\":false}");
  }

  @Test
  void publishingAndItsWayBackAreTold() {
    String versions = folder.resolve("versions").toString();
    String bot = LeafShop.BOT.toString();
    assertThat(Run.botflow(
                "publish",
                bot,
                "--versions",
                versions,
                "--author",
                "Ann",
                "--note",
                "first",
                "--audit",
                file().toString())
            .err())
        .isEmpty();
    assertThat(Run.botflow(
                "rollback",
                "1",
                "--versions",
                versions,
                "--author",
                "Ben",
                "--reason",
                "again",
                "--audit",
                file().toString())
            .err())
        .isEmpty();

    assertThat(audit("list").lines())
        .hasSize(2)
        .anyMatch(line -> line.endsWith("  Ann by command line  published version 1: first"))
        .anyMatch(line -> line.endsWith("  Ben by command line  rolled back version 1: again"));
  }

  @Test
  void tellsWhetherALineWasChangedOrTakenOffTheEnd() throws IOException {
    told("outbox", "drop", "e9");
    told("outbox", "drop", "e10");
    Run sound = audit("verify", "--json");
    assertThat(sound.exit()).isZero();
    String hash = audit.head().hash();
    assertThat(sound.lines())
        .containsExactly(
            "{\"sound\":true,\"number\":2,\"hash\":\"" + hash + "\",\"problem\":null}");
    assertThat(audit("verify").lines())
        .containsExactly(file() + ": 2 entries; the last one's hash is " + hash);

    List<String> lines = Files.readAllLines(file());
    Files.writeString(file(), lines.get(0) + "\n");
    assertThat(audit("verify").exit()).isZero();
    Run cut = audit("verify", "--number", "2", "--hash", hash);
    assertThat(cut.exit()).isEqualTo(1);
    assertThat(cut.err()).contains("lines were taken off its end");

    Files.writeString(file(), lines.get(0).replace("Ann", "Ben") + "\n" + lines.get(1) + "\n");
    Run changed = audit("list");
    assertThat(changed.exit()).isEqualTo(1);
    assertThat(changed.err()).contains("line 2: expected the hash of the line before");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(audit("verify").err()).contains("expected the file of an audit");
    told("outbox", "drop", "e9");
    assertThat(audit("show").err()).contains("expected list or verify, but was \"show\"");
    assertThat(audit("verify", "--number", "2").err())
        .contains("expected --number and --hash together, with verify");
  }
}
