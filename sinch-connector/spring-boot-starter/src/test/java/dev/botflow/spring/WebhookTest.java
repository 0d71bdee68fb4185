package dev.botflow.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.simulator.model.SentMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Webhooks in and messages out over real HTTP, with Spring Security on the class path. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final SinchSimulator sinch = Host.simulator();

  private ConfigurableApplicationContext context;
  private String url;
  private int contact;

  /** The one thing Spring Security has to be told. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Host.Application.class)
  static class Secured {

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
      // docs:begin
      http.csrf(csrf -> csrf.ignoringRequestMatchers("/sinch"))
          .authorizeHttpRequests(
              calls -> calls.requestMatchers("/sinch").permitAll().anyRequest().authenticated());
      // docs:end
      return http.build();
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    context = Host.start(Secured.class, Host.settings(sinch, folder.resolve("host.db")));
    url = Host.url(context) + "/sinch";
    sinch.addWebhook(url, Host.SECRET);
  }

  @BeforeEach
  void forget() {
    sinch.clearRecords();
  }

  @AfterAll
  void stop() {
    context.close();
    sinch.close();
  }

  private String answerTo(String text) {
    CallbackOutcome outcome =
        sinch.injectMessage("SMS", "4670000000" + contact++, text).join();
    assertThat(outcome.accepted()).isTrue();
    await().until(() -> !sinch.sentMessages().isEmpty());
    SentMessage sent = sinch.sentMessages().get(0);
    return sent.text();
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return client
        .send(request.uri(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void aMessageComesInIsHandledByAnActionAndAnswered() {
    assertThat(answerTo("LC-1")).isEqualTo("It arrives on Friday.");
  }

  @Test
  void anActionThatThrowsTakesTheErrorExit() {
    assertThat(answerTo("none")).isEqualTo("I cannot look that up now.");
  }

  @Test
  void theHostsFactsDecide() {
    assertThat(answerTo("hello")).isEqualTo("Good to see you.");
  }

  @Test
  void theHostsDeskTakesConversations() {
    assertThat(answerTo("person")).isEqualTo("A colleague comes.");
    await().until(() -> context.getBean(Host.HandedOver.class).queues.contains("parcels"));
  }

  @Test
  void theBytesAreVerifiedAsTheyCame() {
    // Escapes, blanks and letters that reading and writing again would change.
    CallbackOutcome outcome = sinch
        .injectBody("{ \"app_id\" : \"APP1\",\r\n \"message\":{\"text\":\"\\u00e9 é \\/ 1.0e1\"} }")
        .join();

    assertThat(outcome.accepted()).isTrue();
  }

  @Test
  void anUnsignedCallIsRefusedByTheConnectorNotBySpringSecurity() throws Exception {
    assertThat(status(HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))))
        .isEqualTo(401);
    assertThat(status(HttpRequest.newBuilder().GET())).isEqualTo(405);
  }

  @Test
  void aBodyOverTheBoundIsRefused() throws Exception {
    assertThat(status(HttpRequest.newBuilder()
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1024 * 1024 + 1]))))
        .isEqualTo(413);
  }
}
