package dev.botflow.publish;

import dev.botflow.error.BotBrokenException;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.file.DurableFile;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.read.BotReader;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.text.TextBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Published versions as folders people can read: {@code 7/bot} is the bot as it was, {@code 7/version.txt} says who
 * published it and when. Folders are never written again.
 */
final class VersionFolders {
  private static final String BOT = "bot";
  private static final String NOTE = "version.txt";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private static final int MAX_FILES = 10_000;
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  private final Path root;
  private final ChannelCatalog channels;
  private final ReadOptions options;

  VersionFolders(Path root, ChannelCatalog channels, ReadOptions options) {
    this.root = root;
    this.channels = channels;
    this.options = options;
  }

  boolean has(long number) {
    return Files.exists(root.resolve(Long.toString(number)).resolve(NOTE));
  }

  /**
   * All notes, by number.
   *
   * @param broken gets what is wrong with those that cannot be read
   */
  List<VersionNote> notes(Consumer<BotFlowException> broken) {
    List<VersionNote> notes = new ArrayList<>();
    for (long number : numbers()) {
      if (has(number)) {
        try {
          notes.add(note(number));
        } catch (BotFlowException e) {
          broken.accept(e);
        }
      }
    }
    return notes;
  }

  /**
   * What is known of a version.
   *
   * @throws BotFlowException if there is none, or it is broken, or a copy of another
   */
  VersionNote note(long number) {
    Path file = root.resolve(Long.toString(number)).resolve(NOTE);
    try {
      VersionNote note = VersionNote.read(Files.readString(file));
      if (note.number() != number) {
        throw new BotFlowException(
            "expected number " + number + ", as its folder is called, but was " + note.number());
      }
      return note;
    } catch (BotFlowException e) {
      throw new BotFlowException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** A number above all that are taken, also by folders that somebody copied or made by hand. */
  long next() {
    return numbers().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
  }

  /** How many versions there are, whether their notes can be read or not. */
  int count() {
    return (int) numbers().stream().filter(this::has).count();
  }

  /** The numbers of all folders that are called like one of a version. */
  private List<Long> numbers() {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> NUMBER.matcher(name).matches())
          .map(Long::valueOf)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw failed(root, e);
    }
  }

  /** Where the files of a version are. */
  Path bot(long number) {
    return root.resolve(Long.toString(number)).resolve(BOT);
  }

  /** @throws BotFlowException if there is no such version, though it is the live one */
  void checkLive(long number) {
    if (!has(number)) {
      throw new BotFlowException(root.resolve(Long.toString(number))
          + ": expected the live version, but there is none of this number; roll back to one that"
          + " is to be live");
    }
  }

  /** What bot.yaml of a version says. */
  BotSettings settings(long number) {
    Path file = bot(number).resolve("bot.yaml");
    try {
      // It was read without an error when it was published.
      return BotReader.settings(
          "bot.yaml", TextBytes.decode(Files.readAllBytes(file)), new Findings());
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** What is known of a version before its files are read. */
  record Entry(long number, long replaced, Instant at, String author, String note) {}

  /**
   * Refuses a draft that these versions are a part of.
   *
   * @throws BotFlowException if each version would hold all before it
   */
  void checkOutside(Path draft) {
    if (!Files.isDirectory(draft)) {
      return;
    }
    try {
      Path bot = draft.toRealPath();
      Path versions = real(root.toAbsolutePath().normalize());
      // Hidden files and folders are no part of a draft.
      if (versions.startsWith(bot) && !isHidden(bot.relativize(versions))) {
        throw new BotFlowException(
            root + ": expected a folder of versions outside of the bot's own folder " + draft
                + ", since each version would hold all before it");
      }
    } catch (IOException e) {
      throw failed(draft, e);
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** Without links, as far as it is there. */
  private static Path real(Path path) throws IOException {
    Path parent = path.getParent();
    if (Files.exists(path) || parent == null) {
      return path.toRealPath();
    }
    return real(parent).resolve(path.getFileName());
  }

  /**
   * Copies a draft, reads the copy, and keeps it under a number.
   *
   * @param check refuses a version, or says who approved it; null for nobody
   * @throws dev.botflow.error.BotBrokenException if the draft has errors; nothing is kept then
   */
  BotVersion add(Path draft, Entry entry, Function<BotVersion, @Nullable String> check) {
    Path aside = root.resolve(".draft-" + entry.number());
    try {
      delete(aside);
      copy(draft, aside.resolve(BOT));
      // What is checked is the copy, so that nobody changes the draft between check and use.
      BotVersion version = BotFolder.read(aside.resolve(BOT), channels, options).orThrow();
      String approvedBy = check.apply(version);
      VersionNote kept = new VersionNote(
          entry.number(),
          new DraftHashes(version.checksum(), DraftHashes.ofFolder(aside.resolve(BOT))),
          entry.at(),
          entry.author(),
          entry.note(),
          approvedBy,
          entry.replaced());
      DurableFile.replace(aside.resolve(NOTE), kept.text());
      Files.move(
          aside, root.resolve(Long.toString(entry.number())), StandardCopyOption.ATOMIC_MOVE);
      DurableFile.sync(root);
      return version.withNumber(entry.number());
    } catch (IOException e) {
      throw failed(draft, e);
    } finally {
      deleteQuietly(aside);
    }
  }

  /**
   * Reads a version again.
   *
   * @throws BotFlowException if there is none, or if its files are not as they were published
   */
  BotVersion load(long number) {
    if (!has(number)) {
      throw new BotFlowException(root.resolve(Long.toString(number))
          + ": expected a version that was published, but there is none of this number");
    }
    VersionNote note = note(number);
    BotVersion version = BotFolder.read(bot(number), channels, options.forced()).orThrow();
    if (!version.checksum().equals(note.hashes().content())) {
      throw new BotFlowException("version " + number
          + ": expected its files as they were published, but they were changed since");
    }
    return version.withNumber(number);
  }

  /**
   * Measures a draft, then copies it: what is far too large, or would never end, is refused before a byte of it is
   * written.
   *
   * @throws dev.botflow.error.BotBrokenException if it is
   */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(from, new DraftVisitor(from, null));
    Files.walkFileTree(from, new DraftVisitor(from, to));
  }

  /** Walks a draft; hidden files and folders are no part of it. */
  private static final class DraftVisitor extends SimpleFileVisitor<Path> {
    private final Path from;
    private final @Nullable Path to;
    private int files;
    private long bytes;

    /** @param to where it is copied to; null to measure it only */
    DraftVisitor(Path from, @Nullable Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (!folder.equals(from) && isHidden(folder)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      count(folder, 0);
      if (to != null) {
        Files.createDirectories(to.resolve(relative(folder)));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (isHidden(file)) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isSymbolicLink()) {
        count(file, 0);
        if (to != null) {
          // Links are copied as links, for the reader to refuse.
          Files.copy(file, to.resolve(relative(file)), LinkOption.NOFOLLOW_LINKS);
        }
      } else if (!attributes.isRegularFile()) {
        throw refused(
            relative(file), "expected a plain file, but was a pipe, a socket or a device");
      } else if (to == null) {
        count(file, attributes.size());
      } else {
        copy(file, to.resolve(relative(file)));
      }
      return FileVisitResult.CONTINUE;
    }

    /** By parts, since a file may grow while it is read. */
    private void copy(Path file, Path target) throws IOException {
      count(file, 0);
      byte[] buffer = new byte[64 * 1024];
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
          OutputStream out = Files.newOutputStream(target)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          bytes(file, n);
          out.write(buffer, 0, n);
        }
      }
    }

    private void count(Path path, long size) {
      if (++files > MAX_FILES) {
        throw refused(
            relative(path),
            "expected a draft of at most " + MAX_FILES + " files and folders, but found more");
      }
      bytes(path, size);
    }

    private void bytes(Path path, long more) {
      bytes += more;
      if (bytes > MAX_BYTES) {
        throw refused(
            relative(path),
            "expected a draft of at most " + MAX_BYTES / 1024 / 1024
                + " MB in all, but found more");
      }
    }

    private String relative(Path path) {
      return from.relativize(path).toString();
    }

    private static boolean isHidden(Path path) {
      return path.getFileName().toString().startsWith(".");
    }

    private BotBrokenException refused(String path, String message) {
      Findings findings = new Findings();
      findings.error("file-too-large", Place.of(path.replace('\\', '/')), message);
      return new BotBrokenException(String.valueOf(from.getFileName()), findings.all());
    }
  }

  private static void deleteQuietly(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static BotFlowException failed(Path path, Exception cause) {
    return new BotFlowException(
        path + ": expected a folder of versions that can be read and written, but failed", cause);
  }
}
