package dev.botflow.rules;

import dev.botflow.error.BotFlowException;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.HostOffer;
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
  private final @Nullable VersionFolders folders;
  private final LiveNumber liveNumber;
  private final Clock clock;
  private final LoadedVersions loaded = new LoadedVersions();
  // Versions in memory alone.
  private final Map<Long, BotVersion> kept = new ConcurrentHashMap<>();
  // What the hosts of the engines have that run these versions.
  private final List<HostOffer> offers = new CopyOnWriteArrayList<>();
  private volatile BotVersion live;
  // The live version, once a conversation stands on it.
  private volatile long stoodOn = -1;

  /**
   * Versions in memory.
   *
   * @param first published as number 1, unless it has a number of its own from before
   */
  public Publisher(BotVersion first) {
    this(null, new InMemory(), Clock.systemUTC(), numbered(first, 1));
    kept.put(live.number(), live);
  }

  private Publisher(
      @Nullable VersionFolders folders, LiveNumber liveNumber, Clock clock, BotVersion live) {
    this.folders = folders;
    this.liveNumber = liveNumber;
    this.clock = clock;
    this.live = live;
  }

  /**
   * Goes on with a folder of versions.
   *
   * @param versions where versions are kept; made if it is not there
   * @param draft what becomes version 1 if nothing was published yet
   * @param options how folders are read; rules of a bot's own need trust
   * @throws dev.botflow.error.BotBrokenException if nothing was published yet and the draft has errors
   */
  public static Publisher open(
      Path versions,
      Path draft,
      ChannelCatalog channels,
      ReadOptions options,
      LiveNumber liveNumber,
      Clock clock) {
    VersionFolders folders = new VersionFolders(versions, channels, options);
    long number = liveNumber.read();
    BotVersion live = number > 0
        ? folders.load(number)
        : folders.add(draft, 1, clock.instant(), "", "first version", version -> {});
    if (number == 0) {
      liveNumber.write(1);
    }
    Publisher publisher = new Publisher(folders, liveNumber, clock, live);
    publisher.loaded.know(live);
    return publisher;
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
   */
  public synchronized BotVersion publish(Path draft, String author, String note) {
    VersionFolders store = folders();
    List<VersionNote> notes = store.notes();
    long last = notes.isEmpty() ? 0 : notes.get(notes.size() - 1).number();
    BotVersion version = store.add(draft, last + 1, clock.instant(), author, note, this::check);
    liveNumber.write(version.number());
    loaded.know(version);
    swap(version);
    return version;
  }

  /**
   * Makes an older version, or a newer one that was left, live again.
   *
   * @throws dev.botflow.error.BotBrokenException if a host has not what it names any more
   * @throws BotFlowException if there is no such version
   */
  public synchronized BotVersion rollBack(long number) {
    BotVersion version = folders == null ? kept.get(number) : loaded.get(number, folders::load);
    if (version == null) {
      throw new BotFlowException(
          "version " + number + ": expected one that was published, but there is none");
    }
    check(version);
    liveNumber.write(number);
    swap(version);
    return version;
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
    return folders == null ? List.of() : folders.notes();
  }

  /**
   * Publishes a folder whenever its files change and then rest; what goes wrong is reported and changes nothing.
   *
   * @param listener is listener each publication, and each refusal
   * @return closing it ends the watch
   */
  public FolderWatch watch(Path draft, String author, Consumer<FolderWatch.News> listener) {
    return FolderWatch.begin(this, draft, author, listener);
  }

  private VersionFolders folders() {
    if (folders == null) {
      throw new BotFlowException(
          "publisher: expected to be opened with a folder of versions, but has none");
    }
    return folders;
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
    if (folders == null) {
      return kept.getOrDefault(number, now);
    }
    // Without a lock that a publication holds, which may take long.
    BotVersion version = loaded.find(number);
    if (version != null) {
      return version;
    }
    return folders.has(number) ? loaded.get(number, folders::load) : now;
  }

  /** For versions that are not stored anywhere. */
  private static final class InMemory implements LiveNumber {
    private volatile long number;

    @Override
    public long read() {
      return number;
    }

    @Override
    public void write(long newNumber) {
      number = newNumber;
    }
  }
}
