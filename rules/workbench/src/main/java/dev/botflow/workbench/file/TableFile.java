package dev.botflow.workbench.file;

import dev.botflow.error.BotFlowException;
import dev.botflow.file.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Internal: a table's file in the bot's folder: read whole, and written beside itself first, so that whoever opens it, or whatever
 * ends this program, meets the old file or the new one. Links are never followed.
 */
public final class TableFile {
  /** The largest file there may be. */
  public static final int MAX_BYTES = 5 * 1024 * 1024;

  private static final String BESIDE = ".botflow-new";

  private static final List<String> PARTS = List.of("decisions", "flows", "scenarios");

  private final Path folder;
  private final String name;
  private final String beside;
  private final Path path;

  /**
   * @param bot the bot's folder
   * @param name the path in it of a file in the folder itself or in a folder of its parts, as the bot's reader told it; never
   *     what somebody asked for
   */
  public TableFile(Path bot, String name) {
    int slash = name.indexOf('/');
    this.folder = slash < 0 ? bot : bot.resolve(name.substring(0, slash));
    this.name = name;
    this.beside = "." + name.substring(slash + 1) + BESIDE;
    this.path = bot.resolve(name);
    if (!folder.equals(path.getParent())
        || slash >= 0 && !PARTS.contains(name.substring(0, slash))) {
      throw new IllegalArgumentException(name + ": expected a file of the bot's folder");
    }
  }

  /**
   * Its bytes; empty if there is no such file.
   *
   * @throws BotFlowException if it is no plain file, too large, or cannot be read
   */
  public Optional<byte[]> read() {
    try {
      if (Files.isSymbolicLink(path) || name.indexOf('/') >= 0 && Files.isSymbolicLink(folder)) {
        throw new BotFlowException(
            name + ": expected a file of the bot itself, but was a link to another place");
      }
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new BotFlowException(name + ": expected a plain file, but was none");
      }
      try (InputStream stream = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
        byte[] content = stream.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
          throw new BotFlowException(name + ": expected a file of at most 5 MB, but was larger");
        }
        return Optional.of(content);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new BotFlowException(
          name + ": expected a file that can be read, but reading failed", e);
    }
  }

  /** True if it can be written, as far as its rights tell. */
  public boolean isWritable() {
    return Files.isWritable(folder) && (!Files.exists(path) || Files.isWritable(path));
  }

  /**
   * Writes it, durably and in one step.
   *
   * @throws IOException if that fails; then the old file is there
   */
  public void write(byte[] content) throws IOException {
    if (name.indexOf('/') >= 0 && Files.isSymbolicLink(folder)) {
      throw new IOException("its folder was replaced by a link to another place");
    }
    Path beside = folder.resolve(this.beside);
    Files.deleteIfExists(beside);
    try {
      try (FileChannel channel = FileChannel.open(
          beside,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        keepRights(beside);
        channel.force(true);
      }
      move(beside);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    DurableFile.sync(folder);
  }

  private void move(Path beside) throws IOException {
    try {
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(
          "this file system cannot put a file in the place of another at once", e);
    }
  }

  /** Gives the new file the rights and the owner of the old one, as far as this program may. */
  private void keepRights(Path beside) throws IOException {
    PosixFileAttributeView old =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributeView fresh =
        Files.getFileAttributeView(beside, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (old == null || fresh == null || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    PosixFileAttributes rights = old.readAttributes();
    PosixFileAttributes own = fresh.readAttributes();
    if (!own.owner().equals(rights.owner())) {
      fresh.setOwner(rights.owner());
    }
    if (!own.group().equals(rights.group())) {
      fresh.setGroup(rights.group());
    }
    fresh.setPermissions(rights.permissions());
  }

  /** Takes away what a program that was killed while writing left beside. */
  public void clear() {
    try {
      Files.deleteIfExists(folder.resolve(beside));
    } catch (IOException e) {
      throw new BotFlowException(
          name + ": expected to take away what is left beside it, but that failed", e);
    }
  }
}
