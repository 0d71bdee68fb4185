package dev.botflow.publish;

import dev.botflow.audit.Act;
import dev.botflow.audit.Actor;
import dev.botflow.audit.Audit;
import dev.botflow.error.BotFlowException;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.ReadOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  /** Where the number of the live version is kept, unless a host keeps it elsewhere. */
  private static final String LIVE = "live";

  private final Path root;
  private final VersionFolders folders;
  private final VersionHistory history;
  private final Reviews reviews;
  private final RunningHosts hosts;
  private final LiveNumber liveNumber;
  private final Clock clock;
  private final ChangeAudit audit;

  private VersionsFolder(Path root, LiveNumber liveNumber, ChangeAudit audit) {
    this.root = root;
    this.folders = audit.folders();
    this.history = new VersionHistory(root);
    this.reviews = new Reviews(new ReviewFiles(root), audit.clock(), audit);
    this.hosts = new RunningHosts(root);
    this.liveNumber = liveNumber;
    this.clock = audit.clock();
    this.audit = audit;
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
    VersionFolders folders = new VersionFolders(root, channels, options);
    return new VersionsFolder(
        root, liveNumber, new ChangeAudit(Audit.none(), clock, Actor.CODE.through(), folders));
  }

  /**
   * The same folder, whose changes an audit is told of before they are made: who publishes, rolls back, asks for a review
   * and decides one. What the audit cannot keep is not done.
   *
   * @param newThrough by what people act here, as in {@link Actor}
   */
  public VersionsFolder audited(Audit newAudit, String newThrough) {
    return new VersionsFolder(
        root, liveNumber, new ChangeAudit(newAudit, clock, newThrough, folders));
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
      return publish(publication, before, always || reviewed(before), check);
    });
  }

  private BotVersion publish(
      Publication publication, long before, boolean reviewed, Consumer<BotVersion> check) {
    AtomicReference<@Nullable Review> approval = new AtomicReference<>();
    long next = folders.next();
    Instant now = clock.instant();
    BotVersion version = folders.add(
        publication.draft(),
        new VersionFolders.Entry(next, before, now, publication.author(), publication.note()),
        draft -> {
          DraftHashes.expect(publication.content(), draft.checksum());
          Review found = reviewed ? reviews.approved(draft.checksum(), before) : null;
          approval.set(found);
          check.accept(draft);
          return found == null ? null : found.decidedBy();
        });
    Review approved = approval.get();
    VersionChange change = new VersionChange(
        VersionChange.Kind.PUBLISHED,
        now,
        before,
        next,
        publication.author(),
        publication.note(),
        approved == null ? null : approved.decidedBy(),
        version.checksum());
    return audit.change(Act.PUBLISHED, change, () -> {
      makeLive(change);
      if (approved != null) {
        reviews.use(approved);
      }
      return version;
    });
  }

  private void makeLive(VersionChange change) {
    history.begin(change);
    liveNumber.write(change.to());
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
      return publish(first, 0, false, version -> {});
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
      return audit.change(Act.ROLLED_BACK, change, () -> {
        makeLive(change);
        return version;
      });
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
    return locked(() -> reviews.ask(settled(), content, person, others, note));
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
    return locked(() -> reviews.decide(number, content, person, approve, note));
  }

  private static void named(String person, String who) {
    if (person.isBlank()) {
      throw new BotFlowException("expected the name of " + who + ", but was blank");
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
    reviews.settle(history.last(), number);
    return number;
  }

  private void expect(@Nullable Long expected, long live) {
    if (expected != null && expected != live) {
      throw new PublishConflictException("expected version " + expected + " to be live, but it is "
          + live + history.howLive(live));
    }
  }
}
