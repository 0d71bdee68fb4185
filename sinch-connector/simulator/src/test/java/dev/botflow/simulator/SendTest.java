package dev.botflow.simulator;

import static dev.botflow.simulator.Client.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.ProcessingMode;
import dev.botflow.simulator.model.SentMessage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendTest {
  private static final String BOTH = "{'identified_by':{'channel_identities':["
      + "{'channel':'RCS','identity':'+4670'},{'channel':'SMS','identity':'+4670'}]}}";

  private final HandClock clock = new HandClock();
  private final SinchSimulator sinch = SinchSimulator.builder()
      .clock(clock)
      .app("APP")
      .channels("WHATSAPP", "RCS", "SMS", "MESSENGER")
      .app(AppConfig.of("DISPATCHING", "SMS").mode(ProcessingMode.DISPATCH))
      .start();
  private final Client client = Client.of(sinch);

  @AfterEach
  void stop() {
    sinch.close();
  }

  @Test
  void answersWithAnIdAndRecordsTheMessageAsItCame() {
    // Given
    String body = send("APP", BOTH, "'message_metadata':'m','correlation_id':'c'");

    // When
    HttpResponse<String> answer = client.post("messages:send", body);

    // Then
    SentMessage sent = sinch.sentMessages().get(0);
    assertThat(answer.body())
        .isEqualTo("{\"message_id\":\"" + sent.messageId()
            + "\",\"accepted_time\":\"2026-01-05T09:00:00Z\"}");
    assertThat(sent.messageId()).matches("[0-9A-HJKMNP-TV-Z]{26}");
    assertThat(sent)
        .isEqualTo(new SentMessage(
            sent.messageId(),
            "APP",
            "RCS",
            "+4670",
            sent.contactId(),
            sent.conversationId(),
            "text_message",
            "Hi",
            body,
            "m",
            "c",
            clock.instant(),
            true));
    assertThat(sent.contactId()).isNotEmpty();
    assertThat(sent)
        .hasToString("SentMessage[" + sent.messageId() + ", app APP, RCS, text_message]");
  }

  @Test
  void followsTheOrderOfChannelsAskedFor() {
    // When
    client.post("messages:send", send("APP", BOTH, "'channel_priority_order':['SMS','RCS']"));

    // Then
    assertThat(sinch.sentMessages().get(0).channel()).isEqualTo("SMS");
  }

  @Test
  void goesOutOnNoChannelThatTheOrderDoesNotName() {
    // When
    String to = "{'identified_by':{'channel_identities':[{'channel':'SMS','identity':'4671'}]}}";
    client.post("messages:send", send("APP", to, "'channel_priority_order':['RCS']"));

    // Then
    assertThat(sinch.sentMessages()).extracting(SentMessage::channel).containsExactly("");
  }

  @Test
  void sendsToAContactOnTheFirstOfTheAppsChannelsItHas() {
    // Given
    sinch.registerContact("C1", "MESSENGER", "2742", "SMS", "4671");

    // When
    client.post("messages:send", send("APP", "{'contact_id':'C1'}", "'queue':'HIGH_PRIORITY'"));
    client.post(
        "messages:send",
        send("APP", "{'contact_id':'C1'}", "'channel_priority_order':['MESSENGER']"));

    // Then
    assertThat(sinch.sentMessages())
        .extracting(SentMessage::channel)
        .containsExactly("SMS", "MESSENGER");
    assertThat(sinch.sentMessages()).extracting(SentMessage::contactId).containsExactly("C1", "C1");
  }

  @Test
  void keepsNoContactInADispatchAppNorForADispatchedMessage() {
    // Given
    String sms = "{'identified_by':{'channel_identities':[{'channel':'SMS','identity':'4670'}]}}";

    // When
    client.post("messages:send", send("DISPATCHING", sms, "'ttl':'10s'"));
    client.post("messages:send", send("APP", sms, "'processing_strategy':'DISPATCH_ONLY'"));

    // Then
    assertThat(sinch.sentMessages()).extracting(SentMessage::contactId).containsExactly("", "");
    assertThat(sinch.sentMessages())
        .extracting(SentMessage::conversationId)
        .containsExactly("", "");
  }

  @Test
  void showsAMessageAgainButADispatchedOneOnlyWhenAskedForThose() {
    // Given
    client.post("messages:send", send("APP", BOTH, "'message_metadata':'m'"));
    client.post("messages:send", send("APP", BOTH, "'processing_strategy':'DISPATCH_ONLY'"));
    SentMessage first = sinch.sentMessages().get(0);
    String second = "messages/" + sinch.sentMessages().get(1).messageId();

    // When
    JsonNode shown = Client.json(client.get("messages/" + first.messageId()));

    // Then
    assertThat(shown)
        .isEqualTo(Json.parseObject(quoted("{'id':'" + first.messageId()
            + "','direction':'TO_CONTACT','app_message':{'text_message':{'text':'Hi'}},"
            + "'channel_identity':{'channel':'RCS','identity':'+4670','app_id':''},'contact_id':'"
            + first.contactId()
            + "','conversation_id':'" + first.conversationId()
            + "','processing_mode':'CONVERSATION','metadata':'m',"
            + "'accept_time':'2026-01-05T09:00:00Z','sender_id':'','injected':false}")));
    assertThat(client.get(second).statusCode()).isEqualTo(404);
    assertThat(client.get(second + "?messages_source=DISPATCH_SOURCE").statusCode())
        .isEqualTo(200);
  }

  @Test
  void takesAnEventAndRefusesAWrongOne() {
    // When
    HttpResponse<String> good = client.post(
        "events:send",
        quoted("{'app_id':'APP','recipient':" + BOTH + ",'event':{'composing_event':{}}}"));
    HttpResponse<String> bad = client.post(
        "events:send",
        quoted("{'app_id':'APP','recipient':" + BOTH + ",'event':{'composing_event':{'a':1}}}"));

    // Then
    assertThat(Client.json(good).path("event_id").asText()).hasSize(26);
    assertThat(sinch.sentEvents()).hasSize(1);
    assertThat(Client.message(bad))
        .isEqualTo("event.composing_event.a: unknown field, expected no field at all");
  }

  @Test
  void transcodesToTextUnlessTheMessageBringsTheChannelsOwn() {
    // Given
    String message =
        "{'choice_message':{'text_message':{'text':'Which?'},'choices':[{'text_message':{'text':'Red'}},"
            + "{'url_message':{'title':'More','url':'https://shop.example'}}]},"
            + "'explicit_channel_omni_message':{'SMS':{'text_message':{'text':'Red or more?'}}},"
            + "'explicit_channel_message':{'WHATSAPP':'native'}}";

    // When
    HttpResponse<String> answer = client.post(
        "messages:transcode",
        quoted(
            "{'app_id':'APP','app_message':" + message + ",'channels':['WHATSAPP','SMS','RCS']}"));

    // Then
    JsonNode transcoded = Client.json(answer).path("transcoded_message");
    assertThat(transcoded.path("WHATSAPP").asText()).isEqualTo("native");
    assertThat(transcoded.path("SMS").asText())
        .isEqualTo("{\"type\":\"text\",\"text\":\"Red or more?\"}");
    assertThat(transcoded.path("RCS").asText())
        .isEqualTo("{\"type\":\"text\",\"text\":\"Which?\\nRed\\nMore: https://shop.example\"}");
    assertThat(sinch.sentMessages()).isEmpty();
  }

  @Test
  void saysWhichPathsItDoesNotHave() {
    // When
    HttpResponse<String> answer = client.get("contacts");

    // Then
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Client.message(answer))
        .isEqualTo("No such endpoint in the simulator: GET /v1/projects/" + sinch.projectId()
            + "/contacts");
  }

  private static String send(String app, String recipient, String more) {
    return quoted("{'app_id':'" + app + "','recipient':" + recipient
        + ",'message':{'text_message':{'text':'Hi'}}," + more + "}");
  }
}
