package dev.botflow.simulator;

import static dev.botflow.simulator.Client.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.json.Call;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.ProcessingMode;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendValidationTest {
  private static final String TO = "'recipient':{'contact_id':'C1'}";
  private static final String TEXT = "{'text_message':{'text':'Hi'}}";
  private static final String CHOICE = "{'text_message':{'text':'Yes'}}";

  private final SinchSimulator sinch = SinchSimulator.builder()
      .app("APP")
      .channels("WHATSAPP", "SMS", "MESSENGER")
      .start();
  private Client client = Client.of(sinch);

  @BeforeAll
  void registerAContact() {
    sinch.registerContact("C1", "SMS", "+46700000001");
    sinch.addApp(AppConfig.of("DISPATCHING", "SMS").mode(ProcessingMode.DISPATCH));
    client = Client.of(sinch);
  }

  @AfterAll
  void stop() {
    sinch.close();
  }

  static Arguments[] refusals() {
    return new Arguments[] {
      refused("{}", "app_id: expected a value, but was missing"),
      refused(
          "{'app_id':7," + TO + ",'message':" + TEXT + "}",
          "app_id: expected a text, but was a number"),
      refused(
          "{'app_id':'APP','message':" + TEXT + "}",
          "recipient: expected a value, but was missing"),
      refused("{'app_id':'APP'," + TO + "}", "message: expected a value, but was missing"),
      refused(
          "{'app_id':'APP'," + TO + ",'message':null}",
          "message: expected a value, but was missing"),
      to(
          "{}",
          "recipient: expected exactly one of contact_id, identified_by, but was none of them"),
      to(
          "{'contact_id':'C1','identified_by':{'channel_identities':[{'channel':'SMS','identity':'1'}]}}",
          "recipient: expected exactly one of contact_id, identified_by, but was contact_id and identified_by"),
      to(
          "{'identified_by':{'channel_identities':[]}}",
          "recipient.identified_by.channel_identities: expected at least 1, but was 0"),
      to(
          "{'identified_by':{'channel_identities':[{'channel':'SMS','identity':''}]}}",
          "recipient.identified_by.channel_identities[0].identity: expected a text that is not empty, but was empty"),
      to(
          "{'identified_by':{'channel_identities':[{'channel':'LINE','identity':'U1'}]}}",
          "recipient.identified_by.channel_identities[0].channel: expected a channel configured on the app: WHATSAPP, SMS,"
              + " MESSENGER, but was \"LINE\""),
      to(
          "{'identified_by':{'channel_identities':[{'channel':'MESSENGER','identity':'1','app_id':'APP2'}]}}",
          "recipient.identified_by.channel_identities[0].app_id: expected the app's id, since an identity on MESSENGER"
              + " means nothing in another app, but was another"),
      field(
          "'colour':'red'",
          "colour: unknown field, expected only app_id, recipient, message, channel_priority_order,"
              + " channel_properties, message_metadata, conversation_metadata, conversation_metadata_update_strategy,"
              + " correlation_id, queue, ttl, processing_strategy, callback_url, message_content_type"),
      field(
          "'channel_priority_order':['SMS','RCS']",
          "channel_priority_order[1]: expected a channel configured on the app: WHATSAPP, SMS, MESSENGER, but was \"RCS\""),
      field(
          "'channel_priority_order':'SMS'",
          "channel_priority_order: expected a list, but was a text"),
      field(
          "'channel_properties':{'SMS_SENDER':3}",
          "channel_properties.SMS_SENDER: expected a text, but was a number"),
      field(
          "'channel_properties':{'SMS_SENDER':'" + "x".repeat(1025) + "'}",
          "channel_properties.SMS_SENDER: expected at most 1024 characters, but was 1025 characters"),
      field(
          "'message_metadata':'" + "x".repeat(1025) + "'",
          "message_metadata: expected at most 1024 characters, but was 1025 characters"),
      field(
          "'conversation_metadata':{'a':'" + "x".repeat(2048) + "'}",
          "conversation_metadata: expected at most 2048 characters, but was 2056 characters"),
      field(
          "'correlation_id':'" + "x".repeat(129) + "'",
          "correlation_id: expected at most 128 characters, but was 129 characters"),
      field(
          "'ttl':'3600'",
          "ttl: expected seconds such as \"3600s\", but was a text of another form"),
      field("'ttl':3600", "ttl: expected a text, but was a number"),
      field("'ttl':'0s'", "ttl: expected more than 0s and at most 315576000000s, but was 0s"),
      field(
          "'ttl':'315576000001s'",
          "ttl: expected more than 0s and at most 315576000000s, but was 315576000001s"),
      field(
          "'queue':'HIGH'",
          "queue: expected one of NORMAL_PRIORITY, HIGH_PRIORITY, but was \"HIGH\""),
      field(
          "'processing_strategy':'DISPATCH'",
          "processing_strategy: expected one of DEFAULT, DISPATCH_ONLY, but was \"DISPATCH\""),
      field(
          "'message_content_type':'MARKETING'",
          "message_content_type: expected one of CONTENT_UNKNOWN, CONTENT_MARKETING, CONTENT_NOTIFICATION, but was"
              + " \"MARKETING\""),
      message(
          "{}",
          "message: expected exactly one of text_message, media_message, location_message, choice_message, card_message,"
              + " carousel_message, list_message, template_message, contact_info_message, but was none of them"),
      message(
          "{'text_message':{'text':'Hi'},'media_message':{'url':'u'}}",
          "message: expected exactly one of text_message, media_message, location_message, choice_message, card_message,"
              + " carousel_message, list_message, template_message, contact_info_message, but was text_message and"
              + " media_message"),
      message(
          "{'text_message':{'text':''}}",
          "message.text_message.text: expected a text that is not empty, but was empty"),
      message(
          "{'text_message':{'txt':'Hi'}}",
          "message.text_message.txt: unknown field, expected only text"),
      message("{'text_message':'Hi'}", "message.text_message: expected an object, but was a text"),
      message(
          "{'media_message':{}}", "message.media_message.url: expected a value, but was missing"),
      message(
          "{'location_message':{'title':'Here','coordinates':{'latitude':'55','longitude':13}}}",
          "message.location_message.coordinates.latitude: expected a number, but was a text"),
      message(
          "{'location_message':{'title':'Here','coordinates':{'latitude':95,'longitude':13}}}",
          "message.location_message.coordinates.latitude: expected a number from -90.0 to 90.0, but was 95"),
      message(
          "{'choice_message':{'text_message':{'text':'?'},'choices':[" + repeat(CHOICE, 11) + "]}}",
          "message.choice_message.choices: expected from 1 to 10, but was 11"),
      message(
          "{'choice_message':{'text_message':{'text':'?'},'choices':[" + CHOICE
              + ",{'postback_data':'p'}]}}",
          "message.choice_message.choices[1]: expected exactly one of text_message, url_message, call_message,"
              + " location_message, calendar_message, share_location_message, but was none of them"),
      message(
          "{'choice_message':{'text_message':{'text':'?'},'choices':[" + CHOICE
              + "],'message_properties':[]}}",
          "message.choice_message.message_properties: expected an object, but was a list"),
      message(
          "{'card_message':{'title':'T','height':'HUGE'}}",
          "message.card_message.height: expected one of UNSPECIFIED_HEIGHT, SHORT, MEDIUM, TALL, but was \"HUGE\""),
      message(
          "{'carousel_message':{'cards':[" + repeat("{'title':'T'}", 11) + "]}}",
          "message.carousel_message.cards: expected from 1 to 10, but was 11"),
      message(
          "{'carousel_message':{'cards':[{'title':'T'}],'choices':[" + repeat(CHOICE, 4) + "]}}",
          "message.carousel_message.choices: expected from 0 to 3, but was 4"),
      message(
          "{'list_message':{'title':'T','sections':[{'items':[{'choice':{'title':'A'},'product':{'id':'1'}}]}]}}",
          "message.list_message.sections[0].items[0]: expected exactly one of choice, product, but was choice and product"),
      message(
          "{'list_message':{'title':'T','sections':["
              + repeat("{'items':[" + repeat("{'choice':{'title':'A'}}", 6) + "]}", 2)
              + "]}}",
          "message.list_message.sections: expected at most 10 items in all sections together, but was 12"),
      message(
          "{'template_message':{}}",
          "message.template_message: expected omni_template, channel_template or both, but was neither"),
      message(
          "{'template_message':{'channel_template':{'WHATSAPP':{'template_id':'t'}}}}",
          "message.template_message.channel_template.WHATSAPP.language_code: expected a value, but was missing"),
      message(
          "{'template_message':{'channel_template':{'WHATSUP':{'template_id':'t','language_code':'en'}}}}",
          "message.template_message.channel_template.WHATSUP: expected a channel such as WHATSAPP, but was \"WHATSUP\""),
      message(
          "{'contact_info_message':{'name':{'full_name':'A B'},'phone_numbers':[{'phone_number':'1'}],'birthday':'May'}}",
          "message.contact_info_message.birthday: expected a date such as 1968-07-07, but was a text of another form"),
      beside(
          "'explicit_channel_message':{'WHATSAPP':{'type':'text'}}",
          "message.explicit_channel_message.WHATSAPP: expected a text, but was an object"),
      beside(
          "'explicit_channel_message':{'WhatsApp':'{}'}",
          "message.explicit_channel_message.WhatsApp: expected a channel such as WHATSAPP, but was \"WhatsApp\""),
      beside(
          "'explicit_channel_omni_message':{'SMS':{'text_message':{'text':'a'},'agent':{'type':'BOT'}}}",
          "message.explicit_channel_omni_message.SMS.agent: unknown field, expected only text_message, media_message,"
              + " location_message, choice_message, card_message, carousel_message, list_message,"
              + " contact_info_message, template_reference"),
      beside(
          "'explicit_channel_omni_message':{'SMS':{'template_message':{}}}",
          "message.explicit_channel_omni_message.SMS.template_message: unknown field, expected only text_message,"
              + " media_message, location_message, choice_message, card_message, carousel_message, list_message,"
              + " contact_info_message, template_reference"),
      beside(
          "'channel_specific_message':{'WHATSAPP':{'message_type':'FLOW','message':{}}}",
          "message.channel_specific_message.WHATSAPP.message_type: expected one of FLOWS, ORDER_DETAILS, ORDER_STATUS,"
              + " COMMERCE, CAROUSEL_COMMERCE, NOTIFICATION_MESSAGE_TEMPLATE, but was \"FLOW\""),
      beside(
          "'channel_specific_message':{'WHATSAPP':{'message_type':'FLOWS','message':{'flow_id':'1','flow_cta':'"
              + "x".repeat(21)
              + "'}}}",
          "message.channel_specific_message.WHATSAPP.message.flow_cta: expected at most 20 characters, but was 21"
              + " characters"),
      beside(
          "'agent':{'type':'ROBOT'}",
          "message.agent.type: expected one of BOT, HUMAN, UNKNOWN_AGENT_TYPE, but was \"ROBOT\""),
      refused(
          "{'app_id':'APP'",
          "body, line 1, column 16: expected a JSON object without repeated names, but could not read it"),
      refused(
          "{'app_id':'A','app_id':'B'}",
          "body, line 1, column 23: expected a JSON object without repeated names, but could"
              + " not read it"),
      refused("[]", "body: expected a JSON object, but was something else"),
      refused(
          "{'app_id':'DISPATCHING'," + TO + ",'message':" + TEXT + "}",
          "recipient.contact_id: expected identified_by, since the app is in DISPATCH mode, but was a contact id"),
    };
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesAMessageAndNamesThePlace(String body, String expected) {
    // When
    HttpResponse<String> answer = client.post("messages:send", body);

    // Then
    ObjectNode error = ApiException.body(400, "INVALID_ARGUMENT", expected);
    assertThat(Client.json(answer)).isEqualTo(error);
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void saysThatAnAppAContactOrAProjectIsNotFound() {
    // When
    HttpResponse<String> app = client.post(
        "messages:send", quoted("{'app_id':'OTHER'," + TO + ",'message':" + TEXT + "}"));
    HttpResponse<String> contact = client.post(
        "messages:send",
        quoted("{'app_id':'APP','recipient':{'contact_id':'C2'},'message':" + TEXT + "}"));
    HttpResponse<String> project =
        client.at(sinch.baseUrl() + "/v1/projects/other/").get("apps");

    // Then
    assertThat(Client.json(app))
        .isEqualTo(ApiException.body(404, "NOT_FOUND", "App with id OTHER not found"));
    assertThat(Client.json(contact))
        .isEqualTo(ApiException.body(404, "NOT_FOUND", "Contact with id C2 not found"));
    assertThat(Client.json(project))
        .isEqualTo(ApiException.body(404, "NOT_FOUND", "Project with id other not found"));
  }

  @Test
  void refusesABodyNotSentAsJson() {
    // When
    Call call =
        new Call("eu", "POST", "/v1/x", "", Map.of("content-type", "text/plain"), new byte[0]);

    // Then
    assertThat(org.junit.jupiter.api.Assertions.assertThrows(ApiException.class, call::json))
        .hasMessage("Content-Type: expected application/json, but was \"text/plain\"");
  }

  private static Arguments refused(String body, String expected) {
    return Arguments.of(quoted(body), expected);
  }

  private static Arguments to(String recipient, String expected) {
    return refused(
        "{'app_id':'APP','recipient':" + recipient + ",'message':" + TEXT + "}", expected);
  }

  private static Arguments field(String field, String expected) {
    return refused("{'app_id':'APP'," + TO + ",'message':" + TEXT + "," + field + "}", expected);
  }

  private static Arguments message(String message, String expected) {
    return refused("{'app_id':'APP'," + TO + ",'message':" + message + "}", expected);
  }

  private static Arguments beside(String sibling, String expected) {
    return message("{'text_message':{'text':'Hi'}," + sibling + "}", expected);
  }

  private static String repeat(String json, int times) {
    return String.join(",", Collections.nCopies(times, json));
  }
}
