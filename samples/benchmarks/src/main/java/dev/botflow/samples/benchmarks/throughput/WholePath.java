package dev.botflow.samples.benchmarks.throughput;

import dev.botflow.BotFlow;
import dev.botflow.Intake;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import dev.botflow.routing.BotVersion;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.JdkHttpEndpoint;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The leaf shop over a store: an HTTP endpoint, the connector, the engine, and nobody who takes the messages. */
final class WholePath implements AutoCloseable {
  private final SinchSimulator sinch;
  private final JdkHttpEndpoint web;
  private final BotFlow botFlow;
  private final SinchConnector connector;

  /** @param sends true to have each message taken at once; false to leave it in the outbox, unseen by the sender */
  WholePath(BotVersion bot, Store store, boolean sends, Times times) {
    sinch = SinchSimulator.builder()
        .project(Calls.PROJECT)
        .app(Calls.APP)
        .key("key", "secret")
        .channels("SMS")
        .start();
    web = JdkHttpEndpoint.open(0, "/sinch");
    botFlow = BotFlow.builder()
        .bot(bot)
        .store(sends ? store : withoutSender(store))
        .onTurn((event, turn) -> {
          String id = event.messageId();
          if (id != null) {
            times.stored(Integer.parseInt(id.substring(id.length() - 9)));
          }
        })
        .build();
    SinchConfig config = SinchConfig.of(Calls.PROJECT, Calls.APP, "key", "secret", Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
        .webhookSecrets(Calls.SECRET);
    connector = SinchConnector.connect(config, takingAtOnce(botFlow));
    web.serve(connector);
  }

  int port() {
    return web.url().getPort();
  }

  private static Intake takingAtOnce(BotFlow botFlow) {
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
        botFlow.connect(appId, takingAtOnce(transport));
      }
    };
  }

  private static Transport takingAtOnce(Transport transport) {
    return new Transport() {
      @Override
      public InboundEvent read(byte[] body, Instant receivedAt) {
        return transport.read(body, receivedAt);
      }

      @Override
      public CompletionStage<SendOutcome> send(Outgoing message) {
        return CompletableFuture.completedFuture(new SendOutcome.Sent("S" + message.id()));
      }
    };
  }

  /** The same store, whose outbox looks empty to who would send. */
  private static Store withoutSender(Store store) {
    return (Store) Proxy.newProxyInstance(
        WholePath.class.getClassLoader(),
        new Class<?>[] {Store.class},
        (proxy, method, values) -> switch (method.getName()) {
          case "dueRows" -> List.of();
          case "nextRow" -> Optional.empty();
          default -> {
            try {
              yield method.invoke(store, values);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          }
        });
  }

  @Override
  public void close() {
    web.close();
    botFlow.close();
    connector.close();
    sinch.close();
  }
}
