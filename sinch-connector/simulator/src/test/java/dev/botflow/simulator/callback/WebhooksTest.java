package dev.botflow.simulator.callback;

import static dev.botflow.simulator.Client.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.Client;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.AppConfig;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksTest {
  private final SinchSimulator sinch = SinchSimulator.builder().app("APP").start();
  private final Client client = Client.of(sinch);

  @AfterEach
  void stop() {
    sinch.close();
  }

  @Test
  void registersShowsChangesAndRemovesAWebhook() {
    // When
    JsonNode made =
        Client.json(client.post("webhooks", webhook("https://bot.example/a", "'MESSAGE_INBOUND'")));
    String path = "webhooks/" + made.path("id").asText();
    JsonNode changed = Client.json(client.patch(
        path + "?update_mask=target",
        quoted("{'target':'https://bot.example/b','triggers':['OPT_IN']}")));
    JsonNode shown = Client.json(client.get(path));
    client.delete(path);

    // Then
    assertThat(made)
        .isEqualTo(
            Json.parseObject(
                quoted(
                    "{'id':'" + made.path("id").asText() + "','app_id':'APP',"
                        + "'target':'https://bot.example/a','triggers':['MESSAGE_INBOUND'],'target_type':'HTTP'}")));
    assertThat(changed.path("target").asText()).isEqualTo("https://bot.example/b");
    assertThat(changed.path("triggers").toString()).isEqualTo("[\"MESSAGE_INBOUND\"]");
    assertThat(shown).isEqualTo(changed);
    assertThat(client.get("apps/APP/webhooks").body()).isEqualTo("{\"webhooks\":[]}");
    assertThat(Client.message(client.get(path)))
        .isEqualTo("Webhook with id " + made.path("id").asText() + " not found");
  }

  @Test
  void takesFiveWebhooksAnAppAndNoSixth() {
    // Given
    sinch.addApp(AppConfig.of("OTHER", "SMS"));
    for (int i = 1; i <= 5; i++) {
      sinch.addWebhook("https://bot.example/" + i, "secret", "OPT_IN");
    }

    // When
    HttpResponse<String> sixth =
        client.post("webhooks", webhook("https://bot.example/6", "'OPT_IN'"));
    String elsewhere = sinch.addWebhookOf("OTHER", "https://bot.example/1", "secret", "OPT_IN");

    // Then
    assertThat(Client.json(sixth))
        .isEqualTo(ApiException.body(
            400,
            "INVALID_ARGUMENT",
            "app_id: expected an app with fewer than 5 webhooks, but it has 5"));
    assertThat(elsewhere).isNotEmpty();
  }

  @Test
  void refusesATargetTheAppHasAlready() {
    // Given
    sinch.addWebhook("https://bot.example/a", "secret", "OPT_IN");
    String second = sinch.addWebhook("https://bot.example/b", "secret", "OPT_IN");

    // When
    HttpResponse<String> made =
        client.post("webhooks", webhook("https://bot.example/a", "'OPT_OUT'"));
    HttpResponse<String> changed =
        client.patch("webhooks/" + second, quoted("{'target':'https://bot.example/a'}"));

    // Then
    String expected = "target: expected one of its own, but another webhook of the app has it";
    assertThat(Client.message(made)).isEqualTo(expected);
    assertThat(Client.message(changed)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                  | target: expected a text that is not empty, but was empty",
        "somewhere                           | target: expected an address such as https://example.com/callbacks, but was none",
        "ftp://bot.example/                  | target: expected an address such as https://example.com/callbacks, but was none",
        "http://bot.example/                 | target: expected https, or http on loopback, but was another scheme",
        "http://10.0.0.1/                    | target: expected https, or http on loopback, but was another scheme",
        "https://me:pass@bot.example/        | target: expected an address without user and password, but was one with",
        "https://conversation-api.sinch.com/ | target: expected an address outside Sinch, but was one of Sinch's own",
        "https://conversation-api.prod.sinch.com/x | target: expected an address outside Sinch, but was one of Sinch's own",
      })
  void refusesATargetItCouldNotCall(String target, String expected) {
    assertThat(Client.message(client.post("webhooks", webhook(target, "'OPT_IN'"))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1/",
    "http://localhost:1/",
    "http://[::1]:1/",
    "https://bot.example/"
  })
  void takesHttpsAnywhereAndHttpOnLoopback(String target) {
    assertThat(client.post("webhooks", webhook(target, "'OPT_IN'")).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MESSAGE_IN          | triggers[1]: expected a trigger such as MESSAGE_INBOUND, but was \"MESSAGE_IN\"",
        "UNSPECIFIED_TRIGGER | triggers[1]: expected a trigger such as MESSAGE_INBOUND, but was \"UNSPECIFIED_TRIGGER\"",
        "OPT_IN              | triggers[1]: expected each trigger once, but was \"OPT_IN\" again",
      })
  void refusesATriggerItDoesNotKnowOrHasSeen(String trigger, String expected) {
    assertThat(Client.message(
            client.post("webhooks", webhook("https://bot.example/", "'OPT_IN','" + trigger + "'"))))
        .isEqualTo(expected);
  }

  @Test
  void refusesAWebhookOfAnUnknownAppOrWithoutTriggers() {
    // When
    HttpResponse<String> app =
        client.post("webhooks", webhook("https://bot.example/", "'OPT_IN'").replace("APP", "XXX"));
    HttpResponse<String> triggers = client.post("webhooks", webhook("https://bot.example/", ""));

    // Then
    assertThat(Client.message(app)).isEqualTo("App with id XXX not found");
    assertThat(Client.message(triggers)).isEqualTo("triggers: expected at least 1, but was 0");
    assertThatThrownBy(() -> sinch.addWebhook("http://bot.example/", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target: expected https, or http on loopback, but was another scheme");
  }

  private static String webhook(String target, String triggers) {
    return quoted("{'app_id':'APP','target':'" + target + "','triggers':[" + triggers + "]}");
  }
}
