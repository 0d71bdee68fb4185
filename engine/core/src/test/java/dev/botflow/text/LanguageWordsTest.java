package dev.botflow.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.answer.NumberWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"en", "nl", "fr", "de", "es", "pt", "it", "pl", "tr", "ar", "hi", "id", "zh", "ja"
      })
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
        "please",
        "opt_out",
        "opt_out.sms",
        "opt_in",
        "days.ahead",
        "days.ago",
        "weeks.ahead",
        "weeks.ago",
        "months.ahead",
        "months.ago",
        "years.ahead",
        "years.ago",
        "next_week",
        "last_week",
        "filler",
        "noon",
        "midnight",
        "hour",
        "am",
        "pm",
        "time.filler",
        "clock.quarter_past",
        "clock.quarter_to",
        "clock.minutes_past",
        "clock.minutes_to")) {
      assertThat(words.words(key)).as(key).isNotEmpty();
    }
    for (int i = 1; i <= 12; i++) {
      assertThat(words.words("month." + i)).as("month " + i).isNotEmpty();
    }
    for (int i = 0; i <= 12; i++) {
      assertThat(words.words("figure." + i)).as("figure " + i).isNotEmpty();
    }
    assertThat(List.of("clock.half_past", "clock.half_to"))
        .filteredOn(key -> !words.patterns(key).isEmpty())
        .as("how it tells the half of an hour")
        .hasSize(1);
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
  void meansOneNumberByAWordInAllLanguages() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (LanguageWords words : LanguageWords.ofAll(List.of("en", "nl", "fr", "de"))) {
      for (int i = 0; i <= NumberWords.MAX; i++) {
        for (String word : words.words(NumberWords.key(i))) {
          assertThat(numbers.merge(word, i, (before, now) -> before)).as(word).isEqualTo(i);
        }
      }
    }
    assertThat(numbers).containsEntry("seven", 7).containsEntry("zeven", 7);
    assertThat(numbers).containsEntry("sept", 7).containsEntry("sieben", 7);
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
