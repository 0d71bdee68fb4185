package dev.botflow.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.HostOffer;
import dev.botflow.rules.LeafShop;
import dev.botflow.rules.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that runs what others publish into its folder of versions. */
class FollowedVersionsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir
  Path folder;

  private final BlockingQueue<FolderWatch.News> news = new LinkedBlockingQueue<>();
  private Path draft = Path.of("");

  @BeforeEach
  void makeRoom() throws IOException {
    draft = Files.createDirectories(folder.resolve("draft"));
    new LeafShop(draft).write();
  }

  private Publisher host() {
    return Publisher.open(
        folder.resolve("versions"), draft, ChannelCatalog.none(), ReadOptions.standard(), CLOCK);
  }

  private VersionsFolder elsewhere() {
    return VersionsFolder.of(
        folder.resolve("versions"), ChannelCatalog.none(), ReadOptions.standard(), CLOCK);
  }

  private void publishElsewhere(String text) throws IOException {
    Files.writeString(draft.resolve("words.csv"), "\n# " + text, StandardOpenOption.APPEND);
    elsewhere().publish(Publication.of(draft, "Ben", text));
  }

  private FolderWatch.News next() throws InterruptedException {
    FolderWatch.News one = news.poll(30, TimeUnit.SECONDS);
    assertThat(one).as("news of the version that is live").isNotNull();
    return java.util.Objects.requireNonNull(one);
  }

  @Test
  void aHostRunsWhatSomebodyElsePublishesOrRollsBackTo() throws Exception {
    // Given
    Publisher host = host();
    try (FollowedVersions followed = host.follow("host-1", news::add)) {
      // When
      publishElsewhere("better");
      assertThat(next().version()).extracting("number").isEqualTo(2L);
      elsewhere().rollBack(1, "Ben", "not better");

      // Then
      assertThat(next().version()).extracting("number").isEqualTo(1L);
      assertThat(host.live().number()).isEqualTo(1);
      assertThat(followed).isNotNull();
    }
  }

  @Test
  void theFolderSaysWhatEachHostRunsUntilItEnds() throws Exception {
    // Given
    Publisher host = host();
    FollowedVersions followed = host.follow("host-1", news::add);
    Publisher other = host();
    FollowedVersions otherFollowed = other.follow("host-2", news::add);

    // When
    publishElsewhere("better");
    followed.look();
    otherFollowed.look();

    // Then
    assertThat(elsewhere().hosts())
        .extracting(one -> one.name() + " " + one.runs())
        .containsExactly("host-1 2", "host-2 2");
    followed.close();
    assertThat(elsewhere().hosts()).extracting(RunningHost::name).containsExactly("host-2");
    followed.look();
    assertThat(elsewhere().hosts()).extracting(RunningHost::name).containsExactly("host-2");
    otherFollowed.close();
  }

  @Test
  void aVersionThisHostCannotRunLeavesItWithTheOneItHasAndIsSaidOnce() throws Exception {
    // Given
    Publisher host = host();
    host.checkedFor(new HostOffer(Set.of(), false, Set.of(), Set.of(), Set.of()), true);
    try (FollowedVersions followed = host.follow("host-1", news::add)) {
      Files.writeString(draft.resolve("flows/calls.yaml"), """
          flow: calls
          steps:
            - id: go
              do: shop.findOrder
          """);

      // When
      elsewhere().publish(Publication.of(draft, "Ben", "calls the shop").expectingLive(1));
      followed.look();
      followed.look();

      // Then
      assertThat(host.live().number()).isEqualTo(1);
      FolderWatch.News refused = next();
      assertThat(refused.refusal()).hasMessageContaining("shop.findOrder");
      assertThat(news).isEmpty();
      RunningHost said = elsewhere().hosts().get(0);
      assertThat(said.refused()).isEqualTo(2);
      assertThat(said.why()).contains("shop.findOrder");
      assertThat(said.runs()).isEqualTo(1);
    }
  }

  @Test
  void aHostWhoseVersionWasReplacedElsewhereIsToldWhenItPublishesAgainstItsOwn() throws Exception {
    // Given
    Publisher host = host();
    publishElsewhere("quicker");

    // When, then
    assertThatThrownBy(() -> host.publish(
            Publication.of(draft, "Ann", "slower").expectingLive(host.live().number())))
        .isInstanceOf(PublishConflictException.class)
        .hasMessageContaining("it is 2, published by Ben")
        .hasMessageEndingWith("quicker");
  }

  /** A host whose listener fails, and whose folder holds what nobody thought of, looks on. */
  @Test
  void aListenerThatFailsEndsNoLooking() throws Exception {
    // Given
    Publisher host = host();
    try (FollowedVersions followed = host.follow("host-1", one -> {
      news.add(one);
      throw new IllegalStateException("a listener of a host");
    })) {
      // When
      publishElsewhere("better");
      assertThat(next().version()).extracting("number").isEqualTo(2L);
      publishElsewhere("best");

      // Then
      assertThat(next().version()).extracting("number").isEqualTo(3L);
      assertThat(followed).isNotNull();
    }
  }

  @Test
  void whatIsBrokenInTheFolderIsToldOnceAndTheHostGoesOnOnceItIsMended() throws Exception {
    // Given
    Publisher host = host();
    Path note = folder.resolve("versions/2/version.txt");
    try (FollowedVersions followed = host.follow("host-1", news::add)) {
      publishElsewhere("better");
      assertThat(next().version()).extracting("number").isEqualTo(2L);
      elsewhere().rollBack(1, "Ben", "not better");
      assertThat(next().version()).extracting("number").isEqualTo(1L);
      Files.move(folder.resolve("versions/2"), folder.resolve("versions/7"));

      // When
      Files.writeString(folder.resolve("versions/live"), "7");

      // Then
      assertThat(next().refusal())
          .hasMessageContaining("expected number 7, as its folder is called, but was 2");
      followed.look();
      assertThat(news).isEmpty();
      Files.move(folder.resolve("versions/7"), folder.resolve("versions/2"));
      elsewhere().rollBack(2, "Ben", "after all");
      assertThat(next().version()).extracting("number").isEqualTo(2L);
      assertThat(note).exists();
    }
  }

  @Test
  void aClockThatWasSetBackDoesNotSilenceAHost() throws Exception {
    // Given
    Instant[] now = {NOW};
    Clock clock = new Clock() {
      @Override
      public Instant instant() {
        return now[0];
      }

      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
    Publisher host = Publisher.open(
        folder.resolve("versions"), draft, ChannelCatalog.none(), ReadOptions.standard(), clock);
    try (FollowedVersions followed = host.follow("host-1", news::add)) {
      // When
      now[0] = NOW.minusSeconds(86_400);
      followed.look();

      // Then
      assertThat(elsewhere().hosts())
          .extracting(RunningHost::seen)
          .containsExactly(NOW.minusSeconds(86_400));
    }
  }

  @Test
  void twoHostsOfOneNameAreToldAndTheOneThatEndsLeavesTheOther() throws Exception {
    // Given
    Path said = folder.resolve("versions/hosts/host-1.json");
    Publisher host = host();
    try (FollowedVersions followed = host.follow("host-1", news::add)) {
      publishElsewhere("better");
      assertThat(next().version()).extracting("number").isEqualTo(2L);
      followed.look(); // Once it has said so.
      String others = Files.readString(said).replaceFirst("\"process\":\".", "\"process\":\"x");
      Files.writeString(said, others);

      // When
      publishElsewhere("best");

      // Then
      assertThat(next().version()).extracting("number").isEqualTo(3L);
      assertThat(next().refusal())
          .hasMessage("host host-1: expected a name that no other host has in this folder of"
              + " versions, but another says under it what it runs; nobody sees both");
      Files.writeString(said, others);
    }
    assertThat(said).exists();
  }

  @Test
  void namesOfHostsAreNamesOfFiles() {
    assertThatThrownBy(() -> host().follow("../host", news::add))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
