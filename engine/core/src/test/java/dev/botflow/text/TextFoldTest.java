package dev.botflow.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFoldTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          menu                    | menu
          MENU                    | menu
          `  Track \t order\\n `  | `track order\\n`
          Crème BRÛLÉE            | creme brulee
          Ça va, Noël?            | ca va, noel?
          STRASSE                 | strasse
          Straße                  | strasse
          İstanbul                | istanbul
          ISPARTA ı               | isparta i
          ΟΔΟΣ                    | οδοσ
          ＡＢＣ１２３            | abc123
          don’t “stop”            | don't "stop"
          «oui»                   | "oui"
          9–17                    | 9-17
          ﬁn                      | fin
          wait…                   | wait...
          2️⃣                      | 2
          नमस्ते                   | नमस्ते
          がぎ                     | がぎ
          한국어                   | 한국어
          """)
  void readsAsOneWhatPeopleTakeForTheSame(String text, String folded) {
    assertThat(TextFold.fold(text)).isEqualTo(folded);
    assertThat(TextFold.fold(folded)).isEqualTo(folded);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          أُرِيدُ الطَّلَب   | اريد الطلب
          الـطـلـب       | الطلب
          إلى مدرسة     | الي مدرسه
          آسف           | اسف
          سؤال          | سوال
          ﷲ             | الله
          שָׁלוֹם          | שלום
          ק״מ           | ק"מ
          ज़रूर          | जरूर
          हाँ            | हां
          Łódź          | lodz
          Đà Nẵng       | da nang
          smørrebrød    | smorrebrod
          cœur, læge    | coeur, laege
          ٢٥٫٥          | 25.5
          ۱۲۳           | 123
          ৩৫            | 35
          १२            | 12
          ๙             | 9
          نعم؟          | نعم?
          👩🏿‍🌾            | 👩🌾
          """)
  void leavesOutInOtherScriptsWhatTheirWritersLeaveOut(String text, String folded) {
    assertThat(TextFold.fold(text)).isEqualTo(folded);
    assertThat(TextFold.fold(folded)).isEqualTo(folded);
  }

  @Test
  void takesEveryBlankForABlankAndDropsWhatNobodySees() {
    assertThat(TextFold.fold("\u00A0track\u2009\u00A0order\r\n")).isEqualTo("track order");
    assertThat(TextFold.fold("tr\u00ADa\u200Bck\uFEFF")).isEqualTo("track");
    assertThat(TextFold.fold("\u202ASTOP\u202C")).isEqualTo("stop");
    assertThat(TextFold.fold("\u2066+32 470\u2069 1\u200C2\u200D3\u202D\u202E\u202B\u2067\u2068"))
        .isEqualTo("+32 470 123");
    assertThat(TextFold.fold(" \t\n")).isEmpty();
    assertThat(TextFold.fold("")).isEmpty();
  }

  @Test
  void doesNotCopyWhatIsFoldedAlready() {
    String folded = "leaf-shop/order 17";

    assertThat(TextFold.fold(folded)).isSameAs(folded);
  }

  @Test
  void doesNotDependOnTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));

      assertThat(TextFold.fold("TITLE INFO")).isEqualTo("title info");
      assertThat(TextFold.fold("ÉTITI")).isEqualTo("etiti");
    } finally {
      Locale.setDefault(before);
    }
  }
}
