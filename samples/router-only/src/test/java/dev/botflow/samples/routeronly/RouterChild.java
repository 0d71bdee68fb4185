package dev.botflow.samples.routeronly;

import dev.botflow.BotFlow;
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

  /** @param args the bot, a folder for the store, Sinch's address, its tokens', project, app and the webhook's address */
  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[1]);
    BotFlow botFlow =
        RouterOnly.open(Path.of(args[0]), folder.resolve("store.db"), new Slow(folder));
    JdkHttpEndpoint web = JdkHttpEndpoint.open(0, "/sinch");
    SinchConfig config = SinchConfig.of(args[4], args[5], KEY_ID, KEY_SECRET, Region.EU)
        .baseUrls(args[2], args[3])
        .webhook(args[6], "router-only-webhook");
    web.serve(SinchConnector.connect(config, botFlow));
    System.out.println("ready " + web.url().getPort());
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
