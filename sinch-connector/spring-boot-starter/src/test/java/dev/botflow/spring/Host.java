package dev.botflow.spring;

import dev.botflow.BotFlow;
import dev.botflow.runtime.ActionRequest;
import dev.botflow.runtime.AgentDesk;
import dev.botflow.runtime.HostFacts;
import dev.botflow.simulator.SinchSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A Boot application as a host would write it, and the ways the tests start it. */
final class Host {
  static final String SECRET = "a webhook secret of the tests";
  static final String KEY_SECRET = "a key secret of the tests";

  private Host() {}

  /** Has parcels, facts and a desk; the engine is injected where it could make a circle. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {

    @Bean
    Parcels parcels(BotFlow botFlow) {
      return new Parcels(botFlow);
    }

    @Bean
    HostFacts plans() {
      return event -> Map.of("plan", "gold");
    }

    @Bean
    AgentDesk desk(HandedOver handedOver) {
      return request -> {
        handedOver.queues.add(request.name());
        return CompletableFuture.completedFuture(null);
      };
    }

    @Bean
    HandedOver handedOver() {
      return new HandedOver();
    }
  }

  /** Which queues were asked. */
  static final class HandedOver {
    final ConcurrentLinkedQueue<String> queues = new ConcurrentLinkedQueue<>();
  }

  /** The host's parcels. */
  static class Parcels {
    private final BotFlow botFlow;

    Parcels(BotFlow botFlow) {
      this.botFlow = botFlow;
    }

    // docs:begin
    @BotAction("parcels.find")
    Map<String, Object> find(ActionRequest request) {
      if ("none".equals(request.text("number"))) {
        throw new IllegalStateException("there is no such parcel");
      }
      return Map.of("day", botFlow.health().storeWritable() ? "on Friday" : "never");
    }
    // docs:end
  }

  static SinchSimulator simulator() {
    return SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", KEY_SECRET)
        .channels("SMS")
        .callbackBaseDelay(Duration.ofMillis(20))
        .start();
  }

  /** What every application of the tests is given. */
  static List<String> settings(SinchSimulator sinch, Path store, String... more) {
    List<String> settings = new ArrayList<>(List.of(
        "--server.port=0",
        "--server.address=127.0.0.1",
        "--spring.main.banner-mode=off",
        "--botflow.bot=src/test/resources/bot",
        "--botflow.store.file=" + store,
        "--botflow.sinch.project-id=P1",
        "--botflow.sinch.app-id=APP1",
        "--botflow.sinch.client-id=key",
        "--botflow.sinch.client-secret=" + KEY_SECRET,
        "--botflow.sinch.region=EU",
        "--botflow.sinch.conversation-url=" + sinch.baseUrl(),
        "--botflow.sinch.token-url=" + sinch.tokenUrl(),
        "--botflow.sinch.webhook.secrets=" + SECRET));
    for (String one : more) {
      // Given twice, Boot would join both values.
      settings.removeIf(before -> before.startsWith(one.substring(0, one.indexOf('=') + 1)));
      settings.add(one);
    }
    return settings;
  }

  static ConfigurableApplicationContext start(Class<?> application, List<String> settings) {
    return new SpringApplication(application).run(settings.toArray(String[]::new));
  }

  static String url(ConfigurableApplicationContext context) {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }
}
