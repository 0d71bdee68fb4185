package dev.botflow.samples.leafshop;

import dev.botflow.BotFlow;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.JdkHttpEndpoint;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import java.net.URI;

/** A second way into an engine of its own, with signatures off, for tests of what that refuses. */
final class UnsignedDoor implements AutoCloseable {
  private final SinchSimulator sinch;
  private final BotFlow botFlow;
  private final SinchConnector connector;
  private final JdkHttpEndpoint web;

  private UnsignedDoor(
      SinchSimulator sinch, BotFlow botFlow, SinchConnector connector, JdkHttpEndpoint web) {
    this.sinch = sinch;
    this.botFlow = botFlow;
    this.connector = connector;
    this.web = web;
  }

  static UnsignedDoor open() {
    SinchSimulator sinch = SinchSimulator.builder()
        .project(Platform.PROJECT)
        .app(Platform.APP)
        .key("key", "secret")
        .start();
    BotFlow botFlow = BotFlow.builder()
        .bot(Bots.load(Bots.acceptance()))
        .absent("shop.findOrder", "handover")
        .build();
    SinchConfig config = SinchConfig.of(Platform.PROJECT, Platform.APP, "key", "secret", Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
        .unsigned();
    JdkHttpEndpoint web = JdkHttpEndpoint.open(0, "/sinch");
    SinchConnector connector = SinchConnector.connect(config, botFlow);
    web.serve(connector);
    return new UnsignedDoor(sinch, botFlow, connector, web);
  }

  URI url() {
    return web.url();
  }

  SinchConnector connector() {
    return connector;
  }

  @Override
  public void close() {
    web.close();
    sinch.close();
    botFlow.close();
    connector.close();
  }
}
