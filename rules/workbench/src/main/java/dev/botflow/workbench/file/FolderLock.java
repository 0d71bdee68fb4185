package dev.botflow.workbench.file;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a second workbench off a folder. Let go by the operating system when the program ends, however it ends. */
public final class FolderLock implements AutoCloseable {
  public static final String FILE = ".botflow-workbench.lock";

  /** Far behind the text, so that others can read who has the folder. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int MOST_TRIES = 20;

  private final Path path;
  private final FileChannel channel;

  private FolderLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes the folder.
   *
   * @throws FolderTakenException if another has it
   * @throws IOException if the folder cannot be written
   */
  public static FolderLock take(Path folder, String owner, Instant now) throws IOException {
    Path path = folder.resolve(FILE);
    for (int i = 0; i < MOST_TRIES; i++) {
      FileChannel channel = FileChannel.open(
          path,
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
      try {
        FileLock lock = lock(channel);
        if (lock == null) {
          throw taken(folder, channel);
        }
        // Who had it may have deleted the file between the two lines above: then this is no
        // file any more.
        if (isThere(path, channel)) {
          String text = owner + ", process " + ProcessHandle.current().pid() + ", since "
              + now.truncatedTo(ChronoUnit.SECONDS);
          channel.truncate(0);
          channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
          return new FolderLock(path, channel);
        }
        channel.close();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
    throw new IOException(
        path + ": expected to take the folder, but others let it go all the time");
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null; // This program has it.
    }
  }

  private static boolean isThere(Path path, FileChannel channel) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    // A mark only this channel can have written shows that both are the same file.
    String mark = "taking " + System.nanoTime() + " " + ProcessHandle.current().pid();
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.UTF_8)), 0);
    return Files.readString(path).equals(mark);
  }

  private static FolderTakenException taken(Path folder, FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(400);
    channel.read(text, 0);
    text.flip();
    String owner = StandardCharsets.UTF_8.decode(text).toString();
    return new FolderTakenException(
        folder.getFileName() + ": expected a folder that no other workbench has open, but "
            + (owner.isEmpty() ? "another one" : owner) + " has it",
        owner);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
      channel.close();
    } catch (IOException e) {
      throw new BotFlowException(path + ": expected to let the folder go, but that failed", e);
    }
  }
}
