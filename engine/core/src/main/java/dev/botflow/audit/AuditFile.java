package dev.botflow.audit;

import dev.botflow.error.BotFlowException;
import dev.botflow.file.DurableFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An audit in a file: a line of JSON for each entry, with its number and the hash of the line before, so that a line that
 * was changed, put in or taken out shows. Lines are only ever added. Any number of programs may write to one file; none
 * does so while another does. An entry takes a wait for the disk.
 */
public final class AuditFile implements Audit {
  /** More than a line can be long. */
  private static final int MOST_LINE = 64 * 1024;

  // The system's lock is one of the whole program, and refuses its other threads.
  private static final Object THREADS = new Object();

  private final Path file;

  private AuditFile(Path file) {
    this.file = file;
  }

  /** @param file made, with its folder, by the first entry */
  public static AuditFile of(Path file) {
    return new AuditFile(file.toAbsolutePath());
  }

  @Override
  public void add(AuditEntry entry) {
    synchronized (THREADS) {
      try {
        Path folder = file.getParent();
        boolean made = !Files.exists(file);
        if (made && folder != null) {
          Files.createDirectories(folder);
        }
        try (FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE);
            FileLock lock = channel.lock()) {
          if (!lock.isValid()) {
            throw new IOException("the lock was lost at once");
          }
          add(entry, channel);
        }
        if (made && folder != null) {
          DurableFile.sync(folder);
        }
      } catch (IOException e) {
        throw new BotFlowException(
            file + ": expected an audit that can be written to, but failed: " + e.getMessage(), e);
      }
    }
  }

  private void add(AuditEntry entry, FileChannel channel) throws IOException {
    long end = channel.size();
    Tail tail = Tail.of(channel);
    // Only the line's end may be missing.
    boolean cut = tail.rest != null && !isLine(tail.rest);
    byte[] last = cut || tail.rest == null ? tail.line : tail.rest;
    long number = last == null ? 1 : readLast(last).number() + 1;
    byte[] before = tail.rest != null ? tail.rest : tail.line;
    String chain = before == null ? AuditLine.NOTHING : AuditLine.hash(before);
    String line = new AuditLine(number, entry, cut, chain).json();
    if (line.length() > MOST_LINE / 4) {
      throw new BotFlowException(file + ": expected a line of at most " + MOST_LINE / 4
          + " characters, but was " + line.length());
    }
    try {
      write(channel, end, (tail.rest != null ? "\n" : "") + line + "\n");
    } catch (IOException e) {
      try {
        channel.truncate(end);
      } catch (IOException again) {
        // The next entry finds a line that was cut off, and says so.
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private static void write(FileChannel channel, long at, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    long position = at;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
    channel.force(true);
  }

  private static boolean isLine(byte[] bytes) {
    try {
      AuditLine.read(bytes);
      return true;
    } catch (BotFlowException e) {
      return false;
    }
  }

  private AuditLine readLast(byte[] line) {
    try {
      return AuditLine.read(line);
    } catch (BotFlowException e) {
      throw new BotFlowException(
          file + ": expected an audit, to whose last line another can be added, but it is broken: "
              + e.getMessage() + "; look at it with botflow audit verify, and put it aside",
          e);
    }
  }

  /** Where it stands. */
  public AuditHead head() {
    return verify().head();
  }

  /** All entries, the first one first; of a file that is not sound those before the first broken line. */
  public List<AuditEntry> entries() {
    List<AuditEntry> entries = new ArrayList<>();
    read(line -> entries.add(line.entry()), null);
    return entries;
  }

  /** Looks at every line. */
  public AuditCheck verify() {
    return read(line -> {}, null);
  }

  /**
   * Looks at every line, and that the one of a head that was kept elsewhere is the one that was there then.
   *
   * @param kept a head this audit once had
   */
  public AuditCheck verify(AuditHead kept) {
    return read(line -> {}, kept);
  }

  private AuditCheck read(Consumer<AuditLine> listener, @Nullable AuditHead kept) {
    if (!Files.exists(file)) {
      AuditHead none = new AuditHead(0, AuditLine.NOTHING);
      boolean missing = kept != null && kept.number() > 0;
      return new AuditCheck(
          none, missing ? file + ": expected an audit, but found no file" : null, List.of());
    }
    // Not cut off, since what is written meanwhile is a whole line or none to who waits for the
    // lock.
    synchronized (THREADS) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
          FileLock lock = channel.lock(0, Long.MAX_VALUE, true);
          InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
        if (!lock.isValid()) {
          throw new IOException("the lock was lost at once");
        }
        return new AuditReading(file.toString(), kept, listener).read(bytes);
      } catch (IOException e) {
        throw new BotFlowException(
            file + ": expected an audit that can be read, but failed: " + e.getMessage(), e);
      }
    }
  }

  /** The end of the file: its last whole line, and what stands behind it without a line's end. */
  private static final class Tail {
    private final byte @Nullable [] line;
    private final byte @Nullable [] rest;

    private Tail(byte @Nullable [] line, byte @Nullable [] rest) {
      this.line = line;
      this.rest = rest;
    }

    static Tail of(FileChannel channel) throws IOException {
      long size = channel.size();
      ByteBuffer end = ByteBuffer.allocate((int) Math.min(size, 3L * MOST_LINE));
      while (end.hasRemaining()) {
        if (channel.read(end, size - end.capacity() + end.position()) < 0) {
          throw new IOException("the file became shorter while it was read");
        }
      }
      List<byte[]> lines = new ArrayList<>();
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (byte one : end.array()) {
        if (one == '\n') {
          lines.add(line.toByteArray());
          line.reset();
        } else {
          line.write(one);
        }
      }
      byte[] rest = line.size() == 0 ? null : line.toByteArray();
      // A line that was cut off once is no line, and stands before one that says so: never last.
      return new Tail(lines.isEmpty() ? null : lines.get(lines.size() - 1), rest);
    }
  }
}
