package dev.botflow.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
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
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published has to be what another person approved. */
class ReviewsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC);
  private static final String REVIEWED = "review: four_eyes\n";

  @TempDir
  Path folder;

  private Path draft = Path.of("");
  private VersionsFolder versions =
      VersionsFolder.of(Path.of(""), ChannelCatalog.none(), ReadOptions.standard(), CLOCK);

  @BeforeEach
  void publishABotThatIsReviewed() throws IOException {
    draft = Files.createDirectories(folder.resolve("draft"));
    new LeafShop(draft).write();
    Files.writeString(draft.resolve("bot.yaml"), REVIEWED, StandardOpenOption.APPEND);
    versions = VersionsFolder.of(
        folder.resolve("versions"), ChannelCatalog.none(), ReadOptions.standard(), CLOCK);
    versions.publish(publication());
    change("something new");
  }

  private Publication publication() {
    return Publication.of(draft, "Ann", "");
  }

  private void change(String text) throws IOException {
    Files.writeString(draft.resolve("words.csv"), "\n# " + text, StandardOpenOption.APPEND);
  }

  private String content() {
    return BotFolder.load(draft, ChannelCatalog.none()).checksum();
  }

  private Review asked() {
    return versions.ask(content(), "Ann", Set.of("Dora"), "please look");
  }

  @Test
  void nothingIsPublishedThatNobodyApproved() {
    // When, then
    assertThatThrownBy(() -> versions.publish(publication()))
        .isInstanceOf(PublishConflictException.class)
        .hasMessageContaining("expected an approved review of it against version 1")
        .hasMessageEndingWith("but found none");
    assertThat(versions.live()).isEqualTo(1);
  }

  @Test
  void whatAnotherPersonApprovedIsPublishedAndSaysSo() {
    // Given
    Review review = asked();

    // When
    versions.decide(review.number(), content(), "Ben", true, "fine");
    BotVersion live = versions.publish(publication().expectingContent(content()));

    // Then
    assertThat(live.number()).isEqualTo(2);
    assertThat(versions.versions().get(1).approvedBy()).isEqualTo("Ben");
    assertThat(versions.history().get(1).approvedBy()).isEqualTo("Ben");
    assertThat(versions.reviews().get(0).state()).isEqualTo(Review.State.PUBLISHED);
  }

  @Test
  void aRejectedDraftIsNotPublishedAndTheRefusalSaysByWhom() {
    // Given
    Review review = asked();
    versions.decide(review.number(), content(), "Ben", false, "the price is wrong");

    // When, then
    assertThatThrownBy(() -> versions.publish(publication()))
        .hasMessageContaining("review 1 is rejected by Ben at 2026-03-02T09:00:00Z");
  }

  @Test
  void aChangeAfterTheApprovalWithdrawsIt() throws IOException {
    // Given
    versions.decide(asked().number(), content(), "Ben", true, "");
    change("one more");

    // When, then
    assertThatThrownBy(() -> versions.publish(publication()))
        .isInstanceOf(PublishConflictException.class)
        .hasMessageEndingWith("but found none");
  }

  @Test
  void aDraftThatDeletesTheSettingIsReviewedAllTheSame() throws IOException {
    // Given
    Path bot = draft.resolve("bot.yaml");
    Files.writeString(bot, Files.readString(bot).replace(REVIEWED, ""));

    // When, then
    assertThatThrownBy(() -> versions.publish(publication()))
        .isInstanceOf(PublishConflictException.class);
  }

  @Test
  void whoDecidesHasToHaveLookedAtTheContentTheReviewIsAbout() throws IOException {
    // Given
    Review review = asked();
    change("quickly, before Ben looks");

    // When, then
    assertThatThrownBy(() -> versions.decide(review.number(), content(), "Ben", true, ""))
        .isInstanceOf(PublishConflictException.class)
        .hasMessageContaining("the draft was changed since");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ann", "ann", " ANN ", "Ａｎｎ", "An\u200Bn", "Dora", ""})
  void nobodyApprovesTheirOwnChange(String person) {
    // Given
    Review review = asked();

    // When, then
    assertThatThrownBy(() -> versions.decide(review.number(), content(), person, true, ""))
        .isInstanceOf(BotFlowException.class);
    assertThat(versions.reviews().get(0).state()).isEqualTo(Review.State.OPEN);
  }

  @Test
  void aReviewIsDecidedOnceAndStandsForOnePublication() throws IOException {
    // Given
    Review review = asked();
    versions.decide(review.number(), content(), "Ben", true, "");

    // When, then
    assertThatThrownBy(() -> versions.decide(review.number(), content(), "Cid", false, "no"))
        .isInstanceOf(PublishConflictException.class)
        .hasMessageContaining("approved by Ben");
    versions.publish(publication());
    assertThatThrownBy(() -> versions.publish(publication()))
        .as("a request that is sent again")
        .isInstanceOf(PublishConflictException.class);
  }

  @Test
  void anApprovalAgainstAVersionThatIsNotLiveAnyMoreIsNone() throws IOException {
    // Given
    versions.decide(asked().number(), content(), "Ben", true, "");
    versions.publish(publication());
    versions.rollBack(1, "Cid", "too early");
    change("the same, and more");
    versions.decide(asked().number(), content(), "Ben", true, "");
    versions.rollBack(2, "Cid", "after all");

    // When, then
    assertThatThrownBy(() -> versions.publish(publication()))
        .hasMessageContaining("against version 2");
  }

  @Test
  void whoAsksTwiceForTheSameGetsTheSameReview() {
    // When, then
    assertThat(asked().number()).isEqualTo(asked().number());
    assertThat(versions.reviews()).hasSize(1);
  }

  @Test
  void rollingBackNeedsNoReview() throws IOException {
    // Given
    versions.decide(asked().number(), content(), "Ben", true, "");
    versions.publish(publication());

    // When, then
    assertThatCode(() -> versions.rollBack(1, "Cid", "an emergency")).doesNotThrowAnyException();
  }

  /** What was live before anybody asked for reviews is a way back, and no way around them. */
  @Test
  void rollingBackToAVersionWithoutTheSettingTakesNoReviewAway() throws IOException {
    // Given
    Path other = Files.createDirectories(folder.resolve("other"));
    new LeafShop(other).write();
    VersionsFolder others = VersionsFolder.of(
        folder.resolve("others"), ChannelCatalog.none(), ReadOptions.standard(), CLOCK);
    Publication free = Publication.of(other, "Ann", "");
    others.publish(free);
    Path bot = other.resolve("bot.yaml");
    String text = Files.readString(bot);
    Files.writeString(bot, text + REVIEWED);
    others.publish(free);
    Files.writeString(bot, text);

    // When
    others.rollBack(1, "Ann", "an emergency");

    // Then
    assertThat(others.reviewed()).isTrue();
    assertThatThrownBy(() -> others.publish(free))
        .isInstanceOf(PublishConflictException.class)
        .hasMessageContaining("against version 1");
    String draftWithout = BotFolder.load(other, ChannelCatalog.none()).checksum();
    others.decide(
        others.ask(draftWithout, "Ann", Set.of(), "no more reviews").number(),
        draftWithout,
        "Ben",
        true,
        "");
    others.publish(free);
    assertThat(others.reviewed()).as("once somebody approved that").isFalse();
  }

  @Test
  void whatWasLeftBehindUnapprovedDoesNotBecomeLiveByRollingBackToIt() throws IOException {
    // Given
    Path other = Files.createDirectories(folder.resolve("other"));
    new LeafShop(other).write();
    Path root = folder.resolve("others");
    VersionsFolder others =
        VersionsFolder.of(root, ChannelCatalog.none(), ReadOptions.standard(), CLOCK);
    others.publish(Publication.of(other, "Ann", ""));
    LiveNumber file = LiveNumber.in(root.resolve("live"));
    VersionsFolder cutOff = VersionsFolder.of(
        root,
        ChannelCatalog.none(),
        ReadOptions.standard(),
        LiveNumber.of(file::read, number -> {
          throw new BotFlowException("no space left on the device");
        }),
        CLOCK);
    assertThatThrownBy(() -> cutOff.publish(Publication.of(other, "Ann", "")))
        .hasMessageContaining("no space");
    Files.writeString(other.resolve("bot.yaml"), REVIEWED, StandardOpenOption.APPEND);
    others.publish(Publication.of(other, "Ann", "reviews from now on"));

    // When, then
    assertThatThrownBy(() -> others.rollBack(2, "Ann", "nobody looked at it"))
        .isInstanceOf(PublishConflictException.class)
        .hasMessage("version 2: expected one that was live before, or was approved, since"
            + " publications are reviewed, but it was never made live");
    assertThat(others.rollBack(1, "Ann", "was live").number()).isEqualTo(1);
  }

  /** Killed right after the version was live, or the disk was full then. */
  @Test
  void anApprovalWhoseUseCouldNotBeWrittenIsUsedUpAllTheSame() throws IOException {
    // Given
    versions.decide(asked().number(), content(), "Ben", true, "");
    Path review = folder.resolve("versions/reviews/1.json");
    String approved = Files.readString(review);
    versions.publish(publication());
    Files.writeString(review, approved);

    // When
    versions.rollBack(1, "Cid", "too early");

    // Then
    assertThat(versions.reviews())
        .extracting(Review::state)
        .containsExactly(Review.State.PUBLISHED);
    assertThatThrownBy(() -> versions.publish(publication()))
        .isInstanceOf(PublishConflictException.class)
        .hasMessageContaining("review 1 is published");
  }

  @Test
  void aPublicationIsDoneThoughTheReviewCannotBeWritten() throws IOException {
    // Given
    versions.decide(asked().number(), content(), "Ben", true, "");
    Path blocked = folder.resolve("versions/reviews/.1.json.new");
    Files.createDirectories(blocked.resolve("in the way"));

    // When
    BotVersion live = versions.publish(publication());

    // Then
    assertThat(live.number()).isEqualTo(2);
    assertThat(versions.live()).isEqualTo(2);
    Files.delete(blocked.resolve("in the way"));
    Files.delete(blocked);
    versions.rollBack(1, "Cid", "too early");
    assertThatThrownBy(() -> versions.publish(publication()))
        .isInstanceOf(PublishConflictException.class);
  }

  @Test
  void aDraftThatIsPublishedByItselfIsRefusedWhereReviewsAreAskedFor() {
    // Given
    Publisher publisher = Publisher.open(
        folder.resolve("versions"), draft, ChannelCatalog.none(), ReadOptions.standard(), CLOCK);

    // When, then
    assertThatThrownBy(() -> publisher.watch(draft, "editor", news -> {}))
        .hasMessageContaining("publications are reviewed");
  }

  @Test
  void theHostMayAskForReviewsWhateverTheBotSays() throws IOException {
    // Given
    Path other = Files.createDirectories(folder.resolve("other"));
    new LeafShop(other).write();
    Publisher publisher = Publisher.open(
        folder.resolve("others"), other, ChannelCatalog.none(), ReadOptions.standard(), CLOCK);
    publisher.publish(other, "Ann", "");

    // When
    publisher.reviewed();

    // Then
    assertThatThrownBy(() -> publisher.publish(other, "Ann", ""))
        .isInstanceOf(PublishConflictException.class);
    assertThatThrownBy(() -> publisher.watch(other, "editor", news -> {}))
        .hasMessageContaining("publications are reviewed");
  }
}
