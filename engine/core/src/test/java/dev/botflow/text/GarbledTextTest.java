package dev.botflow.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GarbledTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "promoción",
        "Für Sie",
        "5 €",
        "¿Cómo?",
        "l’été",
        "zażółć",
        "İstanbul",
        "заказ",
        "παραγγελία",
        "الطلب",
        "注文する",
        "🙂",
        "naïve",
        "Größe",
        "“so”"
      })
  void knowsEachTextThatWasReadInTheCodePageOfWindows(String text) {
    String read = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    StringBuilder windows = new StringBuilder();
    for (char c : read.toCharArray()) {
      byte[] one = {(byte) c};
      String shown = new String(one, Charset.forName("windows-1252"));
      windows.append(shown.equals("\uFFFD") ? String.valueOf(c) : shown);
    }

    assertThat(GarbledText.firstIn("a row: " + windows)).isPresent();
    assertThat(GarbledText.firstIn("a row: " + text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "»Spaß«",
        "«CAFÉ»",
        "« CAFÉ »",
        "NÃO",
        "PÃO E AÇÃO",
        "Ã",
        "É…",
        "“SÍ”",
        "‘Å’",
        "»PÅ«",
        "À “propos”",
        "2 × 3",
        "√4",
        "5 ÷ 2",
        "ÄÖÜ",
        "ÎLE D’OLÉRON",
        "ĐÀ NẴNG",
        "10 °C",
        "§ 5",
        "Ångström",
        "ПРИВЕТ",
        "ÐÞ",
        "Où ça ? «À Nîmes»"
      })
  void leavesAloneWhatPeopleWrite(String text) {
    assertThat(GarbledText.firstIn(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"caf\uFFFD", "promoci√≥n", "Fr√ºhling", "l‚Äôété"})
  void knowsTheSignForUnreadableBytesAndTheCodePageOfOldMacs(String text) {
    assertThat(GarbledText.firstIn("x, " + text + ", y")).contains(text);
  }
}
