package dev.botflow.simulator.callback;

import static dev.botflow.simulator.Client.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.Client;
import dev.botflow.simulator.HandClock;
import dev.botflow.simulator.Receiver;
import dev.botflow.simulator.SimulatorBuilder;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.ProcessingMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbacksTest {
  private final HandClock clock = new HandClock();
  private final SinchSimulator sinch = simulator().start();

  @AfterEach
  void stop() {
    sinch.close();
  }

  @Test
  void postsAContactsTextWithEveryMember() throws IOException {
    try (Receiver bot = new Receiver()) {
      // Given
      sinch.addWebhook(bot.url(), "secret", "MESSAGE_INBOUND");

      // When
      CallbackOutcome outcome =
          sinch.injectMessage("WHATSAPP", "46700000001", "Hello").join();

      // Then
      assertThat(outcome.accepted()).isTrue();
      assertThat(bot.bodies())
          .containsExactly(quoted("{'app_id':'APP','accepted_time':'2026-01-05T09:00:00Z',"
              + "'event_time':'2026-01-05T09:00:00Z','project_id':'P','message':{'id':'"
              + outcome.id()
              + "','direction':'TO_APP','contact_message':{'text_message':{'text':'Hello'}},"
              + "'channel_identity':{'channel':'WHATSAPP','identity':'46700000001','app_id':''},'contact_id':'"
              + outcome.contactId() + "','conversation_id':'" + outcome.conversationId()
              + "','processing_mode':'CONVERSATION','metadata':'','accept_time':'2026-01-05T09:00:00Z','sender_id':'',"
              + "'injected':false},'message_metadata':'','correlation_id':''}"));
    }
  }

  @Test
  void signsWithTheWebhooksSecretAndTheGivenClock() throws IOException {
    try (Receiver bot = new Receiver()) {
      // Given
      sinch.addWebhook(bot.url(), "sécret", "MESSAGE_INBOUND");

      // When
      sinch.injectMessage("WHATSAPP", "46700000001", "héllo 👋").join();

      // Then
      Receiver.Got got = bot.got().get(0);
      Map<String, String> expected = CallbackSignature.headers(
          "sécret",
          got.body().getBytes(StandardCharsets.UTF_8),
          got.headers().getFirst("x-sinch-webhook-signature-nonce"),
          clock.instant().getEpochSecond());
      assertThat(expected)
          .allSatisfy((name, value) -> assertThat(got.headers().getFirst(name)).isEqualTo(value));
      assertThat(got.headers().getFirst("content-type")).isEqualTo("application/json");
    }
  }

  @Test
  void doesNotSignWhereTheWebhookHasNoSecret() throws IOException {
    try (Receiver bot = new Receiver()) {
      // Given
      sinch.addWebhook(bot.url(), "", "OPT_IN", "OPT_OUT");

      // When
      sinch.injectOptIn("TELEGRAM", "123").join();
      sinch.injectOptOut("TELEGRAM", "123").join();

      // Then
      assertThat(bot.got())
          .hasSize(2)
          .allSatisfy(got ->
              assertThat(got.headers().containsKey("x-sinch-webhook-signature")).isFalse());
      assertThat(Json.parseObject(bot.bodies().getFirst())
              .path("opt_in_notification")
              .path("status")
              .asText())
          .isEqualTo("OPT_IN_SUCCEEDED");
      assertThat(Json.parseObject(bot.bodies().getLast())
              .path("opt_out_notification")
              .path("identity")
              .asText())
          .isEqualTo("123");
    }
  }

  @Test
  void givesAContactTheSameIdsEachTimeWithAndWithoutPlus() {
    // When
    CallbackOutcome first = sinch.injectMessage("SMS", "+4670", "1").join();
    CallbackOutcome again = sinch.injectTyping("SMS", "4670").join();
    CallbackOutcome other = sinch.injectMessage("SMS", "4671", "1").join();

    // Then
    assertThat(again.contactId()).isEqualTo(first.contactId());
    assertThat(again.conversationId()).isEqualTo(first.conversationId());
    assertThat(other.contactId()).isNotEqualTo(first.contactId());
    assertThat(first.attempts()).isEmpty();
    assertThat(first.accepted()).isFalse();
  }

  @Test
  void namesNeitherContactNorConversationInADispatchApp() throws IOException {
    try (Receiver bot = new Receiver()) {
      // Given
      sinch.addApp(AppConfig.of("DISPATCHING", "MESSENGER").mode(ProcessingMode.DISPATCH));
      sinch.addWebhookOf("DISPATCHING", bot.url(), "secret", "MESSAGE_INBOUND");

      // When
      sinch
          .injectContactMessage(
              "DISPATCHING",
              "MESSENGER",
              "2742",
              quoted("{'text_message':{'text':'Hi'}}"),
              Instant.parse("2026-01-01T00:00:00Z"))
          .join();

      // Then
      JsonNode body = Json.parseObject(bot.bodies().getFirst());
      assertThat(body.path("event_time").asText()).isEqualTo("2026-01-01T00:00:00Z");
      assertThat(body.path("message").path("contact_id").asText("-")).isEmpty();
      assertThat(body.path("message").path("conversation_id").asText("-")).isEmpty();
      assertThat(body.path("message").path("processing_mode").asText()).isEqualTo("DISPATCH");
      assertThat(body.path("message").path("channel_identity").path("app_id").asText())
          .isEqualTo("DISPATCHING");
    }
  }

  @Test
  void putsEventsAboutAMessageUnderAKeyOfTheirOwn() throws IOException {
    try (Receiver bot = new Receiver()) {
      sinch.addWebhook(bot.url(), "secret", "EVENT_INBOUND");
      for (String kind :
          List.of("reaction_event", "payment_status_update_event", "shortlink_activated_event")) {
        // When
        sinch
            .injectContactEvent("APP", "WHATSAPP", "4670", "{\"" + kind + "\":{}}", Instant.EPOCH)
            .join();

        // Then
        JsonNode event = Json.parseObject(bot.bodies().getLast()).path("event");
        assertThat(event.path("contact_message_event").has(kind)).isTrue();
        assertThat(event.has("contact_event")).isFalse();
      }
    }
  }

  @Test
  void bringsTheMetadataOfTheMessageBackWithAChoice() throws IOException {
    try (Receiver bot = new Receiver()) {
      // Given
      sinch.addWebhook(bot.url(), "secret", "MESSAGE_INBOUND");
      String contactId = sinch.injectMessage("WHATSAPP", "4670", "Hi").join().contactId();
      Client.of(sinch)
          .post(
              "messages:send",
              quoted(
                  "{'app_id':'APP','recipient':{'contact_id':'" + contactId
                      + "'},'message':{'text_message':{'text':'Which?'}},'message_metadata':'m','correlation_id':'c'}"));
      String asked = sinch.sentMessages().get(0).messageId();

      // When
      sinch.injectChoice("WHATSAPP", "4670", asked, "red").join();

      // Then
      JsonNode body = Json.parseObject(bot.bodies().getLast());
      assertThat(body.path("message").path("contact_message"))
          .isEqualTo(Json.parseObject(quoted("{'choice_response_message':{'message_id':'" + asked
              + "','postback_data':'red'},'reply_to':{'message_id':'" + asked + "'}}")));
      assertThat(body.path("message").path("metadata").asText()).isEqualTo("m");
      assertThat(body.path("message_metadata").asText()).isEqualTo("m");
      assertThat(body.path("correlation_id").asText()).isEqualTo("c");
    }
  }

  @Test
  void triesAgainAfter5xx429AndNoAnswerEachTimeSignedAnew() throws IOException {
    try (Receiver bot = new Receiver(503, 429, 0, 200)) {
      // Given
      sinch.addWebhook(bot.url(), "secret", "MESSAGE_INBOUND");

      // When
      CallbackOutcome outcome = sinch.injectMessage("SMS", "4670", "Hi").join();

      // Then
      assertThat(outcome.attempts())
          .extracting(CallbackAttempt::status)
          .containsExactly(503, 429, 0, 200);
      assertThat(outcome.attempts())
          .extracting(CallbackAttempt::number)
          .containsExactly(1, 2, 3, 4);
      assertThat(outcome.attempts())
          .extracting(CallbackAttempt::body)
          .containsOnly(bot.bodies().getFirst());
      assertThat(bot.got())
          .extracting(got -> got.headers().getFirst("x-sinch-webhook-signature-nonce"))
          .doesNotHaveDuplicates();
      assertThat(outcome.accepted()).isTrue();
      assertThat(sinch.callbackAttempts()).isEqualTo(outcome.attempts());
      assertThat(outcome.attempts().get(0))
          .hasToString("CallbackAttempt[MESSAGE_INBOUND, attempt 1, status 503]");
    }
  }

  @Test
  void dropsACallbackForGoodAfterAnyOther4xx() throws IOException {
    try (Receiver bot = new Receiver(401)) {
      // Given
      sinch.addWebhook(bot.url(), "secret", "MESSAGE_INBOUND");

      // When
      CallbackOutcome outcome = sinch.injectMessage("SMS", "4670", "Hi").join();

      // Then
      assertThat(outcome.attempts()).extracting(CallbackAttempt::status).containsExactly(401);
      assertThat(outcome.accepted()).isFalse();
    }
  }

  @Test
  void givesUpAfterTheLastAttempt() throws IOException {
    try (Socket held = new Socket()) {
      // Given: a port that is taken, where nobody listens.
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String gone = "http://127.0.0.1:" + held.getLocalPort() + "/hook";
      sinch.addWebhook(gone, "secret", "MESSAGE_INBOUND");

      // When
      CallbackOutcome outcome = sinch.injectMessage("SMS", "4670", "Hi").join();

      // Then
      assertThat(outcome.attempts())
          .extracting(CallbackAttempt::status)
          .containsExactly(0, 0, 0, 0);
      assertThat(outcome.attempts().get(0).failure()).startsWith("ConnectException");
    }
  }

  @Test
  void postsToEveryWebhookThatWantsTheTriggerAndToNoOther() throws IOException {
    try (Receiver first = new Receiver();
        Receiver second = new Receiver();
        Receiver third = new Receiver()) {
      // Given
      sinch.addWebhook(first.url(), "a", "MESSAGE_INBOUND", "EVENT_INBOUND");
      sinch.addWebhook(second.url(), "b", "MESSAGE_INBOUND");
      sinch.addWebhook(third.url(), "c", "MESSAGE_DELIVERY");

      // When
      sinch.injectMessage("SMS", "4670", "Hi").join();
      sinch.injectTyping("SMS", "4670").join();

      // Then
      assertThat(first.got()).hasSize(2);
      assertThat(second.got()).hasSize(1);
      assertThat(third.got()).isEmpty();
      assertThat(Json.parseObject(first.bodies().getLast())
              .path("event")
              .path("contact_event")
              .toString())
          .isEqualTo("{\"composing_event\":{}}");
    }
  }

  @Test
  void neverPostsBeyondLoopback() {
    // Given
    sinch.addWebhook("https://bot.example/hook", "secret", "MESSAGE_INBOUND");

    // When
    CallbackOutcome outcome = sinch.injectMessage("SMS", "4670", "Hi").join();

    // Then
    assertThat(outcome.attempts())
        .extracting(CallbackAttempt::failure)
        .containsOnly("the simulator posts to loopback addresses only");
  }

  @Test
  void postsAGivenBodyToTheLastByteAlsoOneOfNoKnownKind() throws IOException {
    try (Receiver bot = new Receiver()) {
      // Given
      sinch.addWebhook(bot.url(), "secret", "OPT_IN");
      String unknown = "{ \"app_id\" : \"APP\", \"news\":{} }\n";

      // When
      sinch.injectBody(unknown).join();
      sinch.injectBody("no JSON at all").join();
      sinch.injectBody("{\"message\":{}}").join();

      // Then
      assertThat(bot.bodies()).containsExactly(unknown, "no JSON at all");
    }
  }

  @Test
  void repeatsAnAttemptWithItsOldSignature() throws IOException {
    try (Receiver bot = new Receiver()) {
      // Given
      sinch.addWebhook(bot.url(), "secret", "MESSAGE_INBOUND");
      CallbackAttempt attempt =
          sinch.injectMessage("SMS", "4670", "Hi").join().attempts().get(0);
      clock.forward(Duration.ofMinutes(6));

      // When
      sinch.replay(attempt).join();

      // Then
      assertThat(bot.got()).hasSize(2);
      assertThat(bot.got().get(1).body()).isEqualTo(bot.got().get(0).body());
      assertThat(bot.got().get(1).headers().get("X-sinch-webhook-signature"))
          .isEqualTo(bot.got().get(0).headers().get("X-sinch-webhook-signature"));
    }
  }

  @Test
  void settlesWhatIsUnderWayWhenItCloses() throws IOException {
    SinchSimulator slow = simulator().callbackBaseDelay(Duration.ofHours(1)).start();
    try (Receiver bot = new Receiver(503)) {
      // Given
      slow.addWebhook(bot.url(), "secret", "MESSAGE_INBOUND");
      CompletableFuture<CallbackOutcome> outcome = slow.injectMessage("SMS", "4670", "Hi");
      await().atMost(Duration.ofMinutes(1)).until(() -> slow.callbackAttempts().size() == 1);

      // When
      slow.close();

      // Then
      assertThat(outcome.join().attempts())
          .extracting(CallbackAttempt::status)
          .containsExactly(503);
      assertThat(slow.callbacksUnderWay()).isZero();
    } finally {
      slow.close();
    }
  }

  private SimulatorBuilder simulator() {
    return SinchSimulator.builder()
        .clock(clock)
        .project("P")
        .app("APP")
        .callbackBaseDelay(Duration.ofMillis(1))
        .callbackMaxAttempts(4);
  }
}
