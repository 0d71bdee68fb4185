package dev.botflow.audit;

import dev.botflow.error.BotFlowException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through an audit's lines, each of which has to follow the one before. */
final class AuditReading {
  private final String file;
  private final @Nullable AuditHead kept;
  private final Consumer<AuditLine> listener;
  private final List<String> notes = new ArrayList<>();
  private AuditHead head = new AuditHead(0, AuditLine.NOTHING);
  /** The hash of the line before, whatever that is. */
  private String before = AuditLine.NOTHING;
  /** What is wrong with the line before; it may be one that was cut off. */
  private @Nullable String unread;

  private long at;

  /** @param kept a head the audit once had; null for none */
  AuditReading(String file, @Nullable AuditHead kept, Consumer<AuditLine> listener) {
    this.file = file;
    this.kept = kept;
    this.listener = listener;
  }

  AuditCheck read(InputStream bytes) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    String problem = null;
    int one = bytes.read();
    while (one >= 0 && problem == null) {
      if (one == '\n') {
        problem = next(line.toByteArray());
        line.reset();
      } else {
        line.write(one);
      }
      one = bytes.read();
    }
    if (problem == null && unread != null) {
      problem = unread;
    }
    if (problem == null && line.size() > 0) {
      notes.add(file + ": line " + (at + 1) + ": was cut off while it was written");
    }
    if (problem == null && kept != null && kept.number() > head.number()) {
      problem = file + ": expected line number " + kept.number() + ", but it ends with "
          + head.number() + ": lines were taken off its end";
    }
    return new AuditCheck(head, problem, notes);
  }

  /** What is wrong, which ends it; null for nothing. */
  private @Nullable String next(byte[] bytes) {
    at++;
    AuditLine line;
    try {
      line = AuditLine.read(bytes);
    } catch (BotFlowException e) {
      if (unread != null) {
        return unread;
      }
      unread = place() + e.getMessage();
      before = AuditLine.hash(bytes);
      return null;
    }
    String problem = following(line);
    if (problem != null) {
      return problem;
    }
    if (unread != null) {
      notes.add(file + ": line " + (at - 1) + ": was cut off while it was written");
      unread = null;
    }
    before = AuditLine.hash(bytes);
    head = new AuditHead(line.number(), before);
    if (kept != null && kept.number() == line.number() && !kept.hash().equals(before)) {
      return place() + "expected the line with hash " + kept.hash() + ", but it is another";
    }
    listener.accept(line);
    return null;
  }

  private @Nullable String following(AuditLine line) {
    if (unread != null && !line.cut()) {
      return unread;
    }
    if (unread == null && line.cut()) {
      return place() + "expected a line before it that was cut off, but that is whole";
    }
    if (line.number() != head.number() + 1) {
      return place() + "expected number " + (head.number() + 1) + ", but was " + line.number()
          + ": lines were taken out or put in";
    }
    if (!line.chain().equals(before)) {
      return place() + "expected the hash of the line before, but was another: line " + (at - 1)
          + " was changed";
    }
    return null;
  }

  private String place() {
    return file + ": line " + at + ": ";
  }
}
