package dev.botflow.samples.routeronly;

import dev.botflow.BotFlow;
import dev.botflow.event.ChannelContext;
import dev.botflow.message.HostMessage;
import dev.botflow.message.SendResult;
import dev.botflow.sinch.JdkHttpEndpoint;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** The sample as a program of its own, to be killed: it notes each call before its dialogue answers. */
final class RouterChild {
  static final String KEY_ID = "router-only";
  static final String KEY_SECRET = "router-only-secret";

  private RouterChild() {}

  /** While this file is there no dialogue answers. */
  static Path stalled(Path folder) {
    return folder.resolve("stalled");
  }

  /** A line for each call: its id. */
  static Path calls(Path folder) {
    return folder.resolve("calls.txt");
  }

  /** A line for each message that the platform wants sent: contact, blank, key. Nobody strikes out what was sent. */
  static Path notices(Path folder) {
    return folder.resolve("notices.txt");
  }

  /** A line for each answer of the engine: key, blank, id of the message. */
  static Path queued(Path folder) {
    return folder.resolve("queued.txt");
  }

  /** Asks for all notices from the first one on, as a platform does that does not know where it was killed. */
  private static void notify(BotFlow botFlow, Path folder, String app) throws IOException {
    if (!Files.exists(notices(folder))) {
      return;
    }
    for (String line : Files.readAllLines(notices(folder))) {
      String[] notice = line.split(" ");
      SendResult result = botFlow.send(
          new ChannelContext(null, null, notice[0], app, null, null),
          HostMessage.text(notice[1], "Notice " + notice[1]));
      Files.write(
          queued(folder),
          List.of(notice[1] + " " + ((SendResult.Queued) result).id()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /** @param args the bot, a folder for the store, Sinch's address, its tokens', project, app and the webhook's address */
  public static void main(String[] args) throws InterruptedException, IOException {
    Path folder = Path.of(args[1]);
    BotFlow botFlow =
        RouterOnly.open(Path.of(args[0]), folder.resolve("store.db"), new Slow(folder));
    JdkHttpEndpoint web = JdkHttpEndpoint.open(0, "/sinch");
    SinchConfig config = SinchConfig.of(args[4], args[5], KEY_ID, KEY_SECRET, Region.EU)
        .baseUrls(args[2], args[3])
        .webhook(args[6], "router-only-webhook");
    web.serve(SinchConnector.connect(config, botFlow));
    System.out.println("ready " + web.url().getPort());
    notify(botFlow, folder, args[5]);
    new CountDownLatch(1).await();
  }

  private static final class Slow extends Dialogues {
    private final Path folder;

    Slow(Path folder) {
      this.folder = folder;
    }

    @Override
    Said next(String id, String name, boolean begins, String text, Map<String, Object> with) {
      note(id);
      while (Files.exists(stalled(folder))) {
        LockSupport.parkNanos(1_000_000);
      }
      return super.next(id, name, begins, text, with);
    }

    private synchronized void note(String id) {
      try {
        Files.write(
            calls(folder), List.of(id), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
