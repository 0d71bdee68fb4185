package dev.botflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateAnswerTest {

  /** Today is Monday 2026-03-02. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          en    | 2026-03-05                | 2026-03-05
          en    | 2026/3/5                  | 2026-03-05
          en    | today                     | 2026-03-02
          en    | Tomorrow!                 | 2026-03-03
          en    | the day after tomorrow    | 2026-03-04
          en    | yesterday                 | 2026-03-01
          en    | in 3 days                 | 2026-03-05
          en    | in 2 weeks                | 2026-03-16
          en    | Friday                    | 2026-03-06
          en    | on friday                 | 2026-03-06
          en    | monday                    | 2026-03-09
          en    | 5 March                   | 2026-03-05
          en    | 2 March                   | 2026-03-02
          en    | 1 March                   | 2027-03-01
          en    | March 5th                 | 2026-03-05
          en    | the 5th of March, 2027    | 2027-03-05
          en    | Thursday 5 March          | 2026-03-05
          en    | Friday 5 March            | -
          en    | 29 feb                    | 2028-02-29
          en    | 5 mar 27                  | 2027-03-05
          en    | 25/3/2026                 | 2026-03-25
          en    | 3/25/2026                 | 2026-03-25
          en    | 3/3/2026                  | 2026-03-03
          en    | 4/3/2026                  | -
          en    | 4.3.2026                  | 2026-03-04
          en-US | 4/3/2026                  | 2026-04-03
          en-US | 4/3                       | 2026-04-03
          en-GB | 4/3/2026                  | 2026-03-04
          nl    | 4/3/2026                  | 2026-03-04
          nl    | 4-3-26                    | 2026-03-04
          nl    | 4/3                       | 2026-03-04
          nl    | 1/3                       | 2027-03-01
          nl    | overmorgen                | 2026-03-04
          nl    | over 3 dagen              | 2026-03-05
          nl    | vrijdag 6 maart           | 2026-03-06
          nl    | de 6e maart               | 2026-03-06
          nl    | do 5 mrt                  | 2026-03-05
          fr    | demain                    | 2026-03-03
          fr    | Après-demain              | 2026-03-04
          fr    | aujourd’hui               | 2026-03-02
          fr    | le 1er août 2026          | 2026-08-01
          fr    | dans 2 semaines           | 2026-03-16
          fr    | mar                       | 2026-03-03
          de    | übermorgen                | 2026-03-04
          de    | am 5. März 2026           | 2026-03-05
          de    | 5.3.2026                  | 2026-03-05
          de    | in 3 Tagen                | 2026-03-05
          de    | Sonntag, den 8. März      | 2026-03-08
          de    | march 5                   | 2026-03-05
          en    | in three days             | 2026-03-05
          en    | in three days, please     | 2026-03-05
          en    | tomorrow please           | 2026-03-03
          en    | 5 March, thanks           | 2026-03-05
          en    | in a day                  | 2026-03-03
          en    | in 3 days' time           | 2026-03-05
          en    | three days from now       | 2026-03-05
          en    | 3 days ago                | 2026-02-27
          en    | two weeks ago             | 2026-02-16
          en    | in a month                | 2026-04-02
          en    | a year ago                | 2025-03-02
          en    | next week                 | 2026-03-09
          en    | last week                 | 2026-02-23
          nl    | over drie dagen           | 2026-03-05
          nl    | over een week             | 2026-03-09
          nl    | binnen 3 dagen            | 2026-03-05
          nl    | drie dagen geleden        | 2026-02-27
          nl    | volgende week graag       | 2026-03-09
          nl    | over twee maanden         | 2026-05-02
          nl    | in three days             | 2026-03-05
          fr    | dans trois jours          | 2026-03-05
          fr    | Dans sept jours           | 2026-03-09
          fr    | il y a deux semaines      | 2026-02-16
          fr    | la semaine prochaine, s’il vous plaît | 2026-03-09
          fr    | dans un an                | 2027-03-02
          de    | in drei Tagen             | 2026-03-05
          de    | in einer Woche            | 2026-03-09
          de    | vor 3 Tagen               | 2026-02-27
          de    | vor zwei Wochen           | 2026-02-16
          de    | nächste Woche bitte       | 2026-03-09
          de    | in einem Monat            | 2026-04-02
          en    | in three                  | -
          en    | three days                | -
          en    | in three days ago         | -
          en    | in a few days             | -
          en    | next month                | -
          en    | in 3 days or 4            | -
          en    | in drie dagen             | -
          en    | 30 February               | -
          en    | 2026-13-01                | -
          en    | 31/4/2026                 | -
          en    | March                     | -
          en    | in march                  | -
          en    | 2026                      | -
          en    | 5                         | -
          en    | 3 4                       | -
          en    | 5 March or 6 March        | -
          en    | tomorrow or friday        | -
          en-US | 12/5/2026                 | 2026-12-05
          nl    | 5/12/2026                 | 2026-12-05
          en    | 5 january                 | 2027-01-05
          en    | 5 december                | 2026-12-05
          en    | 1 april                   | 2026-04-01
          en    | 2026 march 5              | 2026-03-05
          en    | march 2026                | -
          en    | 1 january 1800            | 1800-01-01
          en    | 31 december 1799          | -
          en    | 31 december 2999          | 2999-12-31
          en    | 1 january 3000            | -
          en    | 5 march april             | -
          en    | monday friday             | -
          en    | soon                      | -
          en    | my order 5/3 @ home       | -
          en    | in 99999 days             | -
          en    | 9999-01-01                | -
          en    | 5 mars                    | -
          """)
  void readsDaysInWordsAndFigures(String language, String text, String day) {
    assertThat(Answers.to("date", language).said(text)).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          future                    | today       | -
          future                    | tomorrow    | 2026-03-03
          future                    | 2 march     | -
          future                    | 3/3/2027    | 2027-03-03
          past                      | today       | -
          past                      | 1 march     | 2026-03-01
          past                      | 5 march     | 2025-03-05
          past                      | friday      | 2026-02-27
          past                      | 5 mar 85    | 1985-03-05
          past                      | 5 mar 20    | 2020-03-05
          past                      | tomorrow    | -
          from today                | today       | 2026-03-02
          from today                | yesterday   | -
          until today               | today       | 2026-03-02
          until today               | tomorrow    | -
          2026-03-03 to 2026-03-31  | today       | -
          2026-03-03 to 2026-03-31  | tomorrow    | 2026-03-03
          2026-03-03 to 2026-03-31  | 1 april     | -
          """)
  void keepsToTheDaysThatWillDo(String limit, String text, String day) {
    assertThat(Answers.to("{ date: " + limit + " }", "en").said(text)).isEqualTo(day);
  }

  @Test
  void readsADayOfEightyCharactersAndNoLongerOne() {
    assertThat(Answers.to("date", "en").said("5" + ",".repeat(74) + "march"))
        .isEqualTo("2026-03-05");
    assertThat(Answers.to("date", "en").said("5" + ",".repeat(75) + "march")).isEqualTo("-");
  }

  @Test
  void readsTheWordsOfAllLanguagesOfTheBotTheContactsFirst() {
    Answers answers = Answers.to("{ date: future }", "fr", "nl-BE", "en");

    assertThat(answers.said("demain")).isEqualTo("2026-03-03");
    assertThat(answers.said("morgen")).isEqualTo("2026-03-03");
    assertThat(answers.said("4/3/2026")).isEqualTo("2026-03-04");
    assertThat(answers.read(Reply.text("x")))
        .isEqualTo(new Reading.NotUnderstood("expected a date, future, but was another text"));
  }
}
