package dev.botflow.publish;

import dev.botflow.audit.Act;
import dev.botflow.error.BotFlowException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reviews of a folder of versions: asked for, decided, used up. Changing belongs to who holds the folder's lock. */
final class Reviews {
  private static final Logger LOG = LoggerFactory.getLogger(Reviews.class);

  private final ReviewFiles files;
  private final Clock clock;
  private final ChangeAudit audit;

  Reviews(ReviewFiles files, Clock clock, ChangeAudit audit) {
    this.files = files;
    this.clock = clock;
    this.audit = audit;
  }

  /** The first one first. */
  List<Review> all() {
    return files.all();
  }

  /** As {@link VersionsFolder#ask}, against this live version. */
  Review ask(long live, String content, String person, Set<String> others, String note) {
    List<Review> all = files.all();
    Optional<Review> same = all.stream()
        .filter(one ->
            one.state() == Review.State.OPEN && one.content().equals(content) && one.live() == live)
        .findFirst();
    if (same.isPresent()) {
      return same.get();
    }
    Set<String> authors = new TreeSet<>(others);
    authors.add(person);
    Review review = new Review(
        all.isEmpty() ? 1 : all.get(all.size() - 1).number() + 1,
        content,
        live,
        new Review.Said(person, clock.instant(), note),
        authors,
        null,
        Review.State.OPEN);
    return written(Act.REVIEW_ASKED, review.asked(), review);
  }

  /** As {@link VersionsFolder#decide}. */
  Review decide(long number, String content, String person, boolean approve, String note) {
    Review review = files.all().stream()
        .filter(one -> one.number() == number)
        .findFirst()
        .orElseThrow(() -> new BotFlowException(
            "review " + number + ": expected one that was asked for, but there is none"));
    if (review.state() != Review.State.OPEN) {
      throw new PublishConflictException("review " + number
          + ": expected one that is open, but it was decided: " + sentence(review));
    }
    if (!review.content().equals(content)) {
      throw new PublishConflictException("review " + number + ": expected content "
          + DraftHashes.start(review.content()) + ", which it is about, but was "
          + DraftHashes.start(content) + ": the draft was changed since");
    }
    if (review.isBy(person)) {
      throw new BotFlowException("review " + number
          + ": expected somebody who did not change the draft, but was " + person);
    }
    Review.Said said = new Review.Said(person, clock.instant(), note);
    return approve
        ? written(Act.APPROVED, said, review.decided(Review.State.APPROVED, said))
        : written(Act.REJECTED, said, review.decided(Review.State.REJECTED, said));
  }

  private Review written(Act act, Review.Said said, Review review) {
    return audit.review(act, said, review, () -> {
      files.write(review);
      return review;
    });
  }

  /**
   * The approval that a publication of this content against this live version stands on.
   *
   * @throws PublishConflictException if there is none
   */
  Review approved(String content, long live) {
    List<Review> about = files.all().stream()
        .filter(one -> one.content().equals(content) && one.live() == live)
        .toList();
    return about.stream()
        .filter(one -> one.state() == Review.State.APPROVED)
        .findFirst()
        .orElseThrow(() -> new PublishConflictException("content " + DraftHashes.start(content)
            + ": expected an approved review of it against version " + live + ", but "
            + (about.isEmpty()
                ? "found none"
                : "review " + about.get(about.size() - 1).number() + " is "
                    + sentence(about.get(about.size() - 1)))));
  }

  /** The version is live by now, whatever happens here: {@link #settle} makes up for it. */
  void use(Review review) {
    try {
      files.write(review.published());
    } catch (BotFlowException e) {
      LOG.warn(
          "review {} is used up, which could not be written yet: {}",
          review.number(),
          e.getMessage());
    }
  }

  /** An approval stands for one publication, also if the program ended right after it. */
  void settle(@Nullable VersionChange last, long live) {
    if (last == null
        || last.kind() != VersionChange.Kind.PUBLISHED
        || last.to() != live
        || last.approvedBy() == null) {
      return;
    }
    files.all().stream()
        .filter(review -> review.state() == Review.State.APPROVED
            && review.content().equals(last.content())
            && review.live() == last.from())
        .forEach(review -> files.write(review.published()));
  }

  private static String sentence(Review review) {
    Review.Said decided = review.decided();
    return review.state().name().toLowerCase(Locale.ROOT)
        + (decided == null ? "" : " by " + decided.by() + " at " + decided.at());
  }
}
