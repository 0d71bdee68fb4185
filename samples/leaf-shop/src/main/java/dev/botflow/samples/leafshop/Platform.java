package dev.botflow.samples.leafshop;

import dev.botflow.BotFlow;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.model.ProcessingMode;
import dev.botflow.sinch.JdkHttpEndpoint;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.Store;
import dev.botflow.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A chatbot platform in small: a simulated Sinch, a web server for its webhooks, the engine with a bot, and the connector
 * between them. Over real sockets, with real OAuth and signatures, on loopback only.
 */
final class Platform implements AutoCloseable {
  static final String PROJECT = "5f0c2a1e-7b64-4d0e-9c1e-1eaf00000001";
  static final String APP = "01KJ1EAF5H0P00000000000APP";

  /** Channels whose contacts the sample lets write. */
  static final List<String> CHANNELS = List.of(
      "WHATSAPP", "RCS", "SMS", "MMS", "MESSENGER", "INSTAGRAM", "TELEGRAM", "LINE", "VIBERBM");

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");

  private final SinchSimulator sinch;
  private final JdkHttpEndpoint web;
  private final BotFlow botFlow;
  private final SinchConnector connector;
  private final Store store;
  private final Journal journal;

  private Platform(
      SinchSimulator sinch,
      JdkHttpEndpoint web,
      BotFlow botFlow,
      SinchConnector connector,
      Store store,
      Journal journal) {
    this.sinch = sinch;
    this.web = web;
    this.botFlow = botFlow;
    this.connector = connector;
    this.store = store;
    this.journal = journal;
  }

  /**
   * What a platform is started with.
   *
   * @param bot the bot it runs
   * @param database the SQLite file it keeps its sessions in
   * @param clock the time everything lives by, the simulated Sinch included
   * @param channels the channels of the app at Sinch
   * @param mode whether Sinch keeps contacts
   * @param port the port of the simulated Sinch; 0 for any free one
   */
  record Settings(
      BotVersion bot,
      Path database,
      Clock clock,
      List<String> channels,
      ProcessingMode mode,
      int port) {
    Settings {
      channels = List.copyOf(channels);
    }

    static Settings of(Path bot, Path database, Clock clock) {
      return new Settings(
          BotFolder.load(bot, SinchChannelLimits.all()),
          database,
          clock,
          CHANNELS,
          ProcessingMode.CONVERSATION,
          0);
    }

    Settings channels(List<String> newChannels) {
      return new Settings(bot, database, clock, newChannels, mode, port);
    }

    Settings mode(ProcessingMode newMode) {
      return new Settings(bot, database, clock, channels, newMode, port);
    }

    Settings port(int newPort) {
      return new Settings(bot, database, clock, channels, mode, newPort);
    }
  }

  /**
   * Starts everything.
   *
   * @throws dev.botflow.error.BotFlowException if something of it cannot start
   */
  static Platform start(Settings settings) {
    String keyId = "leaf-shop-key";
    String keySecret = UUID.randomUUID().toString();
    SinchSimulator sinch = SinchSimulator.builder()
        .project(PROJECT)
        .app(APP)
        .key(keyId, keySecret)
        .channels(settings.channels.toArray(String[]::new))
        .mode(settings.mode)
        .clock(settings.clock)
        .submitNotifications(true)
        .outboundPerSecond(800)
        .port(settings.port)
        .start();
    SampleContacts.register(sinch);

    // From here on it is what every platform does: a web server, a store, the engine, the
    // connector.
    JdkHttpEndpoint web = JdkHttpEndpoint.open(0, "/sinch");
    Store store = JdbcStore.sqlite(settings.database, settings.clock, RetentionPolicy.standard());
    Journal journal = new Journal(PATIENCE);
    OrderBook orders = new OrderBook(LocalDate.now(settings.clock.withZone(ZONE)));
    BotFlow botFlow = BotFlow.builder()
        .bot(settings.bot)
        .store(store)
        .clock(settings.clock)
        .action("shop.findOrder", orders::find)
        .desk(request -> CompletableFuture.completedFuture(null))
        .onTurn(journal)
        .build();
    SinchConfig config = SinchConfig.of(PROJECT, APP, keyId, keySecret, Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
        .webhook(web.url().toString(), UUID.randomUUID().toString())
        .channelProperties(senders())
        .clock(settings.clock);
    SinchConnector connector = SinchConnector.connect(config, botFlow);
    web.serve(connector);
    return new Platform(sinch, web, botFlow, connector, store, journal);
  }

  private static Map<String, String> senders() {
    Map<String, String> senders = new LinkedHashMap<>();
    senders.put("SMS_SENDER", "447700900000");
    senders.put("MMS_SENDER", "12025550100");
    return Collections.unmodifiableMap(senders);
  }

  SinchSimulator sinch() {
    return sinch;
  }

  JdkHttpEndpoint web() {
    return web;
  }

  SinchConnector connector() {
    return connector;
  }

  Store store() {
    return store;
  }

  Journal journal() {
    return journal;
  }

  /** Stops taking calls, finishes what is under way, and closes the store. */
  @Override
  public void close() {
    sinch.close();
    web.close();
    botFlow.close();
    connector.close();
  }
}
