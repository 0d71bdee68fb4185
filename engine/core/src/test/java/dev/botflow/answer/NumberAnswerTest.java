package dev.botflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberAnswerTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          en    | 25               | 25
          en    | ` 25. `          | 25
          en    | -3               | -3
          en    | +3               | 3
          en    | ２５             | 25
          en    | 2.5              | 2.5
          en    | 2,5              | 2.5
          en    | 0.500            | 0.500
          en    | 1,500            | 1500
          en    | 1.500            | 1.500
          en    | 1,234,567.5      | 1234567.5
          en    | 1.234.567,5      | 1234567.5
          en    | 1 234,5          | 1234.5
          en    | 1'234.5          | 1234.5
          en    | € 25             | 25
          en    | 25€              | 25
          en    | 12345.678        | 12345.678
          en-US | 1,500            | 1500
          nl    | 1.500            | 1500
          nl    | 1,500            | 1.500
          nl    | 12.345           | 12345
          nl    | 123.456          | 123456
          nl    | 1234.567         | 1234.567
          de    | 1.234,50         | 1234.50
          fr    | 1,500            | 1.500
          fr    | 1.500            | -
          xx    | 1.500            | -
          xx    | 1.50             | 1.50
          en    | 1,23,456         | -
          en-IN | 1,23,456         | 123456
          hi    | 12,34,567.5      | 1234567.5
          hi    | 12,345,67        | -
          en    | 1234,567.8       | -
          en    | 1,2.3,4          | -
          en    | 12 34            | -
          en    | 1,234,5          | -
          en    | ,5               | -
          en    | --5              | -
          en    | 1e9              | -
          ar    | ٢٥               | 25
          hi    | १२.५             | 12.5
          bn    | ৩                | 3
          en    | five             | 5
          en    | Five, please!    | 5
          en    | 5 please         | 5
          en    | please: 5        | 5
          en    | zero             | 0
          en    | twenty           | 20
          en    | -3, thanks       | -3
          en    | four and a half  | -
          en    | five or six      | -
          en    | a                | -
          en    | please           | -
          en    | drie             | -
          nl    | één              | 1
          nl    | drie, aub        | 3
          nl    | Twaalf graag     | 12
          nl    | three            | 3
          fr    | deux             | 2
          fr    | sept, s’il vous plaît | 7
          fr    | douze svp        | 12
          fr    | 1,500 merci      | 1.500
          de    | fünf             | 5
          de    | FÜNF bitte       | 5
          de    | bitte zwölf      | 12
          de    | eins             | 1
          en    | 5 apples         | -
          en    | ½                | -
          en    | .                | -
          """)
  void readsFiguresAsTheLanguageWritesThemAndSmallNumbersInWords(
      String language, String text, String value) {
    assertThat(Answers.to("number", language).said(text)).isEqualTo(value);
  }

  @Test
  void doesNotReadEndlessNumbers() {
    assertThat(Answers.to("number", "en").said("9".repeat(31))).isEqualTo("-");
  }

  @Test
  void savesANumber() {
    assertThat(Answers.to("number", "en").read(Reply.text("2,50")))
        .isEqualTo(new Reading.Accepted(new BigDecimal("2.50"), null));
    assertThat(Answers.to("integer", "en").read(Reply.text("2.00")))
        .isEqualTo(new Reading.Accepted(new BigDecimal("2"), null));
    assertThat(Answers.to("integer", "en").readKnown(new BigDecimal("2")))
        .isEqualTo(new Reading.Accepted(new BigDecimal("2"), null));
  }

  @Test
  void keepsToTheLimitAndToWholeNumbers() {
    Answers stars = Answers.to("{ integer: 1 to 5 }", "en");

    assertThat(stars.said("5")).isEqualTo("5");
    assertThat(stars.said("6")).isEqualTo("-");
    assertThat(stars.read(Reply.text("4.5")))
        .isEqualTo(
            new Reading.NotUnderstood("expected a whole number, 1 to 5, but was another text"));
    assertThat(Answers.to("{ number: at least 0.5 }", "en").said("0.4")).isEqualTo("-");
    assertThat(Answers.to("{ number: at least 0.5 }", "en").said("0.5")).isEqualTo("0.5");
  }
}
