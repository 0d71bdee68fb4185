package dev.botflow.simulator.callback;

import static dev.botflow.simulator.Client.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.Client;
import dev.botflow.simulator.HandClock;
import dev.botflow.simulator.Receiver;
import dev.botflow.simulator.SimulatorBuilder;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.ChannelState;
import dev.botflow.simulator.model.SentMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryReportsTest {
  private static final String RCS_THEN_SMS = "{'identified_by':{'channel_identities':["
      + "{'channel':'RCS','identity':'+4670'},{'channel':'SMS','identity':'+4670'}]}}";

  private final Receiver bot = new Receiver();
  private final HandClock clock = new HandClock();

  DeliveryReportsTest() throws IOException {}

  @AfterEach
  void stop() {
    bot.close();
  }

  @Test
  void reportsSubmissionAndDeliveryOneAfterTheOther() {
    try (SinchSimulator sinch = simulator()
        .channels("RCS", "SMS")
        .submitNotifications(true)
        .deliveryReports("QUEUED_ON_CHANNEL", "DELIVERED")
        .start()) {
      // Given
      sinch.addWebhook(bot.url(), "secret", "MESSAGE_SUBMIT", "MESSAGE_DELIVERY");

      // When
      SentMessage sent = send(sinch, RCS_THEN_SMS);

      // Then
      bot.await(3);
      String ids = "'message_id':'" + sent.messageId() + "',";
      String party =
          "'channel_identity':{'channel':'RCS','identity':'+4670','app_id':''},'contact_id':'"
              + sent.contactId() + "','conversation_id':'" + sent.conversationId()
              + "','processing_mode':'CONVERSATION','metadata':'m'";
      assertThat(bot.bodies())
          .containsExactly(
              envelope("'message_submit_notification':{" + ids + party
                  + ",'submitted_message':{'text_message':{'text':'Hi'}}}"),
              envelope("'message_delivery_report':{" + ids + "'status':'QUEUED_ON_CHANNEL'," + party
                  + "}"),
              envelope(
                  "'message_delivery_report':{" + ids + "'status':'DELIVERED'," + party + "}"));
    }
  }

  @Test
  void switchesFromAFailingChannelToTheNext() {
    try (SinchSimulator sinch = simulator()
        .channel("RCS", ChannelState.FAILING)
        .channel("SMS", ChannelState.ACTIVE)
        .deliveryReports("DELIVERED")
        .start()) {
      // Given
      sinch.addWebhook(bot.url(), "secret", "MESSAGE_DELIVERY");

      // When
      send(sinch, RCS_THEN_SMS);

      // Then
      bot.await(2);
      assertThat(reports())
          .containsExactly(
              "SWITCHING_CHANNEL on RCS, CHANNEL_BAD_CONFIGURATION", "DELIVERED on SMS, ");
    }
  }

  @Test
  void failsWhereNoChannelIsActiveOrTheContactHasNone() {
    try (SinchSimulator sinch = simulator()
        .channel("RCS", ChannelState.PENDING)
        .channel("SMS", ChannelState.FAILING)
        .deliveryReports("DELIVERED")
        .start()) {
      // Given
      sinch.addWebhook(bot.url(), "secret", "MESSAGE_DELIVERY");
      sinch.registerContact("C1", "WHATSAPP", "4670");

      // When
      send(sinch, RCS_THEN_SMS);
      bot.await(2);
      send(sinch, "{'contact_id':'C1'}");

      // Then
      bot.await(3);
      assertThat(reports())
          .containsExactly(
              "SWITCHING_CHANNEL on RCS, CHANNEL_BAD_CONFIGURATION",
              "FAILED on SMS, CHANNEL_BAD_CONFIGURATION",
              "FAILED on , NO_CHANNEL_IDENTITY_FOR_CONTACT");
    }
  }

  @Test
  void reportsByHandAndMovesOnWhenSwitching() {
    try (SinchSimulator sinch = simulator().channels("RCS", "SMS").start()) {
      // Given
      sinch.addWebhook(bot.url(), "secret", "MESSAGE_SUBMIT", "MESSAGE_DELIVERY");
      String id = send(sinch, RCS_THEN_SMS).messageId();

      // When
      sinch.deliveryReport(id, "SWITCHING_CHANNEL", "RECIPIENT_NOT_REACHABLE").join();
      CallbackOutcome last = sinch.deliveryReport(id, "READ", "").join();
      sinch.submitNotification(id).join();

      // Then
      assertThat(last.id()).isEqualTo(id);
      assertThat(bot.got()).hasSize(3);
      assertThat(reports().subList(0, 2))
          .containsExactly("SWITCHING_CHANNEL on RCS, RECIPIENT_NOT_REACHABLE", "READ on SMS, ");
      assertThatThrownBy(() -> sinch.deliveryReport("none", "READ", ""))
          .hasMessage("messageId: expected the id of a message sent, but was \"none\"");
    }
  }

  @Test
  void reportsToTheMessagesOwnAddressSignedWithTheAppsSecret() throws IOException {
    try (Receiver own = new Receiver();
        SinchSimulator sinch = simulator().channels("RCS", "SMS").start()) {
      // Given
      sinch.addWebhook(bot.url(), "secret", "MESSAGE_DELIVERY");
      Client.of(sinch)
          .post("messages:send", body(RCS_THEN_SMS, ",'callback_url':'" + own.url() + "'"));
      String id = sinch.sentMessages().get(0).messageId();

      // When
      sinch.deliveryReport(id, "DELIVERED", "").join();

      // Then
      assertThat(bot.got()).isEmpty();
      Receiver.Got got = own.got().get(0);
      String secret = Client.json(Client.of(sinch).get("apps/APP"))
          .path("callback_settings")
          .path("secret_for_overridden_callback_urls")
          .asText();
      assertThat(CallbackSignature.headers(
                  secret,
                  got.body().getBytes(StandardCharsets.UTF_8),
                  got.headers().getFirst("x-sinch-webhook-signature-nonce"),
                  clock.instant().getEpochSecond())
              .get("x-sinch-webhook-signature"))
          .isEqualTo(got.headers().getFirst("x-sinch-webhook-signature"));
    }
  }

  static Stream<String> reasons() {
    return SinchSimulator.reasonCodes().stream();
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void failsWithAnyReason(String reason) {
    try (SinchSimulator sinch = simulator().channels("RCS", "SMS").start()) {
      // Given
      sinch.addWebhook(bot.url(), "", "MESSAGE_DELIVERY");
      sinch.deliveryReports("SWITCHING_CHANNEL:" + reason, "QUEUED_ON_CHANNEL", "FAILED:" + reason);

      // When
      send(sinch, RCS_THEN_SMS);

      // Then
      bot.await(3);
      assertThat(reports())
          .containsExactly(
              "SWITCHING_CHANNEL on RCS, " + reason,
              "QUEUED_ON_CHANNEL on SMS, ",
              "FAILED on SMS, " + reason);
    }
  }

  @Test
  void knowsNoOtherStatusesAndReasons() {
    try (SinchSimulator sinch = simulator().start()) {
      assertThatThrownBy(() -> sinch.deliveryReports("DELIVERED", "SEEN"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "deliveryReports[1]: expected one of QUEUED, QUEUED_ON_CHANNEL, DELIVERED, READ, FAILED, SWITCHING_CHANNEL, but was \"SEEN\"");
      assertThatThrownBy(() -> sinch.deliveryReports("FAILED:TIRED"))
          .hasMessage(
              "deliveryReports[0]: expected a reason such as RECIPIENT_NOT_REACHABLE behind the status, but was \"TIRED\"");
    }
  }

  private SimulatorBuilder simulator() {
    return SinchSimulator.builder().clock(clock).project("P").app("APP");
  }

  private static SentMessage send(SinchSimulator sinch, String recipient) {
    assertThat(Client.of(sinch).post("messages:send", body(recipient, "")).statusCode())
        .isEqualTo(200);
    return sinch.sentMessages().get(sinch.sentMessages().size() - 1);
  }

  private static String body(String recipient, String more) {
    return quoted("{'app_id':'APP','recipient':" + recipient
        + ",'message':{'text_message':{'text':'Hi'}},'message_metadata':'m','correlation_id':'c'"
        + more + "}");
  }

  private List<String> reports() {
    return bot.bodies().stream()
        .map(body -> Json.parseObject(body).path("message_delivery_report"))
        .map(DeliveryReportsTest::inWords)
        .toList();
  }

  private static String inWords(JsonNode report) {
    return report.path("status").asText() + " on "
        + report.path("channel_identity").path("channel").asText() + ", "
        + report.path("reason").path("code").asText();
  }

  private static String envelope(String event) {
    return quoted(
        "{'app_id':'APP','accepted_time':'2026-01-05T09:00:00Z','event_time':'2026-01-05T09:00:00Z',"
            + "'project_id':'P'," + event + ",'message_metadata':'m','correlation_id':'c'}");
  }
}
