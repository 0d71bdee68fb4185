package dev.botflow.samples.leafshop;

import dev.botflow.BotFlow;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.sinch.JdkHttpEndpoint;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.Timeouts;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.jdbc.JdbcStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The leaf shop as its own platform runs it: a bot, a SQLite store with a {@link Witness} before it, the
 * connector and its endpoint. In a test's JVM, or in a {@link ShopChild}.
 */
final class Shop implements AutoCloseable {
  static final String KEY_ID = "leaf-shop-key";
  static final String KEY_SECRET = "leaf-shop-secret";
  static final String WEBHOOK_SECRET = "leaf-shop-webhook";

  /** Calls that are cut end at once; a slow machine is no fault. */
  private static final Timeouts PATIENT = new Timeouts(
      Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(2));

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
   * @param bot the folder of its bot
   * @param folder where its store and the witness' file are
   * @param apiUrl where Sinch's API is
   * @param tokenUrl where its tokens are
   * @param webhookUrl where Sinch reaches the shop
   * @param drain how long closing waits
   * @param settling how long a message of unknown outcome waits for a report
   * @param maxWaiting events that may wait for a worker
   */
  record Orders(
      Path bot,
      Path folder,
      String apiUrl,
      String tokenUrl,
      String webhookUrl,
      Duration drain,
      Duration settling,
      int maxWaiting) {

    Orders bot(Path newBot) {
      return new Orders(newBot, folder, apiUrl, tokenUrl, webhookUrl, drain, settling, maxWaiting);
    }

    Orders drain(Duration newDrain) {
      return new Orders(bot, folder, apiUrl, tokenUrl, webhookUrl, newDrain, settling, maxWaiting);
    }

    Orders settling(Duration newSettling) {
      return new Orders(bot, folder, apiUrl, tokenUrl, webhookUrl, drain, newSettling, maxWaiting);
    }

    Orders maxWaiting(int most) {
      return new Orders(bot, folder, apiUrl, tokenUrl, webhookUrl, drain, settling, most);
    }

    /** Quick retries: hours of bad network in a second. */
    private RuntimeLimits limits() {
      return RuntimeLimits.DEFAULT
          .maxWaiting(maxWaiting)
          .retries(Duration.ofMillis(20), Duration.ofMillis(200))
          .settling(settling)
          .drain(drain);
    }
  }

  static Path database(Path folder) {
    return folder.resolve("shop.db");
  }

  /** While this file is there the shop's own system answers nothing, so that no turn goes on. */
  static Path stalled(Path folder) {
    return folder.resolve("stalled");
  }

  static Path witness(Path folder) {
    return folder.resolve("witness.txt");
  }

  /** @param connecting runs when all is loaded, before what was open is taken up */
  static Shop open(Orders orders, Runnable connecting) {
    Witness witness = new Witness(witness(orders.folder));
    BackOffice office = new BackOffice();
    RetentionPolicy keeping = RetentionPolicy.standard().withTraces(1_000_000);
    BotFlow botFlow = BotFlow.builder()
        .bot(Bots.load(orders.bot))
        .store(witness.of(JdbcStore.sqlite(database(orders.folder), Clock.systemUTC(), keeping)))
        .key(MESSAGE_KEY.getBytes(StandardCharsets.US_ASCII))
        .action("shop.findOrder", office::find)
        .facts(event -> known(stalled(orders.folder)))
        .desk(office::handover)
        .onTurn(office::turned)
        .limits(orders.limits())
        .build();
    office.open(botFlow);
    connecting.run();
    JdkHttpEndpoint web = JdkHttpEndpoint.open(0, "/sinch");
    SinchConfig config = SinchConfig.of(
            Platform.PROJECT, Platform.APP, KEY_ID, KEY_SECRET, Region.EU)
        .baseUrls(orders.apiUrl, orders.tokenUrl)
        .timeouts(PATIENT)
        .webhook(orders.webhookUrl, WEBHOOK_SECRET);
    SinchConnector connector = SinchConnector.connect(config, witness.of(botFlow));
    web.serve(connector);
    return new Shop(web, botFlow, connector, witness);
  }

  /** Nothing is known of anybody, and not even that while the file is there. */
  private static Map<String, Object> known(Path stalled) {
    while (Files.exists(stalled)) {
      LockSupport.parkNanos(1_000_000);
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
