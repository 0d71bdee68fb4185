package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether a store's file and its write-ahead log are still those that were opened. A connection goes on writing to a
 * file that was removed or replaced, and whatever it acknowledges is lost with it. Costs two looks at the folder. Safe for
 * use by many threads.
 */
final class FileIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(FileIdentity.class);

  private final Path file;
  private final Path log;
  // Of each, which it was when it was first seen.
  private final Map<Path, Object> known = new LinkedHashMap<>();
  private @Nullable String told;

  FileIdentity(Path file) {
    this.file = file;
    this.log = file.resolveSibling(file.getFileName() + "-wal");
  }

  /** From now on the file must stay the one it is; its log, once there is one. */
  synchronized void begin() {
    Object key = key(file);
    if (key != null) {
      known.put(file, key);
    }
  }

  /** The log goes with the last connection, and the next one begins another. */
  synchronized void forgetLog() {
    known.remove(log);
  }

  /** @throws BotFlowException if the file was removed, replaced or cut off since */
  synchronized void check() {
    check(known.isEmpty() ? null : wrong(file, "the store's file"));
  }

  /**
   * To be asked while a connection is open that writes.
   *
   * @throws BotFlowException if the file or its log was removed, replaced or cut off since
   */
  synchronized void checkWithLog() {
    check(known.isEmpty() ? null : wrong());
  }

  private void check(@Nullable String wrong) {
    if (wrong != null) {
      String sentence = file + ": " + wrong
          + " while the engine has it open: nothing is taken in, since it would be lost; put the file back,"
          + " or stop the engine and start it again";
      if (!wrong.equals(told)) {
        LOG.error("{}", sentence);
      }
      told = wrong;
      throw new BotFlowException(sentence);
    }
    if (told != null) {
      LOG.info("{}: the store's files are back", file);
      told = null;
    }
  }

  private @Nullable String wrong() {
    String wrong = wrong(file, "the store's file");
    return wrong == null ? wrong(log, "the write-ahead log of the store's file") : wrong;
  }

  private @Nullable String wrong(Path path, String which) {
    Object before = known.get(path);
    Object now = key(path);
    if (before == null) {
      if (now != null) {
        known.put(path, now);
      }
      return null;
    }
    if (now == null) {
      return which + " was removed";
    }
    if (!before.equals(now)) {
      return which + " was replaced";
    }
    return null;
  }

  /** Which file it is, as far as the disk can tell; null if there is none, or it is empty where it cannot be. */
  private @Nullable Object key(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (path.equals(file) && attributes.size() == 0 && known.containsKey(path)) {
        return null;
      }
      return Objects.requireNonNullElse(attributes.fileKey(), "there");
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new BotFlowException(file + ": the store's file cannot be looked at", e);
    }
  }
}
