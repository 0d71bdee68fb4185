package dev.botflow.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.simulator.SinchSimulator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Boot's health groups and meters, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private final SinchSimulator sinch = Host.simulator();
  private Path store;
  private ConfigurableApplicationContext context;

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Host.Application.class)
  static class Watched {

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
      http.csrf(csrf -> csrf.disable())
          .authorizeHttpRequests(calls -> calls.anyRequest().permitAll());
      return http.build();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    Map<String, String> seen() {
      return new LinkedHashMap<>();
    }

    /** Asks when the web server is up and the start is not over. */
    @Bean
    SmartLifecycle early(Map<String, String> seen, Environment environment) {
      return new SmartLifecycle() {
        @Override
        public void start() {
          String url = "http://127.0.0.1:" + environment.getProperty("local.server.port");
          for (String group : new String[] {"readiness", "startup"}) {
            seen.put(group, get(url + "/actuator/health/" + group));
          }
        }

        @Override
        public void stop() {
          seen.clear();
        }

        @Override
        public boolean isRunning() {
          return false;
        }

        @Override
        public int getPhase() {
          return SmartLifecycle.DEFAULT_PHASE - 1000;
        }
      };
    }
  }

  private static String get(String url) {
    try {
      return CLIENT
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    store = folder.resolve("host.db");
    context = Host.start(
        Watched.class,
        Host.settings(
            sinch,
            store,
            "--management.endpoint.health.show-details=always",
            "--management.endpoint.health.show-components=always"));
  }

  @AfterAll
  void stop() {
    context.close();
    sinch.close();
  }

  private String health(String group) {
    return get(Host.url(context) + "/actuator/health/" + group);
  }

  @Test
  void allGroupsAreUpWhenTheApplicationIs() {
    await().untilAsserted(() -> assertThat(health("readiness")).startsWith("{\"status\":\"UP\""));
    assertThat(health("startup")).startsWith("{\"status\":\"UP\"").contains("botFlow");
    assertThat(health("readiness"))
        .contains("\"takesEvents\":true", "\"lag\":0", "\"missing\":[]", "readinessState");
    assertThat(health("liveness")).startsWith("{\"status\":\"UP\"").doesNotContain("botFlow");
  }

  @Test
  void beforeTheStartIsOverItIsNotReady() {
    @SuppressWarnings("unchecked")
    Map<String, String> seen = (Map<String, String>) context.getBean("seen");

    assertThat(seen.get("readiness"))
        .startsWith("{\"status\":\"DOWN\"")
        .contains("\"takesEvents\":false");
    assertThat(seen.get("startup")).startsWith("{\"status\":\"DOWN\"");
  }

  @Test
  void aStoreThatIsGoneIsNotReadyButAlive() throws IOException {
    Path aside = store.resolveSibling("aside.db");
    Files.move(store, aside);
    try {
      await()
          .untilAsserted(() -> assertThat(health("readiness"))
              .startsWith("{\"status\":\"DOWN\"")
              .contains("storeProblem"));
      assertThat(health("liveness")).startsWith("{\"status\":\"UP\"");
    } finally {
      Files.move(aside, store);
    }
    await().untilAsserted(() -> assertThat(health("readiness")).startsWith("{\"status\":\"UP\""));
  }

  @Test
  void theEngineCountsInTheHostsRegistry() {
    MeterRegistry meters = context.getBean(MeterRegistry.class);
    sinch.addWebhook(Host.url(context) + "/sinch", Host.SECRET, "MESSAGE_INBOUND");

    assertThat(sinch.injectMessage("SMS", "46700000009", "hello").join().accepted())
        .isTrue();

    await()
        .until(() -> meters.find("botflow.events.received").tag("app", "APP1").counter() != null);
    assertThat(meters.find("botflow.lag").gauge()).isNotNull();
  }
}
