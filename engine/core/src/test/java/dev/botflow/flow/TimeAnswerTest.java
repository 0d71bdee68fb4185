package dev.botflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeAnswerTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          en | 14:30          | 14:30
          en | at 9:05        | 09:05
          en | 14.30          | 14:30
          en | 2:30 pm        | 14:30
          en | 2.30 P.M.      | 14:30
          en | 2pm            | 14:00
          en | 12 am          | 00:00
          en | 12pm           | 12:00
          en | 9 o'clock      | 09:00
          en | noon           | 12:00
          en | 0:00           | 00:00
          nl | 9 uur          | 09:00
          nl | om 9u30        | 09:30
          nl | 14:30 uur      | 14:30
          fr | 14h30          | 14:30
          fr | à 14 h         | 14:00
          fr | midi           | 12:00
          de | 14 Uhr         | 14:00
          de | um 14 Uhr 30   | 14:30
          de | 14.30 Uhr      | 14:30
          en | 9              | -
          en | 24:00          | -
          en | 14:60          | -
          en | 14:3           | -
          en | 14:30 pm       | -
          en | 0 am           | -
          en | 14:30 tomorrow | -
          en | 14:30:15       | -
          en | 140:30         | -
          en | later          | -
          """)
  void readsTimesOfDay(String language, String text, String time) {
    assertThat(Answers.to("time", language).said(text)).isEqualTo(time);
  }

  @Test
  void keepsToTheWindow() {
    assertThat(Answers.to("{ time: \"09:00 to 17:00\" }").said("16:59")).isEqualTo("16:59");
    assertThat(Answers.to("{ time: \"09:00 to 17:00\" }").said("17:00")).isEqualTo("-");
    assertThat(Answers.to("{ time: 22:00-06:00 }").said("05:00")).isEqualTo("05:00");
  }
}
