package dev.botflow.samples.leafshop;

import dev.botflow.testkit.fault.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A {@link Shop} as a program of its own, to be killed. It says {@code connecting} before it takes up what was open, and
 * {@code ready PORT} once it serves; on SIGTERM it closes, and says {@code closed}.
 */
final class ShopChild {
  /** Its own, since one who opens the log of the tests empties it. */
  static final String LOG = "target/child.log";

  private ShopChild() {}

  static ChildJvm.Start of(Shop.Orders orders) {
    return ChildJvm.of(ShopChild.class)
        .arguments(
            orders.bot().toString(),
            orders.folder().toString(),
            orders.apiUrl(),
            orders.tokenUrl(),
            orders.webhookUrl(),
            orders.drain().toString(),
            orders.settling().toString(),
            Integer.toString(orders.maxWaiting()));
  }

  public static void main(String[] args) throws InterruptedException {
    System.setProperty("org.slf4j.simpleLogger.logFile", LOG);
    Shop.Orders orders = new Shop.Orders(
        Path.of(args[0]),
        Path.of(args[1]),
        args[2],
        args[3],
        args[4],
        Duration.parse(args[5]),
        Duration.parse(args[6]),
        Integer.parseInt(args[7]));
    Shop shop = Shop.open(orders, () -> System.out.println("connecting"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      shop.close();
      System.out.println("closed");
    }));
    System.out.println("ready " + shop.port());
    new CountDownLatch(1).await();
  }
}
