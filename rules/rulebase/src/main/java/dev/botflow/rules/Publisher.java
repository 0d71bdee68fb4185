package dev.botflow.rules;

import dev.botflow.error.BotFlowException;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The published versions of a bot. Publishing swaps the live version in one write: a decision sees the old one or the new
 * one, never parts of both. Safe for use by many threads.
 *
 * <p>With a folder of versions, each published version is a folder in it, and old ones that nobody uses are read again when
 * an open conversation asks for them; without one, all are kept in memory.
 */
public final class Publisher implements BotVersions {
  private final @Nullable VersionFolders folders;
  private final LiveNumber liveNumber;
  private final Clock clock;
  private final Map<Long, WeakReference<BotVersion>> known = new LinkedHashMap<>();
  private final Map<Long, BotVersion> kept = new LinkedHashMap<>();
  private volatile BotVersion live;

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
        : folders.add(draft, 1, clock.instant(), "", "first version");
    if (number == 0) {
      liveNumber.write(1);
    }
    Publisher publisher = new Publisher(folders, liveNumber, clock, live);
    publisher.remember(live);
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
   * @throws dev.botflow.error.BotBrokenException if a check of level error stands; the live version is untouched then
   */
  public synchronized BotVersion publish(Path draft, String author, String note) {
    VersionFolders store = folders();
    List<VersionNote> notes = store.notes();
    long last = notes.isEmpty() ? 0 : notes.get(notes.size() - 1).number();
    BotVersion version = store.add(draft, last + 1, clock.instant(), author, note);
    liveNumber.write(version.number());
    remember(version);
    live = version;
    return version;
  }

  /**
   * Makes an older version, or a newer one that was left, live again.
   *
   * @throws BotFlowException if there is no such version
   */
  public synchronized BotVersion rollBack(long number) {
    BotVersion version = folders == null ? kept.get(number) : find(number);
    if (version == null) {
      throw new BotFlowException(
          "version " + number + ": expected one that was published, but there is none");
    }
    liveNumber.write(number);
    live = version;
    return version;
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

  private synchronized void remember(BotVersion version) {
    known.values().removeIf(one -> one.get() == null);
    known.put(version.number(), new WeakReference<>(version));
  }

  private synchronized BotVersion find(long number) {
    WeakReference<BotVersion> reference = known.get(number);
    BotVersion version = reference == null ? null : reference.get();
    if (version == null) {
      version = folders().load(number);
      remember(version);
    }
    return version;
  }

  @Override
  public BotVersion live() {
    return live;
  }

  @Override
  public BotVersion number(long number) {
    BotVersion now = live;
    if (now.number() == number) {
      return now;
    }
    if (folders == null) {
      synchronized (this) {
        return kept.getOrDefault(number, now);
      }
    }
    return folders.has(number) ? find(number) : now;
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
