package dev.botflow.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTagsTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          zh-TW      | zh-Hant
          zh-Hant-HK | zh-Hant
          zh_mo      | zh-Hant
          zh-CN      | zh-Hans
          zh         | zh-Hans
          zh-SG      | zh-Hans
          nl-BE      | nl
          NL         | nl
          pt-BR      | pt-BR
          pt         | -
          sr-Latn-RS | sr-Latn
          sr         | -
          fr         | -
          """)
  void reachesTheLanguageByScriptAndRegionBeforeTheLanguageAlone(String tag, String language) {
    List<String> languages = List.of("zh-Hans", "zh-Hant", "nl", "pt-BR", "sr-Latn");

    assertThat(LanguageTags.best(tag, languages).orElse("-")).isEqualTo(language);
  }
}
