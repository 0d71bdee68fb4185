package dev.botflow.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> CHANNELS =
      List.of("WhatsApp", "Telegram", "SMS", "MMS", "Messenger", "RCS");

  @ParameterizedTest
  @CsvSource({
    "Telegarm, Telegram",
    "whatsap, WhatsApp",
    "WHATSAPP, WhatsApp",
    "Mesenger, Messenger",
    "Messengers, Messenger",
    "SMSS, SMS",
    "RSC, RCS"
  })
  void knowsTheWordThatWasMeant(String written, String meant) {
    assertThat(Suggestion.nearest(written, CHANNELS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"fax", "Pigeon", "XXS", "''"})
  void staysSilentWhereNothingIsNear(String written) {
    assertThat(Suggestion.nearest(written, CHANNELS)).isEmpty();
  }

  @Test
  void takesTheFirstOfEquallyNearWords() {
    assertThat(Suggestion.nearest("XMS", CHANNELS)).contains("SMS");
  }

  @Test
  void endsAMessageWithAQuestion() {
    assertThat(Suggestion.hint("telegrm", CHANNELS)).isEqualTo(" (did you mean \"Telegram\"?)");
    assertThat(Suggestion.hint("fax", CHANNELS)).isEmpty();
  }
}
