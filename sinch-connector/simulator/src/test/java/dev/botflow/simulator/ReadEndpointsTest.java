package dev.botflow.simulator;

import static dev.botflow.simulator.Client.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.SentMessage;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadEndpointsTest {
  private final HandClock clock = new HandClock();
  private final SinchSimulator sinch = SinchSimulator.builder()
      .clock(clock)
      .app("APP")
      .channels("SMS", "RCS")
      .app(AppConfig.of("OTHER", "SMS"))
      .start();
  private final Client client = Client.of(sinch);

  /** At nine a text comes in; a minute later it is answered, and another app sends one; then one is dispatched. */
  @BeforeEach
  void talk() {
    sinch.injectMessage("SMS", "4670", "in").join();
    clock.forward(Duration.ofMinutes(1));
    client.post("messages:send", send("APP", "SMS", "+4670", "out", ""));
    client.post("messages:send", send("OTHER", "SMS", "4671", "of another app", ""));
    client.post(
        "messages:send",
        send("APP", "RCS", "4670", "dispatched", ",'processing_strategy':'DISPATCH_ONLY'"));
  }

  @AfterEach
  void stop() {
    sinch.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | of another app, out, in",
        "?app_id=APP | out, in",
        "?app_id=APP&messages_source=DISPATCH_SOURCE | dispatched",
        "?messages_source=CONVERSATION_SOURCE&channel=RCS | ''",
        "?channel=SMS&direction=TO_CONTACT | of another app, out",
        "?only_recipient_originated=true | in",
        "?channel_identity=%2B4670 | out, in",
        "?start_time=2026-01-05T09:01:00Z&app_id=APP | out",
        "?end_time=2026-01-05T09:01:00Z | in",
        "?contact_id=none | ''",
        "?conversation_id=none | ''",
      })
  void listsTheMessagesAskedForNewestFirst(String query, String texts) {
    // When
    JsonNode list = Client.json(client.get("messages" + query));

    // Then
    assertThat(String.join(", ", texts(list))).isEqualTo(texts);
    assertThat(list.path("next_page_token").asText()).isEmpty();
  }

  @Test
  void listsPageByPageWithoutALossWhenMoreComesMeanwhile() {
    // Given
    JsonNode first = Client.json(client.get("messages?page_size=2"));
    String next = "&page_token=" + first.path("next_page_token").asText();

    // When
    sinch.injectMessage("SMS", "4670", "later").join();
    JsonNode second = Client.json(client.get("messages?page_size=2" + next));

    // Then
    assertThat(texts(first)).containsExactly("of another app", "out");
    assertThat(texts(second)).containsExactly("in");
    assertThat(second.path("next_page_token").asText()).isEmpty();
    assertThat(Client.json(client.get("messages?page_size=2&app_id=APP" + next)))
        .isEqualTo(ApiException.body(
            400,
            "INVALID_ARGUMENT",
            "page_token: expected the next_page_token of an earlier page of the same list, asked for"
                + " by the same parameters, but was another"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "messages?page_size=1001 | page_size: expected a whole number from 1 to 1000, but was another",
        "messages?page_size=0 | page_size: expected a whole number from 1 to 1000, but was another",
        "events?contact_id=c&page_size=21 | page_size: expected a whole number from 1 to 20, but was another",
        "messages?start_time=today | start_time: expected a time such as 2026-01-05T09:00:00Z, but was a text of another form",
        "messages?messages_source=BOTH | messages_source: expected one of CONVERSATION_SOURCE, DISPATCH_SOURCE, but was \"BOTH\"",
        "events | conversation_id: expected it or contact_id, but was neither",
      })
  void refusesAListAndNamesThePlace(String path, String expected) {
    assertThat(Client.json(client.get(path)))
        .isEqualTo(ApiException.body(400, "INVALID_ARGUMENT", expected));
  }

  @Test
  void changesTheMetadataOfAMessageAndShowsItUnlessToldNotTo() {
    // Given
    SentMessage sent = sinch.sentMessages().get(0);
    String path = "messages/" + sent.messageId();

    // When
    JsonNode changed = Client.json(client.patch(path, quoted("{'metadata':'seen'}")));

    // Then
    assertThat(changed.path("metadata").asText()).isEqualTo("seen");
    assertThat(Client.json(client.get(path))).isEqualTo(changed);
    JsonNode bare = Client.json(client.get("messages?app_id=APP&view=WITHOUT_METADATA"));
    assertThat(bare.path("messages").get(0).path("metadata").asText()).isEmpty();
    assertThat(Client.message(client.patch(path, quoted("{'text':'x'}"))))
        .isEqualTo("text: unknown field, expected only metadata");
    assertThat(sinch.sentMessages().get(0)).isEqualTo(sent);
  }

  @Test
  void deletesAMessageFromWhatCanBeReadButNotFromTheRecord() {
    // Given
    String path = "messages/" + sinch.sentMessages().get(0).messageId();

    // When
    String answer = client.delete(path).body();

    // Then
    assertThat(answer).isEqualTo("{}");
    assertThat(client.get(path).statusCode()).isEqualTo(404);
    assertThat(client.delete(path).statusCode()).isEqualTo(404);
    assertThat(client.patch(path, quoted("{'metadata':'m'}")).statusCode()).isEqualTo(404);
    assertThat(texts(Client.json(client.get("messages?app_id=APP")))).containsExactly("in");
    assertThat(sinch.sentMessages()).hasSize(3);
  }

  @Test
  void findsADispatchedMessageToDeleteOnlyAmongThose() {
    // Given
    String path = "messages/" + sinch.sentMessages().get(2).messageId();

    // Then
    assertThat(client.delete(path).statusCode()).isEqualTo(404);
    assertThat(client.delete(path + "?messages_source=DISPATCH_SOURCE").statusCode())
        .isEqualTo(200);
  }

  @Test
  void readsAndDeletesTheEventsOfAContact() {
    // Given
    String contact = sinch.injectTyping("SMS", "4670").join().contactId();
    String id = Client.json(client.post(
            "events:send",
            quoted("{'app_id':'APP','recipient':{'contact_id':'" + contact
                + "'},'event':{'composing_event':{}}}")))
        .path("event_id")
        .asText();

    // When
    JsonNode list = Client.json(client.get("events?contact_id=" + contact));
    JsonNode shown = Client.json(client.get("events/" + id));

    // Then
    assertThat(list.path("events"))
        .extracting(event -> event.path("direction").asText())
        .containsExactly("TO_CONTACT", "TO_APP");
    assertThat(list.path("events").get(0)).isEqualTo(shown);
    assertThat(shown)
        .isEqualTo(Client.json(quoted("{'id':'" + id
            + "','direction':'TO_CONTACT','app_event':{'composing_event':{}},'channel_identity':"
            + "{'channel':'SMS','identity':'4670','app_id':''},'contact_id':'" + contact
            + "','conversation_id':'" + shown.path("conversation_id").asText()
            + "','processing_mode':'CONVERSATION','accept_time':'2026-01-05T09:01:00Z'}")));
    assertThat(client.delete("events/" + id).body()).isEqualTo("{}");
    assertThat(Client.message(client.get("events/" + id)))
        .isEqualTo("Event with id " + id + " not found");
    assertThat(sinch.sentEvents()).hasSize(1);
  }

  @Test
  void showsNothingInAnotherRegionOrWithoutAToken() {
    // Given
    Client inUs = client.at(Client.project(sinch, sinch.regionUrl("us")));
    String path = "messages/" + sinch.sentMessages().get(0).messageId();

    // Then
    assertThat(inUs.get("messages").body()).isEqualTo("{\"messages\":[],\"next_page_token\":\"\"}");
    assertThat(inUs.delete(path).statusCode()).isEqualTo(404);
    assertThat(client.with("Bearer none").delete(path).statusCode()).isEqualTo(401);
    assertThat(client.post(path, "{}").statusCode()).isEqualTo(404);
    assertThat(client.get(path).statusCode()).isEqualTo(200);
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.path("messages").spliterator(), false)
        .map(message -> message.has("app_message")
            ? message.at("/app_message/text_message/text").asText()
            : message.at("/contact_message/text_message/text").asText())
        .toList();
  }

  private static String send(
      String app, String channel, String identity, String text, String more) {
    return quoted("{'app_id':'" + app + "','recipient':{'identified_by':{'channel_identities':"
        + "[{'channel':'" + channel + "','identity':'" + identity
        + "'}]}},'message':{'text_message':{'text':'" + text + "'}}" + more + "}");
  }
}
