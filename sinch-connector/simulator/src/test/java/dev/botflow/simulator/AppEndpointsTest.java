package dev.botflow.simulator;

import static dev.botflow.simulator.Client.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.callback.CallbackSignature;
import dev.botflow.simulator.json.ApiException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppEndpointsTest {
  private static final String SMS = "{'channel':'SMS','static_bearer':"
      + "{'claimed_identity':'plan','token':'t'},'callback_secret':'cs'}";
  private static final String LINE =
      "{'channel':'LINE','line_credentials':{'token':'t','secret':'s'}}";
  private static final String APP =
      "{'display_name':'Shop','channel_credentials':[" + SMS + "," + LINE + "," + LINE + "]}";

  private final SinchSimulator sinch =
      SinchSimulator.builder().app("FIRST").channels("WHATSAPP").start();
  private final Client client = Client.of(sinch);

  @AfterEach
  void stop() {
    sinch.close();
  }

  @Test
  void createsAnAppThatIsShownListedAndSendsAtOnce() {
    // When
    JsonNode made = Client.json(client.post("apps", quoted(APP)));
    String id = made.path("id").asText();
    HttpResponse<String> sent = client.post(
        "messages:send",
        quoted("{'app_id':'" + id + "','recipient':{'identified_by':{'channel_identities':"
            + "[{'channel':'SMS','identity':'4670'}]}},'message':{'text_message':{'text':'Hi'}}}"));

    // Then
    assertThat(id).matches("[0-9A-HJKMNP-TV-Z]{26}");
    assertThat(made.path("processing_mode").asText()).isEqualTo("DISPATCH");
    assertThat(made.path("channel_credentials").get(0))
        .isEqualTo(Client.json(quoted(SMS.substring(0, SMS.length() - 1)
            + ",'channel_known_id':'simulated-sms','state':{'status':'ACTIVE','description':''},"
            + "'credential_ordinal_number':0}")));
    assertThat(made.path("channel_credentials")).hasSize(3);
    assertThat(Client.json(client.get("apps/" + id))).isEqualTo(made);
    assertThat(Client.json(client.get("apps")).path("apps").get(1)).isEqualTo(made);
    assertThat(sent.statusCode()).isEqualTo(200);
  }

  @Test
  void changesWhatTheBodyNamesOrWhatTheMaskNames() {
    // When
    JsonNode byBody = Client.json(client.patch(
        "apps/FIRST", quoted("{'display_name':'New','retention_policy':{'ttl_days':7}}")));
    JsonNode byMask = Client.json(client.patch(
        "apps/FIRST?update_mask=channel_credentials,message_search",
        quoted("{'display_name':'Not named','channel_credentials':[" + LINE + "],"
            + "'message_search':{'enabled':true}}")));

    // Then
    assertThat(byBody.path("display_name").asText()).isEqualTo("New");
    assertThat(byBody.path("retention_policy").path("ttl_days").asInt()).isEqualTo(7);
    assertThat(byBody.path("channel_credentials").get(0).path("channel").asText())
        .isEqualTo("WHATSAPP");
    assertThat(byBody.path("processing_mode").asText()).isEqualTo("CONVERSATION");
    assertThat(byMask.path("display_name").asText()).isEqualTo("New");
    assertThat(byMask.path("message_search").path("enabled").asBoolean()).isTrue();
    assertThat(byMask.path("channel_credentials"))
        .extracting(one -> one.path("channel").asText())
        .containsExactly("LINE");
  }

  @Test
  void deletesAnAppWithItsWebhooks() {
    // Given
    String webhook = "webhooks/" + sinch.addWebhook("https://shop.example/hook", "s");

    // When
    HttpResponse<String> answer = client.delete("apps/FIRST");

    // Then
    assertThat(answer.body()).isEqualTo("{}");
    assertThat(client.get(webhook).statusCode()).isEqualTo(404);
    assertThat(client.get("apps").body()).isEqualTo("{\"apps\":[]}");
    assertThat(Client.json(client.delete("apps/FIRST")))
        .isEqualTo(ApiException.body(404, "NOT_FOUND", "App with id FIRST not found"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | display_name: expected a value, but was missing",
        "{'display_name':'A'} | channel_credentials: expected a value, but was missing",
        "{'name':'A'} | name: unknown field, expected only id, display_name, channel_credentials,"
            + " processing_mode, conversation_metadata_report_view, rate_limits, retention_policy,"
            + " dispatch_retention_policy, smart_conversation, queue_stats, persist_message_status,"
            + " message_search, callback_settings, delivery_report_based_fallback,"
            + " message_retry_settings, consent_manager_settings",
        "{'channel_credentials':[{'channel':'SMS'}]} | channel_credentials[0]: expected exactly one of"
            + " static_bearer, static_token, mms_credentials, instagram_credentials,"
            + " telegram_credentials, kakaotalk_credentials, kakaotalkchat_credentials,"
            + " line_credentials, line_enterprise_credentials, wechat_credentials,"
            + " applebc_credentials, but was none of them",
        "{'channel_credentials':[{'channel':'SMS','static_token':{'token':'t'}}]} |"
            + " channel_credentials[0]: expected static_bearer, since the channel is SMS, but was"
            + " another",
        "{'channel_credentials':[{'channel':'FAX','static_token':{'token':'t'}}]} |"
            + " channel_credentials[0].channel: expected a channel such as WHATSAPP, but was \"FAX\"",
        "{'channel_credentials':[" + SMS + "," + SMS
            + "]} | channel_credentials[1].channel: expected"
            + " each channel but LINE once, but was \"SMS\" again",
        "{'dispatch_retention_policy':{'ttl_days':8}} | dispatch_retention_policy.ttl_days: expected a"
            + " number from 0.0 to 7.0, but was 8",
        "{'processing_mode':'BOTH'} | processing_mode: expected one of CONVERSATION, DISPATCH, but was"
            + " \"BOTH\"",
      })
  void refusesAnAppAndNamesThePlace(String body, String expected) {
    // When
    HttpResponse<String> answer = client.post("apps", quoted(body));

    // Then
    assertThat(Client.json(answer)).isEqualTo(ApiException.body(400, "INVALID_ARGUMENT", expected));
    assertThat(Client.json(client.get("apps")).path("apps")).hasSize(1);
  }

  @Test
  void refusesAChangeThatIsNoneAndAnotherRegionHasNoApps() {
    // Given
    Client inUs = client.at(Client.project(sinch, sinch.regionUrl("us")));

    // Then
    assertThat(Client.message(client.patch("apps/FIRST?update_mask=colour", "{}")))
        .startsWith("update_mask: expected some of id, display_name,")
        .endsWith(", but was \"colour\"");
    assertThat(Client.message(client.patch("apps/FIRST?update_mask=display_name", "{}")))
        .isEqualTo("display_name: expected a value, but was missing");
    assertThat(Client.message(client.patch("apps/OTHER", "{}")))
        .isEqualTo("App with id OTHER not found");
    assertThat(client.with("Bearer none").delete("apps/FIRST").statusCode()).isEqualTo(401);
    assertThat(inUs.post("apps", quoted(APP)).statusCode()).isEqualTo(404);
    assertThat(inUs.delete("apps/FIRST").statusCode()).isEqualTo(404);
    assertThat(client.post("apps/FIRST", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void signsReportsToACallbackUrlWithTheSecretTheAppWasGiven() throws IOException {
    try (Receiver own = new Receiver()) {
      // Given
      client.patch(
          "apps/FIRST",
          quoted("{'callback_settings':{'secret_for_overridden_callback_urls':'mine'}}"));
      client.post(
          "messages:send",
          quoted("{'app_id':'FIRST','recipient':{'identified_by':{'channel_identities':"
              + "[{'channel':'WHATSAPP','identity':'4670'}]}},'message':{'text_message':"
              + "{'text':'Hi'}},'callback_url':'" + own.url() + "'}"));

      // When
      sinch.deliveryReport(sinch.sentMessages().get(0).messageId(), "READ", "").join();

      // Then
      Receiver.Got got = own.got().get(0);
      Map<String, String> expected = CallbackSignature.headers(
          "mine",
          got.body().getBytes(StandardCharsets.UTF_8),
          got.headers().getFirst("x-sinch-webhook-signature-nonce"),
          Long.parseLong(got.headers().getFirst("x-sinch-webhook-signature-timestamp")));
      assertThat(got.headers().getFirst("x-sinch-webhook-signature"))
          .isEqualTo(expected.get("x-sinch-webhook-signature"));
    }
  }
}
