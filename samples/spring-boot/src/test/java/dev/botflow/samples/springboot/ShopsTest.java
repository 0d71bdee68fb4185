package dev.botflow.samples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.simulator.model.SentMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The sample over real HTTP: webhooks in, messages out at the simulator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShopsTest {
  private static final Path HOSTS_OWN =
      Path.of("src/main/java/dev/botflow/samples/springboot/ShopsApplication.java");
  private OnSimulator running;

  @BeforeAll
  void start(@TempDir Path folder) {
    running = OnSimulator.start(folder.resolve("shops.db"), "--server.port=0", "--bots=bots");
  }

  @AfterAll
  void stop() {
    running.close();
  }

  @BeforeEach
  void forget() {
    running.sinch().clearRecords();
  }

  private String answer(int messages) {
    await().until(() -> running.sinch().sentMessages().size() >= messages);
    List<SentMessage> sent = running.sinch().sentMessages();
    return sent.get(sent.size() - 1).text();
  }

  private void writes(String channel, String identity, String text) {
    assertThat(running.sinch().injectMessage(channel, identity, text).join().accepted())
        .isTrue();
  }

  private static int status(String url, String person) throws Exception {
    String basic = Base64.getEncoder().encodeToString(person.getBytes(StandardCharsets.UTF_8));
    HttpRequest request = HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Basic " + basic)
        .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void anOrderIsLookedUpByTheHostsMethod() {
    writes("SMS", "447700900301", "hello");
    assertThat(answer(1)).startsWith("Your order number?");

    writes("SMS", "447700900301", "b-17");
    assertThat(answer(2)).isEqualTo("Order B-17 is ready on Friday.");
  }

  @Test
  void theOtherShopHasItsOwnBotOnTheSameStore() {
    running.sinch().registerContact("C-GARAGE", "SMS", "447700900303");
    sent(OnSimulator.GARAGE, "M1", "hello there everybody");
    assertThat(answer(1)).startsWith("Wheel & Sons.");

    sent(OnSimulator.GARAGE, "M2", "ab12 cde");
    assertThat(answer(2)).isEqualTo("Your car AB12 CDE is ready on Monday.");
    assertThat(running.sinch().sentMessages().get(1).appId()).isEqualTo(OnSimulator.GARAGE);
  }

  /** A callback of another app than the simulator's first. */
  private void sent(String app, String id, String text) {
    String body =
        "{\"app_id\":\"%s\",\"accepted_time\":\"%s\",\"message\":{\"id\":\"%s\",\"direction\":\"TO_APP\","
            + "\"contact_message\":{\"text_message\":{\"text\":\"%s\"}},\"channel_identity\":{\"channel\":\"SMS\","
            + "\"identity\":\"447700900303\"},\"conversation_id\":\"V\",\"contact_id\":\"C-GARAGE\"}}";
    assertThat(running
            .sinch()
            .injectBody(body.formatted(app, Instant.now(), id, text))
            .join()
            .accepted())
        .isTrue();
  }

  @Test
  void aChannelWithButtonsGetsAnotherFlow() {
    writes("WHATSAPP", "447700900302", "hello");

    assertThat(answer(1)).startsWith("Crumb & Co here.");
    assertThat(running.sinch().sentMessages().get(0).contentKey()).isEqualTo("choice_message");
  }

  @Test
  void theWorkbenchesAreBehindTheHostsSecurityAndHealthIsNot() throws Exception {
    assertThat(status(running.url() + "/workbench/garage/", "ana:bread")).isEqualTo(200);
    assertThat(status(running.url() + "/workbench/garage/", "ana:butter")).isEqualTo(401);
    HttpRequest probe = HttpRequest.newBuilder(
            URI.create(running.url() + "/actuator/health/readiness"))
        .build();
    await()
        .until(() -> HttpClient.newHttpClient()
                .send(probe, HttpResponse.BodyHandlers.discarding())
                .statusCode()
            == 200);
  }

  @Test
  void theHostsOwnCodeHasAtMost60Lines() throws IOException {
    assertThat(Files.readAllLines(HOSTS_OWN)).hasSizeLessThanOrEqualTo(60);
  }
}
