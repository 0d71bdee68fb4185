package dev.botflow.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

  private JsonNode health(String group) {
    return json(get(Host.url(context) + "/actuator/health/" + group));
  }

  /** Its members stand in another order from Boot 4 on. */
  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String status(JsonNode health) {
    return health.path("status").asText();
  }

  private static JsonNode details(JsonNode health) {
    return health.path("components").path("botFlow").path("details");
  }

  @Test
  void allGroupsAreUpWhenTheApplicationIs() {
    await().until(() -> status(health("readiness")).equals("UP"));
    JsonNode readiness = health("readiness");
    JsonNode startup = health("startup");
    JsonNode liveness = health("liveness");

    assertThat(readiness.path("components").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("botFlow", "readinessState");
    assertThat(details(readiness).path("takesEvents").asBoolean()).isTrue();
    assertThat(details(readiness).path("lag").asInt(-1)).isZero();
    assertThat(details(readiness).path("apps").toString()).isEqualTo("{\"APP1\":[]}");
    assertThat(status(startup)).isEqualTo("UP");
    assertThat(startup.path("components").has("botFlow")).isTrue();
    assertThat(status(liveness)).isEqualTo("UP");
    assertThat(liveness.path("components").has("botFlow")).isFalse();
  }

  @Test
  void beforeTheStartIsOverItIsNotReady() {
    @SuppressWarnings("unchecked")
    Map<String, String> seen = (Map<String, String>) context.getBean("seen");
    JsonNode readiness = json(seen.get("readiness"));

    assertThat(status(readiness)).isEqualTo("DOWN");
    assertThat(details(readiness).path("takesEvents").asBoolean(true)).isFalse();
    assertThat(status(json(seen.get("startup")))).isEqualTo("DOWN");
  }

  @Test
  void aStoreThatIsGoneIsNotReadyButAlive() throws IOException {
    Path aside = store.resolveSibling("aside.db");
    Files.move(store, aside);
    try {
      await().until(() -> status(health("readiness")).equals("DOWN"));
      assertThat(details(health("readiness")).path("storeProblem").asText())
          .contains("the store's file was removed");
      assertThat(status(health("liveness"))).isEqualTo("UP");
    } finally {
      Files.move(aside, store);
    }
    await().until(() -> status(health("readiness")).equals("UP"));
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
