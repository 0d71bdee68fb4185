package dev.botflow.simulator.model;

import static dev.botflow.simulator.Client.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.simulator.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelDisplayTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SMS      | {'text_message':{'text':'Hi'}} | true",
        "BRANDNEW | {'text_message':{'text':'Hi'}} | true",
        "SMS      | {'card_message':{'title':'A'}} | false",
        "MMS      | {'card_message':{'title':'A'}} | true",
        "RCS      | {'list_message':{'title':'A','sections':[]}} | false",
        "WHATSAPP | {'list_message':{'title':'A','sections':[]}} | true",
        "WHATSAPP | {'carousel_message':{'cards':[]}} | false",
        "WHATSAPP | {'choice_message':{'text_message':{'text':'?'},'choices':[{'text_message':{'text':'A'}},{'text_message':{'text':'B'}},{'text_message':{'text':'C'}}]}} | true",
        "WHATSAPP | {'choice_message':{'text_message':{'text':'?'},'choices':[{'text_message':{'text':'A'}},{'text_message':{'text':'B'}},{'text_message':{'text':'C'}},{'text_message':{'text':'D'}}]}} | false",
        "WHATSAPP | {'choice_message':{'text_message':{'text':'?'},'choices':[{'text_message':{'text':'A'}},{'text_message':{'text':'A'}}]}} | false",
        "WHATSAPP | {'choice_message':{'text_message':{'text':'?'},'choices':[{'text_message':{'text':'A label of 21 letters'}}]}} | false",
        "WHATSAPP | {'choice_message':{'text_message':{'text':'?'},'choices':[{'url_message':{'title':'A','url':'https://a.example'}}]}} | false",
        "SMS      | {'choice_message':{'text_message':{'text':'?'},'choices':[{'text_message':{'text':'A'}}]}} | false",
        "SMS      | {'card_message':{'title':'A'},'explicit_channel_message':{'SMS':'{}'}} | true",
        "SMS      | {'card_message':{'title':'A'},'explicit_channel_omni_message':{'SMS':{'text_message':{'text':'A'}}}} | true",
      })
  void tellsWhatAChannelShowsAsItIs(String channel, String message, boolean shows) {
    assertThat(ChannelDisplay.shows(Json.parseObject(quoted(message)), channel)).isEqualTo(shows);
  }
}
