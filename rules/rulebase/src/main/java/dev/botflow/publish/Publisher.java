package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.HostOffer;
import dev.botflow.rules.ReadOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The published versions of a bot. Publishing swaps the live version in one write: a decision sees the old one or the new
 * one, never parts of both. Safe for use by many threads.
 *
 * <p>With a folder of versions, each published version is a folder in it. Those that open conversations stand on stay in
 * memory, the 8 asked for last; others are read again when one asks for them, which never waits for a
 * publication. Without a folder all are kept in memory.
 */
public final class Publisher implements BotVersions {
  private final @Nullable VersionsFolder folder;
  private final Clock clock;
  private final LoadedVersions loaded = new LoadedVersions();
  // Versions in memory alone.
  private final Map<Long, BotVersion> kept = new ConcurrentHashMap<>();
  // What the hosts of the engines have that run these versions.
  private final List<HostOffer> offers = new CopyOnWriteArrayList<>();
  private volatile boolean reviewed;
  private volatile BotVersion live;
  // The live version, once a conversation stands on it.
  private volatile long stoodOn = -1;

  /**
   * Versions in memory.
   *
   * @param first published as number 1, unless it has a number of its own from before
   */
  public Publisher(BotVersion first) {
    this(null, Clock.systemUTC(), numbered(first, 1));
    kept.put(live.number(), live);
  }

  private Publisher(@Nullable VersionsFolder folder, Clock clock, BotVersion live) {
    this.folder = folder;
    this.clock = clock;
    this.live = live;
  }

  /**
   * Goes on with a folder of versions, which keeps the number of the live one, too: the command line and the analysts' page
   * publish into it, and {@link #follow} has this host run what they publish.
   *
   * @param versions where versions are kept; made if it is not there
   * @param draft what becomes version 1 if nothing was published yet
   * @param options how folders are read; rules of a bot's own need trust
   * @throws dev.botflow.error.BotBrokenException if nothing was published yet and the draft has errors
   */
  public static Publisher open(
      Path versions, Path draft, ChannelCatalog channels, ReadOptions options, Clock clock) {
    return open(VersionsFolder.of(versions, channels, options, clock), draft);
  }

  /**
   * Goes on with a folder of versions of which this host alone knows the live one.
   *
   * @param versions where versions are kept; made if it is not there
   * @param draft what becomes version 1 if nothing was published yet
   * @param options how folders are read; rules of a bot's own need trust
   * @param liveNumber where the number of the live version is kept
   * @throws dev.botflow.error.BotBrokenException if nothing was published yet and the draft has errors
   */
  public static Publisher open(
      Path versions,
      Path draft,
      ChannelCatalog channels,
      ReadOptions options,
      LiveNumber liveNumber,
      Clock clock) {
    return open(VersionsFolder.of(versions, channels, options, liveNumber, clock), draft);
  }

  /**
   * Goes on with a folder of versions that is open already, such as one whose changes an audit is told of.
   *
   * @param draft what becomes version 1 if nothing was published yet
   * @throws dev.botflow.error.BotBrokenException if nothing was published yet and the draft has errors
   */
  public static Publisher open(VersionsFolder versions, Path draft) {
    long number = versions.live();
    BotVersion live = number > 0 ? versions.load(number) : versions.first(draft);
    Publisher publisher = new Publisher(versions, versions.clock(), live);
    publisher.loaded.know(live);
    return publisher;
  }

  /** Asks for an approved review of every publication, whatever bot.yaml of the live version says. */
  public void reviewed() {
    folder();
    reviewed = true;
  }

  /**
   * Makes a version the live one under the next number; it is kept in memory only.
   *
   * @return the version with its number
   * @throws BotFlowException if it has a number that is not higher than the live one's
   */
  public synchronized BotVersion publish(BotVersion version) {
    long last = live.number();
    if (version.number() != 0 && version.number() <= last) {
      throw new BotFlowException("version " + version.number()
          + ": expected one that was never published, or a number above " + last);
    }
    check(version);
    BotVersion numbered = numbered(version, last + 1);
    kept.put(numbered.number(), numbered);
    live = numbered;
    return numbered;
  }

  /**
   * Makes a draft folder an immutable version, and the live one.
   *
   * @param author who publishes
   * @param note what they say about it
   * @return the live version
   * @throws dev.botflow.error.BotBrokenException if a check of level error stands, or the host of an engine that runs these versions
   *     has not what it names; the live version is untouched then
   * @throws PublishConflictException if publications are reviewed and no approved review is for this content
   */
  public BotVersion publish(Path draft, String author, String note) {
    return publish(Publication.of(draft, author, note));
  }

  /**
   * Makes a draft folder an immutable version, and the live one, if both are what somebody looked at.
   *
   * @return the live version
   * @throws dev.botflow.error.BotBrokenException as above
   * @throws PublishConflictException if the draft or the live version is not the one expected, or no approved review is
   *     for this content; nothing is changed then
   */
  public synchronized BotVersion publish(Publication publication) {
    BotVersion version = folder().publish(publication, reviewed, this::check);
    loaded.know(version);
    swap(version);
    return version;
  }

  /**
   * Makes an older version, or a newer one that was left, live again.
   *
   * @param author who does it
   * @param reason why
   * @throws dev.botflow.error.BotBrokenException if a host has not what it names any more
   * @throws BotFlowException if there is no such version
   */
  public BotVersion rollBack(long number, String author, String reason) {
    return rolledBack(number, null, author, reason);
  }

  /**
   * The same, only if the live version is the one that was looked at.
   *
   * @throws PublishConflictException if another one is live
   */
  public BotVersion rollBack(long number, long expectedLive, String author, String reason) {
    return rolledBack(number, expectedLive, author, reason);
  }

  private synchronized BotVersion rolledBack(
      long number, @Nullable Long expectedLive, String author, String reason) {
    BotVersion version;
    if (folder == null) {
      version = kept.get(number);
      if (version == null) {
        throw new BotFlowException(
            "version " + number + ": expected one that was published, but there is none");
      }
      if (expectedLive != null && expectedLive != live.number()) {
        throw new PublishConflictException(
            "expected version " + expectedLive + " to be live, but it is " + live.number());
      }
      check(version);
    } else {
      version = folder.rollBack(
          number,
          expectedLive,
          author,
          reason,
          wanted -> loaded.get(wanted, folder::load),
          this::check);
    }
    swap(version);
    return version;
  }

  /**
   * Runs what others make live in the folder of versions, from a second after they did, and says in the folder what this
   * host runs.
   *
   * @param host what it calls itself there: letters, digits, dots, dashes and underscores, at most 64; another one for each
   *     host
   * @param listener gets each version that others made live and this host runs now, and each that it cannot run, which
   *     leaves it with the one it has
   * @return to be closed with the engine
   */
  public FollowedVersions follow(String host, Consumer<FolderWatch.News> listener) {
    if (!host.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "host: expected at most 64 letters, digits, dots, dashes and underscores, but was \""
              + host + "\"");
    }
    return FollowedVersions.begin(
        new FollowedVersions(this, folder().running(), host, listener, clock));
  }

  /** Runs the live version of the folder; null if it does already. */
  synchronized @Nullable BotVersion catchUp() {
    VersionsFolder from = folder();
    long number = from.live();
    if (number == live.number() || number == 0) {
      return null;
    }
    BotVersion version = loaded.get(number, from::load);
    check(version);
    swap(version);
    return version;
  }

  /** The number of the version that is live in the folder, whether this host runs it or not. */
  long liveNumber() {
    return folder().live();
  }

  private void check(BotVersion version) {
    offers.forEach(offer -> offer.check(version.bot()));
  }

  @Override
  public void checkedFor(HostOffer offer, boolean offered) {
    if (offered) {
      offers.add(offer);
    } else {
      offers.remove(offer);
    }
  }

  private void swap(BotVersion version) {
    BotVersion before = live;
    if (stoodOn == before.number()) {
      // Their next turn must not read it again.
      loaded.keep(before);
    }
    live = version;
  }

  /** The published versions, the first one first; none without a folder of versions. */
  public List<VersionNote> versions() {
    return folder == null ? List.of() : folder.versions();
  }

  /** The folder of versions, with its history, reviews and hosts. */
  public VersionsFolder folder() {
    if (folder == null) {
      throw new BotFlowException(
          "publisher: expected to be opened with a folder of versions, but has none");
    }
    return folder;
  }

  /**
   * Publishes a folder whenever its files change and then rest; what goes wrong is reported and changes nothing.
   *
   * @param listener gets each publication, and each refusal
   * @return closing it ends the watch
   * @throws BotFlowException if publications are reviewed: nobody could approve what is live at once
   */
  public FolderWatch watch(Path draft, String author, Consumer<FolderWatch.News> listener) {
    if (reviewed || folder().reviewed()) {
      throw new BotFlowException(
          draft
              + ": expected a draft that is published as soon as it changes, but publications are reviewed");
    }
    return FolderWatch.begin(this, draft, author, listener);
  }

  private static BotVersion numbered(BotVersion version, long number) {
    return version.number() > 0 ? version : version.withNumber(number);
  }

  @Override
  public BotVersion live() {
    return live;
  }

  @Override
  public BotVersions pinned() {
    BotVersion now = live;
    return new BotVersions() {
      @Override
      public BotVersion live() {
        return now;
      }

      @Override
      public BotVersion number(long number) {
        if (number == now.number()) {
          stoodOn = number;
          return now;
        }
        return Publisher.this.number(number);
      }
    };
  }

  @Override
  public BotVersion number(long number) {
    BotVersion now = live;
    if (now.number() == number) {
      stoodOn = number;
      return now;
    }
    if (folder == null) {
      return kept.getOrDefault(number, now);
    }
    // Without a lock that a publication holds, which may take long.
    BotVersion version = loaded.find(number);
    if (version != null) {
      return version;
    }
    return folder.has(number) ? loaded.get(number, folder::load) : now;
  }
}
