package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.message.ChannelCatalog;
import dev.botflow.publish.FollowedVersions;
import dev.botflow.publish.Publisher;
import dev.botflow.rules.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing, rolling back and reviews from the command line, beside a host that follows the folder of versions. */
class PublishCommandTest {
  @TempDir
  Path folder;

  private Path bot = Path.of("");
  private Path versions = Path.of("");

  @BeforeEach
  void makeABot() {
    bot = folder.resolve("bot");
    versions = folder.resolve("versions");
    assertThat(Run.botflow("new", bot.toString()).exit()).isZero();
  }

  private Run publish(String author, String... more) {
    String[] options = {
      "publish", bot.toString(), "--versions", versions.toString(), "--author", author
    };
    return run(options, more);
  }

  private static Run run(String[] first, String... more) {
    String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return Run.botflow(all);
  }

  private Run review(String what, String author) {
    return Run.botflow(
        "review", bot.toString(), what, "--versions", versions.toString(), "--author", author);
  }

  private void change(String file, String text) throws IOException {
    Files.writeString(bot.resolve(file), text, StandardOpenOption.APPEND);
  }

  @Test
  void aHostThatFollowsRunsWhatIsPublishedHereAndIsListedWithIt() throws Exception {
    // Given
    assertThat(publish("Ann", "--note", "first").exit()).isZero();
    Publisher host = Publisher.open(
        versions, bot, ChannelCatalog.none(), ReadOptions.standard(), Clock.systemUTC());
    BlockingQueue<Long> running = new LinkedBlockingQueue<>();
    FollowedVersions followed =
        host.follow("host-1", news -> running.add(host.live().number()));
    try (followed) {
      // When
      change("words.csv", "GREETING,good day\n");
      Run published = publish("Ben", "--note", "politer", "--live", "1");

      // Then
      assertThat(published.out())
          .startsWith("version 2 is live in the place of 1; its content is ");
      assertThat(running.poll(30, TimeUnit.SECONDS)).isEqualTo(2L);
      Run.botflow(
          "rollback",
          "1",
          "--versions",
          versions.toString(),
          "--author",
          "Cid",
          "--reason",
          "too polite");
      assertThat(running.poll(30, TimeUnit.SECONDS)).isEqualTo(1L);
      assertThat(Run.botflow("versions", versions.toString()).out())
          .containsPattern("  1 live  \\S+  [0-9a-f]{12}  Ann: first\n")
          .containsPattern("  2       \\S+  [0-9a-f]{12}  Ben: politer\n")
          .containsPattern("rolled back from 2 to 1  Cid: too polite\n")
          .containsPattern("host-1 runs [12]");
    }
  }

  @Test
  void whatIsNotAsItWasLookedAtIsRefusedWithWhoDidWhat() throws IOException {
    // Given
    publish("Ann", "--note", "first");
    change("words.csv", "GREETING,good day\n");
    publish("Ben", "--note", "quicker");

    // When
    Run late = publish("Ann", "--live", "1");
    Run other = publish("Ann", "--content", "0123456789abcdef");

    // Then
    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.err())
        .startsWith("expected version 1 to be live, but it is 2, published by Ben at ")
        .endsWith(": quicker\n");
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.err()).startsWith("expected content 0123456789ab, which was looked at");
  }

  @Test
  void aBotWithErrorsIsRefusedWithTheSentencesOfCheck() throws IOException {
    // Given
    change("routing.csv", "R95,message,,,,,nowhere,,,\n");

    // When
    Run refused = publish("Ann");

    // Then
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("nowhere");
    assertThat(Run.botflow("versions", versions.toString()).out())
        .contains("nothing was published yet");
  }

  @Test
  void aReviewedBotIsPublishedByTheApprovalOfAnotherPerson() throws IOException {
    // Given
    change("bot.yaml", "review: four_eyes\n");
    publish("Ann");
    change("words.csv", "GREETING,good day\n");

    // When, then
    assertThat(publish("Ann").err()).contains("expected an approved review");
    assertThat(review("ask", "Ann").out())
        .startsWith("review 1 of content ")
        .endsWith(" is open\n");
    assertThat(Run.botflow("versions", versions.toString()).out())
        .contains("review 1 is open since ");
    assertThat(review("approve", "ann").exit()).isEqualTo(2);
    assertThat(review("approve", "Ben").out()).endsWith(" is approved\n");
    assertThat(publish("Ann").out()).contains("approved by Ben");
    assertThat(review("approve", "Ben").err()).contains("expected an open review");
  }

  @Test
  void whatIsBrokenInTheFolderIsNamedAndHidesNothingElse() throws IOException {
    // Given
    publish("Ann");
    publish("Ann");
    Files.writeString(versions.resolve("1/version.txt"), "");
    Path host = Files.createDirectories(versions.resolve("hosts")).resolve("host-1.json");
    Files.writeString(host, "{\"v\":1");

    // When
    Run published = publish("Ben");
    Run listed = Run.botflow("versions", versions.toString());

    // Then
    assertThat(published.exit()).isZero();
    assertThat(published.out()).startsWith("version 3 is live in the place of 2; ");
    assertThat(published.err()).startsWith(host + ": expected ");
    assertThat(listed.exit()).isEqualTo(1);
    assertThat(listed.out()).contains("  3 live  ");
    assertThat(listed.err())
        .contains(versions.resolve("1/version.txt") + ": expected ")
        .contains(host + ": expected ");
  }

  @Test
  void theJsonSaysTheSame() {
    // Given
    publish("Ann", "--note", "first");

    // When, then
    assertThat(Run.botflow("versions", versions.toString(), "--json").out())
        .contains("{\"kind\":\"version\",\"number\":1,\"live\":true,")
        .contains("{\"kind\":\"change\",\"change\":\"published\",");
  }

  @Test
  void wrongUsageIsOneSentence() {
    assertThat(review("bless", "Ben").err())
        .contains("expected ask, approve or reject, but was \"bless\"");
    assertThat(Run.botflow("versions", folder.resolve("no").toString()).err())
        .contains("expected a folder of versions, but there is no such folder");
    assertThat(Run.botflow("publish", bot.toString(), "--versions", versions.toString())
            .exit())
        .isEqualTo(2);
  }
}
