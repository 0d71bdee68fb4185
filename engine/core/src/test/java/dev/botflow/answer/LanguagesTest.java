package dev.botflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people answer in the languages beside English, Dutch, French and German. */
class LanguagesTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          es | Sí, claro      | true
          es | no, gracias    | false
          pt | Sim            | true
          pt | não            | false
          it | certo!         | true
          pl | tak, proszę    | true
          pl | nie            | false
          tr | EVET           | true
          tr | hayır          | false
          ar | أَجَل            | true
          ar | لا شكرا        | false
          hi | जी हाँ          | true
          hi | नहीं            | false
          id | iya            | true
          id | enggak         | false
          zh | 好的           | true
          zh | 不是           | false
          ja | はい           | true
          ja | いいえ。       | false
          """)
  void understandsYesAndNo(String language, String text, String value) {
    assertThat(Answers.to("yes_no", language).said(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          es    | 7 de agosto de 2026      | 2026-08-07
          pt-BR | 7 de agosto de 2026      | 2026-08-07
          it    | 7 agosto 2026            | 2026-08-07
          pl    | 7 sierpnia 2026          | 2026-08-07
          tr    | 7 Ağustos 2026           | 2026-08-07
          ar    | ٧ أغسطس ٢٠٢٦             | 2026-08-07
          hi    | 7 अगस्त 2026             | 2026-08-07
          id    | 7 Agustus 2026           | 2026-08-07
          zh    | 2026年8月7日             | 2026-08-07
          zh    | 八月七日                 | 2026-08-07
          zh    | 2026年十二月三十一日     | 2026-12-31
          ja    | 十月二十日               | 2026-10-20
          es    | mar                      | 2026-03-03
          es    | 5 mar                    | 2026-03-05
          es    | mar 3 de mar             | 2026-03-03
          hi    | रवि                      | 2026-03-08
          hi    | 5 दिन पहले               | 2026-02-25
          ja    | ２０２６年８月７日         | 2026-08-07
          es    | 7/8/2026                 | 2026-08-07
          """)
  void understandsDays(String language, String text, String value) {
    assertThat(Answers.to("date", language).said(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          es | a las 3 de la tarde  | 15:00
          es | las nueve y media    | 09:30
          pt | às 8 da noite        | 20:00
          it | alle 9 di sera       | 21:00
          pl | 5 po południu        | 17:00
          tr | akşam 8              | 20:00
          ar | الساعة ٩ صباحا       | 09:00
          hi | शाम 6 बजे            | 18:00
          hi | 6 बजे शाम            | 18:00
          id | jam 7 malam          | 19:00
          zh | 下午3点半            | 15:30
          ja | 午後3時              | 15:00
          """)
  void understandsTimes(String language, String text, String value) {
    assertThat(Answers.to("time", language).said(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          es | 1.500            | 1500
          pt | três, por favor  | 3
          it | sette            | 7
          pl | pięć             | 5
          tr | on iki           | 12
          ar | ثَلاثة             | 3
          hi | पाँच              | 5
          id | dua belas        | 12
          zh | 两               | 2
          ja | 三               | 3
          """)
  void understandsNumbers(String language, String text, String value) {
    assertThat(Answers.to("number", language).said(text)).isEqualTo(value);
  }
}
