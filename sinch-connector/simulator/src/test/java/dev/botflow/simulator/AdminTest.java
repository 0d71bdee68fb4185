package dev.botflow.simulator;

import static dev.botflow.simulator.Client.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminTest {
  private static final String FROM = "'channel':'SMS','identity':'4670'";

  private final Receiver bot = new Receiver();
  private final SinchSimulator sinch =
      SinchSimulator.builder().clock(new HandClock()).app("APP").channels("SMS").start();
  private final Client client = Client.of(sinch);

  AdminTest() throws IOException {
    sinch.addWebhook(bot.url(), "secret");
  }

  @AfterEach
  void stop() {
    sinch.close();
    bot.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'text':'Hi'                              | /message/contact_message/text_message/text                   | Hi",
        "'postback_data':'red','message_id':'M1'  | /message/contact_message/choice_response_message/postback_data | red",
        "'contact_message':{'media_message':{'url':'u'}} | /message/contact_message/media_message/url            | u",
        "'contact_event':{'composing_event':{}}   | /event/direction                                             | TO_APP",
        "'opt_in':{}                              | /opt_in_notification/status                                  | OPT_IN_SUCCEEDED",
        "'opt_out':{}                             | /opt_out_notification/status                                 | OPT_OUT_SUCCEEDED",
        "'text':'Hi','event_time':'2026-01-01T00:00:00Z' | /event_time                                           | 2026-01-01T00:00:00Z",
        "'text':'Hi','app_id':'APP'               | /app_id                                                      | APP",
      })
  void playsAContact(String what, String pointer, String expected) {
    // When
    HttpResponse<String> answer =
        client.adminPost("/messages", quoted("{" + FROM + "," + what + "}"));

    // Then
    assertThat(Json.parseObject(bot.bodies().getFirst()).at(pointer).asText()).isEqualTo(expected);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Client.json(answer).path("accepted").asBoolean()).isTrue();
    assertThat(Client.json(answer).path("attempts").get(0).path("status").asInt())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'text':'Hi','opt_in':{}        | body: expected exactly one of text, postback_data, contact_message, contact_event, opt_in, opt_out, but was text and opt_in",
        "'text':'Hi','app_id':'X'       | App with id X not found",
        "'text':'Hi','event_time':'now' | event_time: expected a time such as 2026-01-05T09:00:00Z, but was a text of another form",
        "'texts':'Hi'                   | texts: unknown field, expected only app_id, channel, identity, event_time, message_id, text, postback_data, contact_message, contact_event, opt_in, opt_out",
      })
  void saysWhatIsWrongWithAContactsMessage(String what, String expected) {
    assertThat(Client.message(client.adminPost("/messages", quoted("{" + FROM + "," + what + "}"))))
        .isEqualTo(expected);
  }

  @Test
  void postsAWholeBodyAsItIs() {
    // When
    client.adminPost("/callbacks", "{\"app_id\":\"APP\",  \"unsupported_callback\":{}}");

    // Then
    assertThat(bot.bodies()).containsExactly("{\"app_id\":\"APP\",  \"unsupported_callback\":{}}");
    JsonNode attempts = client.adminGet("/callbacks");
    assertThat(attempts).hasSize(1);
    assertThat(attempts.get(0).path("trigger").asText()).isEqualTo("UNSUPPORTED");
  }

  @Test
  void doesNotWaitForTheWebhooksWhenAskedNotTo() {
    // When
    HttpResponse<String> answer =
        client.adminPost("/messages?wait=false", quoted("{" + FROM + ",'text':'Hi'}"));

    // Then
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{}");
  }

  @Test
  void listsWhatWasSentAndAsked() {
    // Given
    String body = quoted("{'app_id':'APP','recipient':{'identified_by':{'channel_identities':[{"
        + FROM + "}]}},'message':{'text_message':{'text':'Hi'}},'correlation_id':'c'}");

    // When
    client.post("messages:send", body);

    // Then
    JsonNode sent = client.adminGet("/sent").get(0);
    assertThat(sent.path("body")).isEqualTo(Json.parseObject(body));
    assertThat(sent.path("content").asText()).isEqualTo("text_message");
    assertThat(sent.path("correlation_id").asText()).isEqualTo("c");
    assertThat(client.adminGet("/requests"))
        .extracting(request ->
            request.path("method").asText() + " " + request.path("status").asInt())
        .containsExactly("POST 200", "POST 200");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'kind':'get'}                                                     | 503",
        "{'kind':'any','status':429,'retry_after_seconds':2,'body':'<p>'}   | 429",
        "{'kind':'get','effect':'delay','delay_millis':1}                   | 200",
        "{'kind':'get','effect':'drip','delay_millis':1}                    | 200",
        "{'kind':'get','effect':'close_after_answer','reset':false}         | 200",
        "{'kind':'get','status':401,'headers':{'WWW-Authenticate':'Bearer'}} | 401",
      })
  void ordersAFault(String fault, int expected) {
    // When
    HttpResponse<String> ordered = client.adminPost("/faults", quoted(fault));

    // Then
    assertThat(ordered.body()).isEqualTo("{\"pending\":1}");
    assertThat(client.get("apps").statusCode()).isEqualTo(expected);
    assertThat(client.get("apps").statusCode()).isEqualTo(200);
  }

  @Test
  void setsWhatTheBuilderSets() {
    // When
    client.adminPost(
        "/settings",
        quoted("{'token_life_seconds':7,'expire_tokens':true,'challenge_header':'WWW-Authenticate',"
            + "'delivery_reports':['FAILED:RATE_LIMITED']}"));

    // Then
    assertThat(client.get("apps").statusCode()).isEqualTo(401);
    assertThat(Client.json(Client.tokenAnswer(
                sinch, "simulated-key-id:simulated-key-secret", "grant_type=client_credentials"))
            .path("expires_in")
            .asInt())
        .isEqualTo(7);
    assertThat(Client.message(
            client.adminPost("/settings", quoted("{'delivery_reports':['FAILED:TIRED']}"))))
        .isEqualTo(
            "delivery_reports[0]: expected a reason such as RECIPIENT_NOT_REACHABLE behind the status, but was \"TIRED\"");
  }

  @Test
  void reportsOnAMessageByHand() {
    // Given
    client.post(
        "messages:send",
        quoted("{'app_id':'APP','recipient':{'identified_by':{'channel_identities':[{" + FROM
            + "}]}},'message':{'text_message':{'text':'Hi'}}}"));
    String id = sinch.sentMessages().get(0).messageId();

    // When
    JsonNode outcome = Client.json(client.adminPost(
        "/reports",
        quoted("{'message_id':'" + id + "','status':'FAILED','reason_code':'MEDIA_TOO_LARGE'}")));

    // Then
    assertThat(outcome.path("accepted").asBoolean()).isTrue();
    assertThat(bot.bodies().getLast()).contains("\"code\":\"MEDIA_TOO_LARGE\"");
    assertThat(Client.message(
            client.adminPost("/reports", quoted("{'message_id':'NOPE','status':'READ'}"))))
        .isEqualTo("Message with id NOPE not found");
  }

  @Test
  void disturbsCallbacks() {
    // Given
    client.adminPost("/callback_faults", quoted("{'effect':'duplicate','count':1,'copies':1}"));
    client.adminPost("/callback_faults", quoted("{'effect':'reorder','count':2}"));
    client.adminPost("/callback_faults", quoted("{'effect':'delay','delay_millis':1}"));

    // Then
    assertThat(sinch.callbackFaults().pending()).isEqualTo(4);
  }

  @Test
  void answers429PastTheRequestsOfASecond() {
    try (SinchSimulator busy =
        SinchSimulator.builder().clock(new HandClock()).requestsPerSecond(2).start()) {
      Client own = Client.of(busy);

      assertThat(own.get("apps").statusCode()).isEqualTo(200);
      assertThat(own.get("apps").statusCode()).isEqualTo(200);
      assertThat(own.get("apps").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void ordersAFaultThatClosesTheConnection() {
    // When
    for (String effect : new String[] {"close_before", "close_after", "cut_answer"}) {
      client.adminPost("/faults", quoted("{'kind':'send','effect':'" + effect + "','count':2}"));
    }

    // Then
    assertThat(sinch.faults().pending()).isEqualTo(6);
    assertThat(Client.message(client.adminPost("/faults", quoted("{'kind':'sent'}"))))
        .isEqualTo("kind: expected one of token, send, event, get, any, but was \"sent\"");
    assertThat(Client.message(client.adminPost("/nothing", "{}")))
        .isEqualTo("No such endpoint in the simulator: POST /simulator/nothing");
  }
}
