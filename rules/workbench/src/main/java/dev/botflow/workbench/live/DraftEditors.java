package dev.botflow.workbench.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed a draft since it was published last: none of them may approve it. Kept in the folder of versions, since the
 * workbench may be closed between the change and the review.
 */
final class DraftEditors {
  private static final Logger LOG = LoggerFactory.getLogger(DraftEditors.class);

  private final Path file;
  private final Set<String> names = new TreeSet<>();
  private long edits;
  private boolean read;

  DraftEditors(Path versions, Path draft) {
    this.file = versions.resolve("editors").resolve(name(draft) + ".txt");
  }

  private static String name(Path draft) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256")
          .digest(draft.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** Somebody is about to change the draft. */
  synchronized void edits(String name) {
    read();
    edits++;
    if (names.add(name)) {
      write();
    }
  }

  synchronized Set<String> all() {
    read();
    return new LinkedHashSet<>(names);
  }

  /** How often somebody was about to change the draft. */
  synchronized long edits() {
    return edits;
  }

  /** The draft is what was published, unless somebody changed it meanwhile. */
  synchronized void published(long editsBefore) {
    if (edits == editsBefore) {
      names.clear();
      write();
    }
  }

  private void read() {
    if (read) {
      return;
    }
    try {
      Files.readString(file).lines().filter(line -> !line.isBlank()).forEach(names::add);
      read = true;
    } catch (NoSuchFileException e) {
      read = true;
    } catch (IOException e) {
      LOG.warn("who changed the draft before cannot be read: {}", e.getClass().getSimpleName());
    }
  }

  private void write() {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          String.join(
              "\n", names.stream().map(name -> name.replaceAll("\\R", " ")).toList()));
    } catch (IOException e) {
      // They are known as long as this program runs; an edit must not fail for it.
      LOG.warn("who changes the draft cannot be kept: {}", e.getClass().getSimpleName());
    }
  }
}
