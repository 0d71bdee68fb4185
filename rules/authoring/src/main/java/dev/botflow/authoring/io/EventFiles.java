package dev.botflow.authoring.io;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.InboundEvent;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.webhook.SinchEvents;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Webhook bodies from files: one body a file, or one a line where the name ends in {@code .jsonl} or {@code .ndjson}. What
 * cannot be read is reported and stepped over, as a connector does with a body it cannot read.
 */
public final class EventFiles {
  private static final int MAX_BODY_BYTES = SinchConnector.MAX_BODY_BYTES;

  private final Consumer<String> problems;
  private final Supplier<Instant> receivedAt;
  private final BiConsumer<String, InboundEvent> then;
  private boolean allRead = true;

  private EventFiles(
      Consumer<String> problems,
      Supplier<Instant> receivedAt,
      BiConsumer<String, InboundEvent> then) {
    this.problems = problems;
    this.receivedAt = receivedAt;
    this.then = then;
  }

  /**
   * Reads events in order.
   *
   * @param receivedAt the time of a body that names none
   * @param then called with each event and where it stands: the file as given, for a line {@code name.jsonl:LINE}
   * @return unusable if any could not be read
   */
  public static ExitCode each(
      List<String> files,
      Streams streams,
      Supplier<Instant> receivedAt,
      BiConsumer<String, InboundEvent> then) {
    EventFiles reader = new EventFiles(streams::problem, receivedAt, then);
    files.forEach(reader::file);
    return reader.allRead ? ExitCode.FINE : ExitCode.UNUSABLE;
  }

  /**
   * Reads the events of one file that is in memory, in order.
   *
   * @param file its name
   * @param bytes what it holds
   * @param problems is told what cannot be read, a sentence each
   * @param receivedAt the time of a body that names none
   * @param then called with each event and where it stands, as for files
   */
  public static void of(
      String file,
      byte[] bytes,
      Consumer<String> problems,
      Supplier<Instant> receivedAt,
      BiConsumer<String, InboundEvent> then) {
    EventFiles reader = new EventFiles(problems, receivedAt, then);
    try {
      reader.read(file, new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError("memory can be read", e);
    }
  }

  private void read(String file, InputStream in) throws IOException {
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      lines(file, in);
    } else {
      event(file, in.readNBytes(MAX_BODY_BYTES + 1));
    }
  }

  private void file(String file) {
    try (InputStream in = new BufferedInputStream(InputText.open(file))) {
      read(file, in);
    } catch (BotFlowException e) {
      unreadable(e);
    } catch (IOException e) {
      unreadable(InputText.unreadable(file, e));
    }
  }

  private void lines(String file, InputStream in) throws IOException {
    FileLines lines = new FileLines(in, MAX_BODY_BYTES);
    byte[] line = lines.next();
    while (line != null) {
      if (!blank(line)) {
        event(file + ":" + lines.number(), line);
      }
      line = lines.next();
    }
  }

  private static boolean blank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private void event(String place, byte[] body) {
    InboundEvent event = read(place, body);
    if (event != null) {
      then.accept(place, event);
    }
  }

  private @Nullable InboundEvent read(String place, byte[] body) {
    if (body.length > MAX_BODY_BYTES) {
      unreadable(new BotFlowException(
          place + ": webhook body: expected at most " + MAX_BODY_BYTES + " bytes, but was more"));
      return null;
    }
    try {
      return SinchEvents.read(body, receivedAt.get());
    } catch (BotFlowException e) {
      unreadable(new BotFlowException(place + ": " + e.getMessage(), e));
      return null;
    }
  }

  private void unreadable(BotFlowException problem) {
    allRead = false;
    problems.accept(String.valueOf(problem.getMessage()));
  }
}
