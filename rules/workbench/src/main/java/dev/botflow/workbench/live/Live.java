package dev.botflow.workbench.live;

import dev.botflow.authoring.report.RowDifference;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.publish.Publication;
import dev.botflow.publish.PublishConflictException;
import dev.botflow.publish.Review;
import dev.botflow.publish.VersionsFolder;
import dev.botflow.publish.WaitingUsers;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotReading;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.workbench.draft.Draft;
import dev.botflow.workbench.draft.SaveState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The draft of a workbench beside the versions it is published into. Safe for use by many threads. */
public final class Live {
  private static final int MOST_LOADED = 4;
  private static final String SCENARIOS = "scenarios";

  private final Draft draft;
  private final LiveOptions options;
  private final VersionsFolder folder;
  private final DraftEditors editors;
  private final Map<Long, BotVersion> loaded = new LinkedHashMap<>();

  private Live(Draft draft, LiveOptions options, VersionsFolder folder) {
    this.draft = draft;
    this.options = options;
    this.folder = folder;
    this.editors = new DraftEditors(options.versions(), draft.folder());
  }

  /**
   * A draft and where it is published to.
   *
   * @throws BotFlowException if the folder of versions is not there and cannot be made
   */
  public static Live of(Draft draft, LiveOptions options, Clock clock) {
    try {
      Files.createDirectories(options.versions());
    } catch (IOException e) {
      throw new BotFlowException(
          options.versions()
              + ": expected a folder of versions, but there is none that can be made",
          e);
    }
    VersionsFolder folder = VersionsFolder.of(
            options.versions(),
            SinchChannelLimits.all(),
            ReadOptions.standard().lookingOnly(),
            clock)
        .audited(options.audit(), LiveOptions.THROUGH);
    return new Live(draft, options, folder);
  }

  /** The folder of versions, to read what is in it. */
  public VersionsFolder folder() {
    return folder;
  }

  /** True if nothing is published without an approved review: the live version says so, or the host does. */
  public boolean reviewed() {
    return options.reviewed() || folder.reviewed();
  }

  /** Somebody is about to change the draft. */
  public void edits(String person) {
    editors.edits(person);
  }

  // Looking.

  /**
   * The draft, as it would be published now, against a version.
   *
   * @param from null for the live one
   */
  public Comparison compareDraft(@Nullable Long from) {
    long one = from == null ? folder.live() : from;
    List<String> hindrances = new ArrayList<>();
    saved().ifPresent(hindrances::add);
    BotReading reading = draft.reading();
    Optional<BotVersion> version = reading.version();
    long errors = reading.findings().stream().filter(Finding::isError).count();
    if (errors > 0) {
      hindrances.add(
          errors == 1 ? "1 error stands in the draft" : errors + " errors stand in the draft");
    } else if (version.isEmpty()) {
      hindrances.add("the draft cannot be read as a bot");
    }
    return new Comparison(
        one,
        null,
        version.map(BotVersion::checksum).orElse(null),
        version.map(other -> changes(one, other)).orElse(List.of()),
        scenarios(one == 0 ? null : folder.files(one), draft.folder()),
        reading.findings(),
        hindrances,
        version.flatMap(this::waiting));
  }

  /**
   * Two versions.
   *
   * @throws BotFlowException if one of them was never published
   */
  public Comparison compare(long from, long to) {
    BotVersion other = load(to);
    return new Comparison(
        from,
        to,
        other.checksum(),
        changes(from, other),
        scenarios(from == 0 ? null : folder.files(from), folder.files(to)),
        List.of(),
        List.of(),
        waiting(other));
  }

  /**
   * Two versions, to be played.
   *
   * @param from null for the live one
   * @param to null for the draft, as it stands in memory
   * @throws BotFlowException if one of them was never published, or the draft cannot be played
   */
  public Sides sides(@Nullable Long from, @Nullable Long to) {
    long one = from == null ? folder.live() : from;
    if (one == 0) {
      throw new BotFlowException(
          "from: expected a version that was published, but nothing is live yet");
    }
    if (to != null) {
      BotVersion before = load(one);
      BotVersion now = load(to);
      Path old = folder.files(one);
      Path other = folder.files(to);
      boolean same = scenarios(old, other).isEmpty();
      return new Sides(one, to, before, now, old, other, Map.of(), same, List.of());
    }
    BotReading reading = draft.reading();
    BotVersion now = reading
        .version()
        .orElseThrow(() -> new BotFlowException(
            "the draft: expected a bot that can be played, but it cannot be read as one"));
    Path old = folder.files(one);
    Map<String, byte[]> edited = draft.files();
    boolean same = edited.keySet().stream().noneMatch(name -> name.startsWith(SCENARIOS + "/"))
        && scenarios(old, draft.folder()).isEmpty();
    List<Finding> errors = reading.findings().stream().filter(Finding::isError).toList();
    return new Sides(one, null, load(one), now, old, draft.folder(), edited, same, errors);
  }

  /** How reviews of a content stand, the draft's. */
  public Reviewing reviewing(@Nullable String content) {
    long live = folder.live();
    List<Review> here =
        folder.reviews().stream().filter(review -> review.live() == live).toList();
    Optional<Review> same = here.stream()
        .filter(review -> review.content().equals(content))
        .reduce((one, other) -> other);
    Optional<Review> withdrawn = same.isPresent()
        ? Optional.empty()
        : here.stream()
            .filter(review ->
                review.state() == Review.State.OPEN || review.state() == Review.State.APPROVED)
            .reduce((one, other) -> other);
    return new Reviewing(reviewed(), same, withdrawn, editors.all());
  }

  private List<RowDifference.Change> changes(long from, BotVersion to) {
    return from == 0 ? List.of() : RowDifference.of(load(from), to);
  }

  /** A published version; those asked for last are kept, since nobody changes them. */
  private BotVersion load(long number) {
    synchronized (loaded) {
      BotVersion known = loaded.get(number);
      if (known != null) {
        return known;
      }
    }
    if (folder.versions().stream().noneMatch(note -> note.number() == number)) {
      throw new BotFlowException(
          "version " + number + ": expected one that was published, but there is none");
    }
    BotVersion version = folder.load(number);
    synchronized (loaded) {
      loaded.put(number, version);
      if (loaded.size() > MOST_LOADED) {
        loaded.remove(loaded.keySet().iterator().next());
      }
    }
    return version;
  }

  /** What somebody stands on; the live version in the place of one that is gone. */
  private BotVersion standing(long number) {
    boolean there = folder.versions().stream().anyMatch(note -> note.number() == number);
    return load(there ? number : folder.live());
  }

  private Optional<List<Waiting>> waiting(BotVersion then) {
    return options.waiting().map(places -> {
      Map<String, Waiting> found = new TreeMap<>();
      places.now().forEach((place, count) -> {
        Optional<WaitingUsers.Fate> fate =
            WaitingUsers.fate(place.flow(), place.step(), standing(place.version()), then);
        found.merge(
            place.flow() + "." + place.step() + " " + fate,
            new Waiting(place.flow(), place.step(), count, fate),
            (one, other) ->
                new Waiting(one.flow(), one.step(), one.count() + other.count(), one.fate()));
      });
      return List.copyOf(found.values());
    });
  }

  /** The files of scenarios that are not the same. */
  private static List<String> scenarios(@Nullable Path from, Path to) {
    Set<String> names = new TreeSet<>(names(to));
    if (from != null) {
      names.addAll(names(from));
    }
    List<String> different = new ArrayList<>();
    for (String name : names) {
      if (from == null || !Arrays.equals(bytes(from, name), bytes(to, name))) {
        different.add(SCENARIOS + "/" + name);
      }
    }
    return different;
  }

  private static List<String> names(Path bot) {
    Path folder = bot.resolve(SCENARIOS);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    } catch (IOException e) {
      throw new BotFlowException(folder + ": expected a folder that can be read, but failed", e);
    }
  }

  private static byte[] bytes(Path bot, String name) {
    Path file = bot.resolve(SCENARIOS).resolve(name);
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Files.readAllBytes(file)
          : new byte[0];
    } catch (IOException e) {
      throw new BotFlowException(file + ": expected a file that can be read, but failed", e);
    }
  }

  // Changing.

  /** Has the files say what the draft says; why they do not, if so. */
  private Optional<String> saved() {
    draft.lookAround();
    SaveState state = draft.save();
    return state.status() == SaveState.Status.SAVED || state.status() == SaveState.Status.READ_ONLY
        ? Optional.empty()
        : Optional.of(
            state.problem() == null
                ? "the draft is not saved: cells were changed here and elsewhere"
                : state.problem());
  }

  /**
   * Makes the draft the live version, if it is what was looked at.
   *
   * @param content the hash of what was looked at
   * @param live the version it replaces; 0 for none
   * @param person who publishes
   * @param note what they say about it
   * @throws PublishConflictException if the draft or the live version is another, or no approved review is for this content
   * @throws dev.botflow.error.BotBrokenException if errors stand
   */
  public BotVersion publish(String content, long live, String person, String note) {
    saved().ifPresent(problem -> {
      throw new PublishConflictException(problem);
    });
    long edits = editors.edits();
    Publication publication = new Publication(draft.folder(), person, note, content, live);
    BotVersion version =
        options.reviewed() ? folder.publishReviewed(publication) : folder.publish(publication);
    editors.published(edits);
    return version;
  }

  /**
   * Makes a version live again.
   *
   * @throws PublishConflictException if another one is live than the one that was looked at
   * @throws BotFlowException if there is no such version
   */
  public BotVersion rollBack(long number, long live, String person, String reason) {
    return folder.rollBack(number, live, person, reason);
  }

  /**
   * Asks that somebody who did not change the draft looks at it.
   *
   * @param content the hash of what was looked at
   * @throws PublishConflictException if the draft is another
   */
  public Review ask(String content, String person, String note) {
    checkContent(content);
    return folder.ask(content, person, editors.all(), note);
  }

  /**
   * Approves or rejects.
   *
   * @param content the hash of what was looked at
   * @throws PublishConflictException if the draft is another, the review is about another, or was decided
   * @throws BotFlowException if there is no such review, or the person asked for it or changed the draft
   */
  public Review decide(long number, String content, String person, boolean approve, String note) {
    checkContent(content);
    return folder.decide(number, content, person, approve, note);
  }

  private void checkContent(String content) {
    saved().ifPresent(problem -> {
      throw new PublishConflictException(problem);
    });
    String now = draft.reading().version().map(BotVersion::checksum).orElse("none");
    if (!now.equals(content)) {
      throw new PublishConflictException("expected content " + start(content)
          + ", which was looked at, but the draft is " + start(now) + " now: it was changed since");
    }
  }

  private static String start(String hash) {
    return hash.substring(0, Math.min(12, hash.length()));
  }
}
