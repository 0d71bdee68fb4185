package dev.botflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.EventKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YesNoAnswerTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          en    | yes                      | true
          en    | YES!                     | true
          en    | y                        | true
          en    | Yes please               | true
          en    | ok, sure                 | true
          en    | 👍🏽                      | true
          en    | no                       | false
          en    | No thanks.               | false
          en    | no, I don't              | false
          en    | not really               | false
          en    | 👎                       | false
          en    | true                     | true
          en    | yes or no                | -
          en    | not sure                 | -
          en    | no problem               | -
          en    | I know                   | -
          en    | maybe                    | -
          en    | not                      | -
          en    | I am y                   | -
          en    | ja                       | -
          nl-BE | ja hoor                  | true
          nl-BE | Nee, dank je             | false
          nl-BE | ik weet het niet zeker   | -
          nl-BE | yes                      | true
          fr    | Oui, bien sûr            | true
          fr    | non merci                | false
          fr    | je ne sais pas, ok       | -
          de    | Jawohl                   | true
          de    | nein danke               | false
          de    | NATÜRLICH                | true
          """)
  void understandsYesAndNoInTheLanguagesOfTheBot(String language, String text, String value) {
    assertThat(Answers.to("yes_no", language).said(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "nl", "fr", "de", "xx"})
  void savesATruthValueAndKnowsItAgain(String language) {
    Answers answers = Answers.to("yes_no", language);

    assertThat(answers.read(Reply.text("yes"))).isEqualTo(new Reading.Accepted(true, null));
    assertThat(answers.readKnown(false)).isEqualTo(new Reading.Accepted(false, null));
  }

  @Test
  void tellsWhatWasExpectedWithoutWhatWasWritten() {
    assertThat(Answers.to("yes_no").read(Reply.text("4111 1111 1111 1111")))
        .isEqualTo(new Reading.NotUnderstood("expected yes or no, but was another text"));
    assertThat(Answers.to("yes_no").read(new Reply(EventKind.LOCATION, null, null, null)))
        .isEqualTo(new Reading.NotUnderstood("expected yes or no, but was location"));
  }
}
