package dev.botflow.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsPartsTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "160, 1", "161, 2", "306, 2", "307, 3", "1850, 13"})
  void cutsTextsOfTheSmallAlphabet(int characters, int parts) {
    assertThat(SmsParts.of("a".repeat(characters)))
        .isEqualTo(new SmsParts(parts, characters, null));
  }

  @ParameterizedTest
  @CsvSource({"69, 1", "70, 2", "133, 2", "134, 3"})
  void oneCharacterBeyondItMakesAllOfItUcs2(int others, int parts) {
    assertThat(SmsParts.of("\u201c" + "a".repeat(others)))
        .isEqualTo(new SmsParts(parts, others + 1, "\u201c"));
  }

  @Test
  void countsTwiceWhatTakesTwoPlaces() {
    assertThat(SmsParts.of("\u20ac".repeat(80)).parts()).isEqualTo(1);
    assertThat(SmsParts.of("\u20ac".repeat(81)).parts()).isEqualTo(2);
    assertThat(SmsParts.of("{[~]}|\\^").units()).isEqualTo(16);
  }

  @Test
  void takesLettersOfWesternEuropeAndNamesTheFirstCharacterItLacks() {
    assertThat(SmsParts.of("\u00e4\u00f6\u00fc \u00e9\u00e8\u00e0\u00f9 \u00f1 \u00df")
            .inWords())
        .isEqualTo("1 SMS (GSM-7)");
    assertThat(SmsParts.of("for\u00eat").inWords())
        .isEqualTo("1 SMS (UCS-2, because of \"\u00ea\")");
    assertThat(SmsParts.of("hi \ud83d\ude00").beyond()).isEqualTo("\ud83d\ude00");
  }
}
