package dev.botflow.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Quiet",
        "quiet.",
        "QUIET!!!",
        "“Quiet”",
        "«quiet»",
        "'quiet'",
        "quiet 🔕",
        "🙏🏾 quiet",
        "¡Quiet!",
        "*quiet*",
        "_Quiet_",
        "(quiet)",
        "- quiet",
        "quiet…",
        "quiet :)",
        "ＱＵＩＥＴ",
        "\u200Equiet\u200F",
        "quiet。",
        "「quiet」",
      })
  void doesNotCountWhatStandsAroundTheWords(String text) {
    assertThat(WholeText.of(text)).isEqualTo("quiet");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          Quiet. Many thanks!  | quiet many thanks
          no, later            | no later
          one . two            | one two
          at 9:30, please      | at 9:30 please
          x@leaf.example       | x@leaf.example
          -5                   | -5
          .5                   | .5
          `,5`                 | `,5`
          2,5                  | 2,5
          A-                   | a-
          C++                  | c++
          50 %                 | 50 %
          #7                   | #7
          /start               | /start
          ?                    | ?
          quiet?               | quiet?
          !quiet               | !quiet
          :)                   | :)
          👍🏽                   | 👍
          👍👍                  | 👍👍
          """)
  void leavesWhatTellsTwoTextsApart(String text, String whole) {
    assertThat(WholeText.of(text)).isEqualTo(whole);
    assertThat(WholeText.of(whole)).isEqualTo(whole);
  }

  @Test
  void keepsLetterCaseAndAccentsForPatterns() {
    assertThat(WholeText.asWritten("\u202A“Étage–７”.\u202C")).isEqualTo("Étage-7");
    assertThat(WholeText.asWritten(" Ref A, B. ")).isEqualTo("Ref A, B");
  }
}
