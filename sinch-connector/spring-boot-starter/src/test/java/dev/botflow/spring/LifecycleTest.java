package dev.botflow.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.BotFlow;
import dev.botflow.Intake;
import dev.botflow.event.ChannelContext;
import dev.botflow.simulator.SinchSimulator;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Refuse, drain, close: in order with Boot's web server. */
class LifecycleTest {
  private static final ChannelContext SOMEBODY =
      new ChannelContext(null, null, "C1", "APP1", null, null);
  private final SinchSimulator sinch = Host.simulator();

  @TempDir
  private Path folder;

  @AfterEach
  void stop() {
    sinch.close();
  }

  /** What the host's own beans see, at two moments of the start and of the stop. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({Host.Application.class, WebhookTest.Secured.class})
  static class Watching {

    @Bean
    Map<String, String> seen() {
      return new LinkedHashMap<>();
    }

    /** Between the web server and the gate. */
    @Bean
    Moment behindTheWebServer(Map<String, String> seen, BotFlow botFlow, Environment environment) {
      return new Moment("web server up", -1000, seen, botFlow, environment);
    }

    /** Between the engine and the web server. */
    @Bean
    Moment beforeTheWebServer(Map<String, String> seen, BotFlow botFlow, Environment environment) {
      return new Moment("web server down", -2500, seen, botFlow, environment);
    }
  }

  /** A bean of the host's that starts and stops in between, and asks then. */
  static final class Moment implements SmartLifecycle {
    private final String name;
    private final int below;
    private final Map<String, String> seen;
    private final BotFlow botFlow;
    private final Environment environment;
    private boolean running;

    Moment(
        String name,
        int below,
        Map<String, String> seen,
        BotFlow botFlow,
        Environment environment) {
      this.name = name;
      this.below = below;
      this.seen = seen;
      this.botFlow = botFlow;
      this.environment = environment;
    }

    @Override
    public void start() {
      running = true;
      seen.put(name + ", starting", posted() + ", engine " + raised("start"));
    }

    @Override
    public void stop() {
      running = false;
      seen.put(name + ", stopping", posted() + ", engine " + raised("stop"));
    }

    private Intake.Receipt raised(String when) {
      return botFlow.raise(name + when, "noticed", SOMEBODY, Map.of());
    }

    private String posted() {
      String port = environment.getProperty("local.server.port");
      return port == null ? "no port" : status("http://127.0.0.1:" + port + "/sinch");
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public int getPhase() {
      return SmartLifecycle.DEFAULT_PHASE + below;
    }
  }

  private static String status(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url))
        .POST(HttpRequest.BodyPublishers.ofString("{}"))
        .build();
    try {
      // Each with a connection of its own: an idle one would outlive the port.
      return "HTTP "
          + HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode();
    } catch (ConnectException e) {
      return "refused";
    } catch (IOException e) {
      return "broken off";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @Test
  void callsAreTakenWhenAllIsUpAndRefusedBeforeAnythingStops() {
    ConfigurableApplicationContext context =
        Host.start(Watching.class, Host.settings(sinch, folder.resolve("host.db")));
    @SuppressWarnings("unchecked")
    Map<String, String> seen = (Map<String, String>) context.getBean("seen");
    String url = Host.url(context) + "/sinch";

    // Unsigned, so that the connector itself answers.
    assertThat(status(url)).isEqualTo("HTTP 401");
    context.close();

    assertThat(seen)
        .containsExactly(
            Map.entry("web server down, starting", "no port, engine ACCEPTED"),
            Map.entry("web server up, starting", "HTTP 503, engine ACCEPTED"),
            Map.entry("web server up, stopping", "HTTP 503, engine ACCEPTED"),
            Map.entry("web server down, stopping", "refused, engine ACCEPTED"));
    assertThat(status(url)).isEqualTo("refused");
  }

  @Test
  void theEngineIsConnectedOnlyWhenAllBeansAreThere() {
    BotFlow botFlow = BotFlow.builder()
        .bot(dev.botflow.rules.BotFolder.load(
            Path.of("src/test/resources/bot"), dev.botflow.sinch.send.SinchChannelLimits.all()))
        .absent("parcels.find", "handover")
        .build();
    EngineLifecycle lifecycle = new EngineLifecycle(botFlow);

    lifecycle.connect("APP1", new SilentTransport());
    boolean before = botFlow.health().counted().containsKey("APP1");
    lifecycle.start();

    assertThat(before).isFalse();
    assertThat(botFlow.health().counted()).containsKey("APP1");
    lifecycle.stop();
    assertThatThrownBy(lifecycle::start)
        .hasMessageStartingWith("botflow: expected a new application context");
  }

  @Test
  void anApplicationStartsAgainOnTheSameStoreInTheSameProcess() {
    Path store = folder.resolve("host.db");
    for (int i = 0; i < 2; i++) {
      try (ConfigurableApplicationContext context =
          Host.start(Host.Application.class, Host.settings(sinch, store))) {
        assertThat(context.getBean(BotFlow.class).health().storeWritable()).isTrue();
      }
    }
  }

  /** Something else of the host's that fails behind the engine. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Host.Application.class)
  static class Failing {
    @Bean
    Object broken(BotFlow botFlow) {
      throw new IllegalStateException("the host's own trouble, with " + botFlow.waiting());
    }
  }

  @Test
  void aStartThatFailedLetsTheStoreGo() {
    Path store = folder.resolve("host.db");
    assertThatThrownBy(() -> Host.start(Failing.class, Host.settings(sinch, store)))
        .isInstanceOf(BeanCreationException.class);

    try (ConfigurableApplicationContext context =
        Host.start(Host.Application.class, Host.settings(sinch, store))) {
      assertThat(context.getBean(BotFlow.class).health().storeWritable()).isTrue();
    }
  }
}
