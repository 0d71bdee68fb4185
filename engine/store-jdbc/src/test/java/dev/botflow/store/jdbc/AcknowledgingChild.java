package dev.botflow.store.jdbc;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.store.InboxEntry;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** A program that stores events as fast as it can, and says which ones are stored, until it is killed. */
final class AcknowledgingChild {
  private static final int THREADS = 4;

  private AcknowledgingChild() {}

  public static void main(String[] args) {
    Path file = Path.of(args[0]);
    String round = args[1];
    JdbcStore store = JdbcStore.sqlite(file);
    PrintStream out = System.out;
    for (int thread = 0; thread < THREADS; thread++) {
      String prefix = round + "-" + thread + "-";
      new Thread(() -> {
            for (int number = 0; ; number++) {
              String id = prefix + number;
              store.add(entry(id));
              // One write, after the event is durable: what the parent reads here was promised.
              out.print(id + "\n");
              out.flush();
            }
          })
          .start();
    }
  }

  static InboxEntry entry(String id) {
    ChannelContext context = new ChannelContext(Channel.SMS, null, "C-" + id, "APP", null, null);
    return new InboxEntry(
        id, SessionKey.of(context), "APP", id.getBytes(StandardCharsets.UTF_8), Instant.now());
  }
}
