package dev.botflow.publish;

import dev.botflow.audit.Act;
import dev.botflow.audit.Actor;
import dev.botflow.audit.Audit;
import dev.botflow.audit.AuditEntry;
import dev.botflow.audit.AuditTrail;
import dev.botflow.error.BotFlowException;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.ReadOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bot's folder of versions, for whoever publishes, rolls back, reviews, or wants to know: a host (by its
 * {@link Publisher}), the command line, the analysts' page. Any number of programs may do so at once; of two who
 * want to replace the same version one does, and the other hears who and what. Safe for use by many threads.
 *
 * <p>In it: {@code 7/bot} and {@code 7/version.txt} for each version, {@code live} with the number of the live one,
 * {@code history.jsonl}, {@code reviews/} and {@code hosts/}. A version is made in two steps: it is laid down under its
 * number, then made live. Who is cut off between them leaves a version that never was live, and harms nothing.
 */
public final class VersionsFolder {
  private static final Logger LOG = LoggerFactory.getLogger(VersionsFolder.class);
  /** Where the number of the live version is kept, unless a host keeps it elsewhere. */
  private static final String LIVE = "live";

  private final Path root;
  private final VersionFolders folders;
  private final VersionHistory history;
  private final ReviewFiles reviews;
  private final RunningHosts hosts;
  private final LiveNumber liveNumber;
  private final Clock clock;
  private final Audit audit;
  private final String through;

  private VersionsFolder(
      Path root,
      VersionFolders folders,
      LiveNumber liveNumber,
      Clock clock,
      Audit audit,
      String through) {
    this.root = root;
    this.folders = folders;
    this.history = new VersionHistory(root);
    this.reviews = new ReviewFiles(root);
    this.hosts = new RunningHosts(root);
    this.liveNumber = liveNumber;
    this.clock = clock;
    this.audit = audit;
    this.through = through;
  }

  /**
   * A folder of versions that keeps the number of the live one itself, in its file {@code live}.
   *
   * @param root made when something is published
   * @param options how versions are read; rules of a bot's own need trust
   */
  public static VersionsFolder of(
      Path root, ChannelCatalog channels, ReadOptions options, Clock clock) {
    return of(root, channels, options, LiveNumber.in(root.resolve(LIVE)), clock);
  }

  /** A folder of versions whose live one's number is kept elsewhere: only its host publishes then. */
  static VersionsFolder of(
      Path root, ChannelCatalog channels, ReadOptions options, LiveNumber liveNumber, Clock clock) {
    return new VersionsFolder(
        root,
        new VersionFolders(root, channels, options),
        liveNumber,
        clock,
        Audit.none(),
        Actor.CODE.through());
  }

  /**
   * The same folder, whose changes an audit is told of before they are made: who publishes, rolls back, asks for a review
   * and decides one. What the audit cannot keep is not done.
   *
   * @param newThrough by what people act here, as in {@link Actor}
   */
  public VersionsFolder audited(Audit newAudit, String newThrough) {
    return new VersionsFolder(root, folders, liveNumber, clock, newAudit, newThrough);
  }

  // Who wants to know.

  /** The number of the live version; 0 if nothing was published yet. */
  public long live() {
    return liveNumber.read();
  }

  /**
   * The versions, the first one first.
   *
   * @throws BotFlowException if what is known of one is broken, which is named; that hinders no publication
   */
  public List<VersionNote> versions() {
    return folders.notes(broken -> {
      throw broken;
    });
  }

  /**
   * The versions whose notes can be read, the first one first.
   *
   * @param broken gets what is wrong with each of the others
   */
  public List<VersionNote> versions(Consumer<BotFlowException> broken) {
    return folders.notes(broken);
  }

  /**
   * What is known of a version.
   *
   * @throws BotFlowException if there is none, or that is broken
   */
  public VersionNote version(long number) {
    return folders.note(number);
  }

  /** What became live, the first change first. */
  public List<VersionChange> history() {
    return history.all();
  }

  /** All reviews, the first one first. */
  public List<Review> reviews() {
    return reviews.all();
  }

  /** The hosts that follow this folder, by name; also those that ended without a word. */
  public List<RunningHost> hosts() {
    return hosts.all();
  }

  /**
   * A version as it was published.
   *
   * @throws BotFlowException if there is none, or its files were changed since
   */
  public BotVersion load(long number) {
    return folders.load(number);
  }

  /** Where the files of a version are; nobody writes there. */
  public Path files(long number) {
    return folders.bot(number);
  }

  boolean has(long number) {
    return folders.has(number);
  }

  Clock clock() {
    return clock;
  }

  RunningHosts running() {
    return hosts;
  }

  /**
   * True if bot.yaml says that publications are reviewed: of the live version, or of the one that was published last. So
   * rolling back, for which nobody is asked, takes no review away.
   */
  public boolean reviewed() {
    return reviewed(live());
  }

  private boolean reviewed(long live) {
    if (live > 0 && folders.has(live) && folders.settings(live).reviewed()) {
      return true;
    }
    long published = history.lastPublished(live);
    return published > 0
        && published != live
        && folders.has(published)
        && folders.settings(published).reviewed();
  }

  // Who changes something.

  /**
   * Makes a draft a version that is never changed again, and the live one.
   *
   * @return the live version
   * @throws PublishConflictException if the draft or the live version is not the one expected, or no approved review is
   *     for this content; nothing is changed then
   * @throws dev.botflow.error.BotBrokenException if a check of level error stands; nothing is changed then
   */
  public BotVersion publish(Publication publication) {
    return publish(publication, false, version -> {});
  }

  /**
   * The same, for a host that asks for an approved review of every publication, whatever the live version says.
   *
   * @return the live version
   * @throws PublishConflictException as above
   * @throws dev.botflow.error.BotBrokenException as above
   */
  public BotVersion publishReviewed(Publication publication) {
    return publish(publication, true, version -> {});
  }

  /** @param always true to ask for a review whatever the live version says */
  BotVersion publish(Publication publication, boolean always, Consumer<BotVersion> check) {
    folders.checkOutside(publication.draft());
    return locked(() -> {
      long before = settled();
      expect(publication.live(), before);
      if (before > 0) {
        folders.checkLive(before);
      }
      boolean reviewed = always || reviewed(before);
      return publish(publication, before, new Approval(reviewed, before), check);
    });
  }

  private BotVersion publish(
      Publication publication, long before, Approval approval, Consumer<BotVersion> check) {
    long next = folders.next();
    Instant now = clock.instant();
    BotVersion version = folders.add(
        publication.draft(),
        new VersionFolders.Entry(next, before, now, publication.author(), publication.note()),
        draft -> {
          expectContent(publication.content(), draft.checksum());
          approval.find(draft.checksum());
          check.accept(draft);
          return approval.by();
        });
    VersionChange change = new VersionChange(
        VersionChange.Kind.PUBLISHED,
        now,
        before,
        next,
        publication.author(),
        publication.note(),
        approval.by(),
        version.checksum());
    return made(Act.PUBLISHED, change, () -> {
      approval.use();
      return version;
    });
  }

  private BotVersion made(Act act, VersionChange change, Supplier<BotVersion> done) {
    String what = "version " + change.to()
        + (change.approvedBy() == null ? "" : ", approved by " + change.approvedBy());
    AuditEntry entry = AuditEntry.of(
            change.at(), Actor.of(change.author(), through), act, what, change.reason())
        .ofContent(content(change.from()), change.content());
    return AuditTrail.doing(audit, clock, entry, () -> {
      history.begin(change);
      liveNumber.write(change.to());
      return done.get();
    });
  }

  private @Nullable String content(long number) {
    // A note that is broken hinders nobody; whoever lists the versions hears of it.
    return folders.notes(broken -> {}).stream()
        .filter(note -> note.number() == number)
        .map(note -> note.hashes().content())
        .findFirst()
        .orElse(null);
  }

  /** The first version of a bot that has none, of a host that starts. */
  BotVersion first(Path draft) {
    folders.checkOutside(draft);
    return locked(() -> {
      long number = settled();
      if (number > 0) {
        return folders.load(number); // Another host was quicker.
      }
      int versions = folders.count();
      if (versions > 0) {
        throw new BotFlowException(root + ": expected the number of the live version, since there "
            + (versions == 1 ? "is a version" : "are " + versions + " versions")
            + ", but found none; roll back to the one that is to be live");
      }
      Publication first = Publication.of(draft, "", "first version");
      return publish(first, 0, new Approval(false, 0), version -> {});
    });
  }

  private <T> T locked(Supplier<T> task) {
    FolderLock lock = FolderLock.of(root);
    try {
      return task.get();
    } finally {
      lock.close();
    }
  }

  /**
   * Makes an older version, or a newer one that was left, live again. No review is asked for: it was live before.
   *
   * @param author who does it
   * @param reason why
   * @throws BotFlowException if there is no such version
   */
  public BotVersion rollBack(long number, String author, String reason) {
    return rollBack(number, null, author, reason, this::load, version -> {});
  }

  /**
   * The same, only if the live version is the one that was looked at.
   *
   * @throws PublishConflictException if another one is live
   */
  public BotVersion rollBack(long number, long expectedLive, String author, String reason) {
    return rollBack(number, expectedLive, author, reason, this::load, version -> {});
  }

  BotVersion rollBack(
      long number,
      @Nullable Long expectedLive,
      String author,
      String reason,
      LongFunction<BotVersion> load,
      Consumer<BotVersion> check) {
    return locked(() -> {
      long before = settled();
      expect(expectedLive, before);
      if (!folders.has(number)) {
        throw new BotFlowException(
            "version " + number + ": expected one that was published, but there is none");
      }
      BotVersion version = load.apply(number);
      if (reviewed(before)
          && history.neverDone(number, before)
          && version(number).approvedBy() == null) {
        throw new PublishConflictException("version " + number
            + ": expected one that was live before, or was approved, since publications are"
            + " reviewed, but it was never made live");
      }
      check.accept(version);
      VersionChange change = new VersionChange(
          VersionChange.Kind.ROLLED_BACK,
          clock.instant(),
          before,
          number,
          author,
          reason,
          null,
          version.checksum());
      return made(Act.ROLLED_BACK, change, () -> version);
    });
  }

  // Reviews.

  /**
   * Asks that somebody else looks at a draft. A question for the same content that is open already is the one that is
   * given back.
   *
   * @param content the draft's {@link DraftHashes#content}
   * @param person who asks
   * @param others who else changed the draft, as far as is known
   * @param note what to look at; may be empty
   * @throws BotFlowException if nobody says who asks
   */
  public Review ask(String content, String person, Set<String> others, String note) {
    named(person, "who asks for a review");
    return locked(() -> {
      long live = settled();
      List<Review> all = reviews.all();
      Optional<Review> same = all.stream()
          .filter(one -> one.state() == Review.State.OPEN
              && one.content().equals(content)
              && one.live() == live)
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
      told(Act.REVIEW_ASKED, review.asked(), review);
      return review;
    });
  }

  /**
   * Approves or rejects.
   *
   * @param content what the person who decides looked at
   * @throws PublishConflictException if the review is about another content, or was decided already
   * @throws BotFlowException if there is no such review, or the person asked for it, changed the draft, or has no name
   */
  public Review decide(long number, String content, String person, boolean approve, String note) {
    named(person, "who decides a review");
    return locked(() -> {
      Review review = reviews.all().stream()
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
            + start(review.content()) + ", which it is about, but was " + start(content)
            + ": the draft was changed since");
      }
      if (review.isBy(person)) {
        throw new BotFlowException("review " + number
            + ": expected somebody who did not change the draft, but was " + person);
      }
      Review.Said said = new Review.Said(person, clock.instant(), note);
      Review decided =
          review.decided(approve ? Review.State.APPROVED : Review.State.REJECTED, said);
      told(approve ? Act.APPROVED : Act.REJECTED, said, decided);
      return decided;
    });
  }

  private void told(Act act, Review.Said said, Review review) {
    AuditEntry entry = AuditEntry.of(
            said.at(), Actor.of(said.by(), through), act, "review " + review.number(), said.note())
        .ofContent(content(review.live()), review.content());
    AuditTrail.doing(audit, clock, entry, () -> {
      reviews.write(review);
      return review;
    });
  }

  private static void named(String person, String who) {
    if (person.isBlank()) {
      throw new BotFlowException("expected the name of " + who + ", but was blank");
    }
  }

  private static String sentence(Review review) {
    Review.Said decided = review.decided();
    return review.state().name().toLowerCase(java.util.Locale.ROOT)
        + (decided == null ? "" : " by " + decided.by() + " at " + decided.at());
  }

  /** The approved review a publication needs, found before and used up after it. */
  private final class Approval {
    private final boolean needed;
    private final long live;
    private @Nullable Review review;

    Approval(boolean needed, long live) {
      this.needed = needed;
      this.live = live;
    }

    void find(String content) {
      if (!needed) {
        return;
      }
      List<Review> about = reviews.all().stream()
          .filter(one -> one.content().equals(content) && one.live() == live)
          .toList();
      review = about.stream()
          .filter(one -> one.state() == Review.State.APPROVED)
          .findFirst()
          .orElseThrow(() -> new PublishConflictException("content " + start(content)
              + ": expected an approved review of it against version " + live + ", but "
              + (about.isEmpty()
                  ? "found none"
                  : "review " + about.get(about.size() - 1).number() + " is "
                      + sentence(about.get(about.size() - 1)))));
    }

    @Nullable
    String by() {
      return review == null || review.decided() == null
          ? null
          : review.decided().by();
    }

    /** The version is live by now, whatever happens here: {@link #settled} makes up for it. */
    void use() {
      if (review == null) {
        return;
      }
      try {
        reviews.write(review.published());
      } catch (BotFlowException e) {
        LOG.warn(
            "review {} is used up, which could not be written yet: {}",
            review.number(),
            e.getMessage());
      }
    }
  }

  // What was looked at, and what is.

  /**
   * The live version's number, with the history told what somebody left undone, and the reviews what somebody left done: an
   * approval stands for one publication, also if the program ended right after it.
   */
  private long settled() {
    long number = live();
    history.settle(number, clock);
    VersionChange last = history.last();
    if (last != null
        && last.kind() == VersionChange.Kind.PUBLISHED
        && last.to() == number
        && last.approvedBy() != null) {
      reviews.all().stream()
          .filter(review -> review.state() == Review.State.APPROVED
              && review.content().equals(last.content())
              && review.live() == last.from())
          .forEach(review -> reviews.write(review.published()));
    }
    return number;
  }

  private void expect(@Nullable Long expected, long live) {
    if (expected != null && expected != live) {
      List<VersionChange> changes = history.all();
      String how = "";
      for (VersionChange change : changes) {
        if (change.to() == live && change.kind() != VersionChange.Kind.NOT_DONE) {
          how = ", "
              + (change.kind() == VersionChange.Kind.PUBLISHED ? "published" : "rolled back to")
              + (change.author().isEmpty() ? "" : " by " + change.author()) + " at " + change.at()
              + (change.reason().isEmpty() ? "" : ": " + change.reason());
        }
      }
      throw new PublishConflictException(
          "expected version " + expected + " to be live, but it is " + live + how);
    }
  }

  private static void expectContent(@Nullable String expected, String found) {
    if (expected != null && !expected.equals(found)) {
      throw new PublishConflictException("expected content " + start(expected)
          + ", which was looked at, but the draft is " + start(found)
          + " now: it was changed since");
    }
  }

  /** As much of a hash as people compare. */
  private static String start(String hash) {
    return hash.length() > 12 ? hash.substring(0, 12) : hash;
  }
}
