package dev.botflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeAnswerTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          en | 14:30          | 14:30
          en | at 9:05        | 09:05
          en | 14.30          | 14:30
          en | 2:30 pm        | 14:30
          en | 2.30 P.M.      | 14:30
          en | 2pm            | 14:00
          en | 12 am          | 00:00
          en | 12pm           | 12:00
          en | 12:30 am       | 00:30
          en | 12:30 pm       | 12:30
          en | 1 am           | 01:00
          en | 23:59          | 23:59
          en | 13 pm          | -
          en | 24 pm          | -
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
          en | 8 pm please    | 20:00
          en | 14:30, thanks! | 14:30
          en | half past nine | 09:30
          en | half past 9 pm | 21:30
          en | quarter to ten | 09:45
          en | a quarter past 9 | 09:15
          en | at quarter to one | 12:45
          en | quarter to midnight | 23:45
          en | quarter to twelve pm | 23:45
          en | half past twelve am | 00:30
          en | ten past nine  | 09:10
          en | 5 minutes to ten | 09:55
          en | nine o'clock   | 09:00
          en | nine in the evening | 21:00
          en | 8 in the morning | 08:00
          en | nine pm        | 21:00
          nl | half tien      | 09:30
          nl | half tien 's avonds | 21:30
          nl | om half 10 graag | 09:30
          nl | half een       | 12:30
          nl | kwart over 9   | 09:15
          nl | kwart voor tien | 09:45
          nl | kwart na negen | 09:15
          nl | vijf over half tien | 09:35
          nl | vijf voor half tien | 09:25
          nl | tien voor negen | 08:50
          nl | negen uur      | 09:00
          nl | 8 uur 's avonds | 20:00
          nl | kwart voor 15  | 14:45
          nl | half past nine | 09:30
          fr | neuf heures et demie | 09:30
          fr | 9 h et quart   | 09:15
          fr | dix heures moins le quart | 09:45
          fr | neuf heures dix | 09:10
          fr | neuf heures cinq | 09:05
          fr | dix heures moins cinq | 09:55
          fr | midi et demi   | 12:30
          fr | neuf heures du soir | 21:00
          fr | à huit heures, s’il vous plaît | 08:00
          de | halb zehn      | 09:30
          de | um halb 10     | 09:30
          de | Viertel nach neun | 09:15
          de | Viertel vor zehn | 09:45
          de | dreiviertel zehn | 09:45
          de | fünf vor halb zehn | 09:25
          de | neun Uhr       | 09:00
          de | 9 Uhr abends   | 21:00
          de | 20 Uhr bitte   | 20:00
          de | zehn nach neun | 09:10
          en | half nine      | -
          en | 5 to 10        | -
          en | half tien      | -
          en | nine           | -
          en | half past      | -
          en | half past 25   | -
          en | half past 14 pm | -
          en | quarter to ten tomorrow | -
          nl | half nine      | -
          nl | half           | -
          fr | et demie       | -
          de | viertel zehn   | -
          de | halb           | -
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
  void takesAPhraseAsTheFirstLanguageThatKnowsIt() {
    assertThat(Answers.to("time", "nl", "en").said("half 9")).isEqualTo("08:30");
    assertThat(Answers.to("time", "en", "nl").said("half 9")).isEqualTo("-");
    assertThat(Answers.to("time", "en", "nl").said("half negen")).isEqualTo("08:30");
  }

  @Test
  void keepsToTheWindow() {
    assertThat(Answers.to("{ time: \"09:00 to 17:00\" }").said("16:59")).isEqualTo("16:59");
    assertThat(Answers.to("{ time: \"09:00 to 17:00\" }").said("17:00")).isEqualTo("-");
    assertThat(Answers.to("{ time: 22:00-06:00 }").said("05:00")).isEqualTo("05:00");
  }
}
