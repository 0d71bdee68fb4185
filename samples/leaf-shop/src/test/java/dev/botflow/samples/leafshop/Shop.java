package dev.botflow.samples.leafshop;

import dev.botflow.BotFlow;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.sinch.JdkHttpEndpoint;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.jdbc.JdbcStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The leaf shop as its own platform runs it: the shipped bot, a SQLite store with a {@link Witness} before it, the
 * connector and its endpoint. In a test's JVM, or in a {@link ShopChild}.
 */
final class Shop implements AutoCloseable {
  static final String KEY_ID = "leaf-shop-key";
  static final String KEY_SECRET = "leaf-shop-secret";
  static final String WEBHOOK_SECRET = "leaf-shop-webhook";
  private static final String MESSAGE_KEY = "a key of 32 bytes for message ids";

  private final JdkHttpEndpoint web;
  private final BotFlow botFlow;
  private final SinchConnector connector;
  private final Witness witness;

  private Shop(JdkHttpEndpoint web, BotFlow botFlow, SinchConnector connector, Witness witness) {
    this.web = web;
    this.botFlow = botFlow;
    this.connector = connector;
    this.witness = witness;
  }

  /**
   * What it is told.
   *
   * @param folder where its store and the witness' file are
   * @param apiUrl where Sinch's API is
   * @param tokenUrl where its tokens are
   * @param webhookUrl where Sinch reaches the shop
   * @param drain how long closing waits
   * @param settling how long a message of unknown outcome waits for a report
   * @param maxWaiting events that may wait for a worker
   * @param facts how long the shop's own system takes to tell what it knows of a contact, for each event
   */
  record Orders(
      Path folder,
      String apiUrl,
      String tokenUrl,
      String webhookUrl,
      Duration drain,
      Duration settling,
      int maxWaiting,
      Duration facts) {

    Orders drain(Duration newDrain) {
      return new Orders(
          folder, apiUrl, tokenUrl, webhookUrl, newDrain, settling, maxWaiting, facts);
    }

    Orders settling(Duration newSettling) {
      return new Orders(
          folder, apiUrl, tokenUrl, webhookUrl, drain, newSettling, maxWaiting, facts);
    }

    Orders maxWaiting(int most) {
      return new Orders(folder, apiUrl, tokenUrl, webhookUrl, drain, settling, most, facts);
    }

    Orders facts(Duration time) {
      return new Orders(folder, apiUrl, tokenUrl, webhookUrl, drain, settling, maxWaiting, time);
    }

    /** Quick retries: hours of bad network in a second. */
    private RuntimeLimits limits() {
      RuntimeLimits standard = RuntimeLimits.DEFAULT;
      return new RuntimeLimits(
          standard.workers(),
          maxWaiting,
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          standard.maxMessageAge(),
          settling,
          drain);
    }
  }

  static Path database(Path folder) {
    return folder.resolve("shop.db");
  }

  static Path witness(Path folder) {
    return folder.resolve("witness.txt");
  }

  /** @param connecting runs when all is loaded, before what was open is taken up */
  static Shop open(Orders orders, Runnable connecting) {
    Witness witness = new Witness(witness(orders.folder));
    // The shop's own system takes a moment, so that calls are under way when a kill comes.
    OrderBook book = new OrderBook(LocalDate.now(Clock.systemUTC()));
    Executor soon = CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS);
    RetentionPolicy keeping = RetentionPolicy.standard().withTraces(1_000_000);
    BotFlow botFlow = BotFlow.builder()
        .bot(Bots.load(Bots.shipped()))
        .store(witness.of(JdbcStore.sqlite(database(orders.folder), Clock.systemUTC(), keeping)))
        .key(MESSAGE_KEY.getBytes(StandardCharsets.US_ASCII))
        .action(
            "shop.findOrder",
            request -> CompletableFuture.supplyAsync(() -> request, soon).thenCompose(book::find))
        .facts(event -> known(orders.facts))
        .desk(request -> CompletableFuture.completedFuture(null))
        .limits(orders.limits())
        .build();
    connecting.run();
    JdkHttpEndpoint web = JdkHttpEndpoint.open(0, "/sinch");
    SinchConfig config = SinchConfig.of(
            Platform.PROJECT, Platform.APP, KEY_ID, KEY_SECRET, Region.EU)
        .baseUrls(orders.apiUrl, orders.tokenUrl)
        .webhook(orders.webhookUrl, WEBHOOK_SECRET);
    SinchConnector connector = SinchConnector.connect(config, witness.of(botFlow));
    web.serve(connector);
    return new Shop(web, botFlow, connector, witness);
  }

  /** Nothing, after a while. */
  private static Map<String, Object> known(Duration time) {
    if (!time.isZero()) {
      LockSupport.parkNanos(time.toNanos());
    }
    return new LinkedHashMap<>();
  }

  int port() {
    return web.url().getPort();
  }

  SinchConnector connector() {
    return connector;
  }

  @Override
  public void close() {
    web.close();
    botFlow.close();
    connector.close();
    witness.close();
  }
}
