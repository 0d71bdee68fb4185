package dev.botflow.samples.leafshop;

import dev.botflow.simulator.SimulatorBuilder;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.callback.CallbackAttempt;
import dev.botflow.simulator.http.Faults;
import dev.botflow.testkit.fault.ChildJvm;
import dev.botflow.testkit.fault.Fault;
import dev.botflow.testkit.fault.FaultProxy;
import dev.botflow.testkit.fault.FaultScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * All that is around a {@link Shop}: a simulated Sinch, a proxy on the way there and one on the way back. The way
 * back keeps its address while shops come and go.
 */
final class Town implements AutoCloseable {
  private static final int CALLBACK_ATTEMPTS = 8;

  /** What the network does to calls of Sinch and to webhook calls. */
  private static final Fault[] NETWORK = {
    Fault.cutBefore(),
    Fault.cutAfter(),
    Fault.cutAfter().reset(),
    Fault.cutAnswer(30),
    Fault.delay(Duration.ofMillis(30)),
    Fault.throttle(50_000)
  };

  /** What Sinch does to sends. */
  private static final List<Faults.Fault> SINCH = List.of(
      Faults.status(429),
      Faults.status(500),
      Faults.status(503),
      Faults.closeBefore().reset(),
      Faults.closeAfter().reset(),
      Faults.cutAnswer(),
      Faults.drip(Duration.ofMillis(40)));

  private final SinchSimulator sinch;
  private final FaultProxy toSinch;
  private final FaultProxy toShop;
  private final Path folder;

  private Town(SinchSimulator sinch, Path folder) {
    this.sinch = sinch;
    this.folder = folder;
    this.toSinch = FaultProxy.before(java.net.URI.create(sinch.baseUrl()).getPort());
    this.toShop = FaultProxy.before(toSinch.port());
  }

  /** A Sinch that reports each message as submitted and delivered. */
  static Town of(Path folder) {
    return of(folder, sinch -> sinch.submitNotifications(true).deliveryReports("DELIVERED"));
  }

  static Town of(Path folder, UnaryOperator<SimulatorBuilder> settings) {
    SimulatorBuilder sinch = SinchSimulator.builder()
        .project(Platform.PROJECT)
        .app(Platform.APP)
        .key(Shop.KEY_ID, Shop.KEY_SECRET)
        .channels("WHATSAPP", "SMS")
        .callbackBaseDelay(Duration.ofMillis(20))
        .callbackMaxAttempts(CALLBACK_ATTEMPTS);
    return new Town(settings.apply(sinch).start(), folder);
  }

  SinchSimulator sinch() {
    return sinch;
  }

  FaultProxy toSinch() {
    return toSinch;
  }

  FaultProxy toShop() {
    return toShop;
  }

  Path folder() {
    return folder;
  }

  /** A shop with the bot that analysts copy. */
  Shop.Orders orders() {
    return new Shop.Orders(
        Bots.shipped(),
        folder,
        toSinch.url(),
        sinch.tokenUrl(),
        toShop.url() + "/sinch",
        Duration.ofSeconds(10),
        Duration.ofMillis(200),
        10_000);
  }

  /** A shop with the bot that a {@link Crowd} can lead everywhere. */
  Shop.Orders underLoad() {
    return orders().bot(Bots.underLoad());
  }

  /** Waits until the shop serves, and leads webhook calls to it. */
  void open(ChildJvm shop) {
    toShop.to(Integer.parseInt(shop.awaitLine("ready ")));
  }

  /** The same with a shop in this JVM. */
  Shop open(Shop.Orders orders) {
    Shop shop = Shop.open(orders, () -> {});
    toShop.to(shop.port());
    return shop;
  }

  /** Things go wrong from now on: on both ways, at Sinch, and with callbacks. */
  void spoil(Random random, int faults) {
    toSinch.script(FaultScript.random(random.nextLong(), 0.05, NETWORK));
    toShop.script(FaultScript.random(random.nextLong(), 0.1, NETWORK));
    for (int i = 0; i < faults; i++) {
      sinch.faults().next(Faults.Kind.SEND, 1, SINCH.get(random.nextInt(SINCH.size())));
      sinch.callbackFaults().duplicate(1, 1 + random.nextInt(3));
    }
  }

  /** Nothing goes wrong any more. */
  void mend() {
    toSinch.script(FaultScript.of());
    toShop.script(FaultScript.of());
    sinch.faults().clear();
    sinch.callbackFaults().clear();
  }

  /** Webhook calls answered 2xx. */
  List<CallbackAttempt> acknowledged() {
    return sinch.callbackAttempts().stream().filter(CallbackAttempt::accepted).toList();
  }

  @Override
  public void close() {
    toShop.close();
    toSinch.close();
    sinch.close();
  }
}
