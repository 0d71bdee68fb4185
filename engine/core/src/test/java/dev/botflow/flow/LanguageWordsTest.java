package dev.botflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageWordsTest {

  @ParameterizedTest
  @ValueSource(strings = {"en", "nl", "fr", "de"})
  void hasEverythingInEveryLanguage(String language) {
    LanguageWords words = LanguageWords.of(language).orElseThrow();

    for (String key : List.of(
        "yes",
        "no",
        "not",
        "unclear",
        "today",
        "tomorrow",
        "day_after_tomorrow",
        "yesterday",
        "in",
        "days",
        "weeks",
        "filler",
        "noon",
        "midnight",
        "hour",
        "time.filler")) {
      assertThat(words.words(key)).as(key).isNotEmpty();
    }
    for (int i = 1; i <= 12; i++) {
      assertThat(words.words("month." + i)).as("month " + i).isNotEmpty();
    }
    for (int i = 1; i <= 7; i++) {
      assertThat(words.words("weekday." + i)).as("weekday " + i).isNotEmpty();
    }
    assertThat(words.text("date")).contains("{day}", "{month}", "{year}");
    assertThat(words.text("time")).contains("{hour}", "{minute}");
    assertThat(words.text("number.group")).hasSize(1);
    assertThat(words.text("number.decimal")).hasSize(1);
    assertThat(LanguageWords.names(language)).isNotEmpty();
  }

  @Test
  void findsALanguageByItsTag() {
    assertThat(LanguageWords.of("NL_be").map(LanguageWords::language)).contains("nl");
    assertThat(LanguageWords.of("nld")).isEmpty();
    assertThat(LanguageWords.ofAll(List.of("fr-BE", "xx", "fr", "nl")))
        .extracting(LanguageWords::language)
        .containsExactly("fr", "nl", "en");
  }
}
