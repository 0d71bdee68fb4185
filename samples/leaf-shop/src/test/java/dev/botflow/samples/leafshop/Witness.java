package dev.botflow.samples.leafshop;

import dev.botflow.BotFlow;
import dev.botflow.Intake;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.store.Commit;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Stands between the engine and its store, and between the engine and its transport, in a program that will be killed,
 * and writes down what it sees: one write a line, so that SIGKILL leaves whole lines. What it says of a turn may not have
 * been stored, if the kill came in between; the store tells.
 */
final class Witness implements AutoCloseable {
  /** Behind the app, in the dedupe keys of what a host tells of its agents. */
  static final String AGENT = ":agent:";

  private final FileChannel file;

  Witness(Path path) {
    try {
      file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same store; {@code turn} is written before each turn is stored, {@code raised} after each event of the host's own
   * was.
   */
  Store of(Store store) {
    return (Store) Proxy.newProxyInstance(
        Witness.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, values) -> {
          Object value = values != null && values.length == 1 ? values[0] : null;
          if (value instanceof Commit commit) {
            turn(commit);
          }
          Object result;
          try {
            result = method.invoke(store, values);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          if (value instanceof InboxEntry entry && Boolean.TRUE.equals(result)) {
            raised(entry);
          }
          return result;
        });
  }

  /** What it says, sets and calls, and the contact that it merges into its own. */
  private void turn(Commit commit) {
    List<String> messages = commit.outbox().stream().map(OutboxRow::id).toList();
    List<String> timers = commit.timers().stream().map(Timer::firing).toList();
    List<String> calls =
        commit.calls().stream().map(call -> "call:" + call.id()).toList();
    Session gone = commit.absorbed();
    write(String.join(
        "\t",
        "turn",
        commit.key().value(),
        String.valueOf(commit.session().version()),
        commit.handled(),
        String.join(",", messages),
        String.join(",", timers),
        String.join(",", calls),
        gone == null ? "" : gone.key().value(),
        gone == null ? "" : String.valueOf(gone.version())));
  }

  private void raised(InboxEntry entry) {
    if (entry.dedupeKey().startsWith(Platform.APP + AGENT)) {
      write("raised\t" + entry.dedupeKey());
    }
  }

  /** The same intake; {@code unknown} is written for each attempt whose outcome the transport does not know. */
  Intake of(BotFlow botFlow) {
    return new Intake() {
      @Override
      public Receipt accept(InboundEvent event, byte[] raw) {
        return botFlow.accept(event, raw);
      }

      @Override
      public void giveUp(String appId, byte[] raw, String reason) {
        botFlow.giveUp(appId, raw, reason);
      }

      @Override
      public void connect(String appId, Transport transport) {
        botFlow.connect(appId, of(transport));
      }
    };
  }

  private Transport of(Transport transport) {
    return new Transport() {
      @Override
      public InboundEvent read(byte[] body, Instant receivedAt) {
        return transport.read(body, receivedAt);
      }

      @Override
      public CompletionStage<SendOutcome> send(Outgoing message) {
        return transport.send(message).whenComplete((outcome, problem) -> {
          if (!(outcome instanceof SendOutcome.Sent || outcome instanceof SendOutcome.Retry)) {
            write("unknown\t" + message.id());
          }
        });
      }
    };
  }

  private void write(String line) {
    try {
      file.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
