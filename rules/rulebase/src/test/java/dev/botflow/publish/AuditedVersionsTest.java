package dev.botflow.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.botflow.audit.Act;
import dev.botflow.audit.Actor;
import dev.botflow.audit.AuditEntry;
import dev.botflow.audit.AuditFile;
import dev.botflow.error.BotBrokenException;
import dev.botflow.error.BotFlowException;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.LeafShop;
import dev.botflow.rules.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever changes which version is live, or may, is told to the audit before. */
class AuditedVersionsTest {
  private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NINE, ZoneOffset.UTC);

  @TempDir
  Path folder;

  private Path draft = Path.of("");
  private AuditFile audit = AuditFile.of(Path.of(""));
  private VersionsFolder versions =
      VersionsFolder.of(Path.of(""), ChannelCatalog.none(), ReadOptions.standard(), CLOCK);

  @BeforeEach
  void writeABot() throws IOException {
    draft = Files.createDirectories(folder.resolve("draft"));
    new LeafShop(draft).write();
    audit = AuditFile.of(folder.resolve("audit.jsonl"));
    versions = VersionsFolder.of(
            folder.resolve("versions"), ChannelCatalog.none(), ReadOptions.standard(), CLOCK)
        .audited(audit, "page");
  }

  private void change(String text) throws IOException {
    Files.writeString(draft.resolve("words.csv"), "\n# " + text, StandardOpenOption.APPEND);
  }

  private String content() {
    return BotFolder.load(draft, ChannelCatalog.none()).checksum();
  }

  private static AuditEntry entry(String person, Act act, String what, String reason) {
    return AuditEntry.of(NINE, new Actor(person, "page"), act, what, reason);
  }

  @Test
  void publishingAndRollingBackAreToldWithTheContentBeforeAndAfter() throws IOException {
    String one = content();
    versions.publish(Publication.of(draft, "Ann", "first"));
    change("more");
    String two = content();
    versions.publish(Publication.of(draft, "Ben", "second"));
    versions.rollBack(1, "Ann", "it was wrong");

    assertThat(audit.entries())
        .containsExactly(
            entry("Ann", Act.PUBLISHED, "version 1", "first").ofContent(null, one),
            entry("Ben", Act.PUBLISHED, "version 2", "second").ofContent(one, two),
            entry("Ann", Act.ROLLED_BACK, "version 1", "it was wrong").ofContent(two, one));
    assertThat(audit.verify().sound()).isTrue();
  }

  @Test
  void aReviewIsToldFromWhoAsksToWhoPublishes() throws IOException {
    Files.writeString(draft.resolve("bot.yaml"), "review: four_eyes\n", StandardOpenOption.APPEND);
    String one = content();
    versions.publish(Publication.of(draft, "Ann", ""));
    change("more");
    String two = content();
    Review asked = versions.ask(two, "Ann", Set.of(), "please look");
    versions.decide(asked.number(), two, "Ben", true, "fine");
    versions.publish(Publication.of(draft, "Ann", "go"));
    change("most");
    String three = content();
    Review again = versions.ask(three, "Ann", Set.of(), "");
    versions.decide(again.number(), three, "Ben", false, "no");

    List<AuditEntry> entries = audit.entries();
    assertThat(entries.subList(1, entries.size()))
        .containsExactly(
            entry("Ann", Act.REVIEW_ASKED, "review 1", "please look").ofContent(one, two),
            entry("Ben", Act.APPROVED, "review 1", "fine").ofContent(one, two),
            entry("Ann", Act.PUBLISHED, "version 2, approved by Ben", "go").ofContent(one, two),
            entry("Ann", Act.REVIEW_ASKED, "review 2", "").ofContent(two, three),
            entry("Ben", Act.REJECTED, "review 2", "no").ofContent(two, three));
  }

  @Test
  void whatTheAuditCannotKeepDoesNotGoLive() throws IOException {
    versions.publish(Publication.of(draft, "Ann", ""));
    change("more");
    Files.delete(folder.resolve("audit.jsonl"));
    Files.createDirectory(folder.resolve("audit.jsonl"));

    assertThatThrownBy(() -> versions.publish(Publication.of(draft, "Ann", "")))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(folder.resolve("audit.jsonl") + ": expected an audit");
    assertThatThrownBy(() -> versions.ask(content(), "Ann", Set.of(), ""))
        .isInstanceOf(BotFlowException.class);

    assertThat(versions.live()).isEqualTo(1);
    assertThat(versions.history()).hasSize(1);
    assertThat(versions.reviews()).isEmpty();
  }

  @Test
  void whatIsRefusedIsNotToldAsDone() throws IOException {
    versions.publish(Publication.of(draft, "Ann", ""));
    Files.writeString(draft.resolve("routing.csv"), "what is this", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> versions.publish(Publication.of(draft, "Ann", "")))
        .isInstanceOf(BotBrokenException.class);
    assertThatThrownBy(() -> versions.rollBack(9, "Ann", "")).isInstanceOf(BotFlowException.class);

    assertThat(audit.entries()).hasSize(1);
  }

  @Test
  void aHostThatGoesOnWithAnAuditedFolderTellsWhatIsPublishedInIt() throws IOException {
    Publisher publisher = Publisher.open(versions, draft);
    change("more");
    publisher.publish(draft, "Ann", "by the host");

    assertThat(audit.entries())
        .extracting(AuditEntry::what, AuditEntry::reason)
        .containsExactly(tuple("version 1", "first version"), tuple("version 2", "by the host"));
  }
}
