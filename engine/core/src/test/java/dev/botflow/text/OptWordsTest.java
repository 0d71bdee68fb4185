package dev.botflow.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.Cell;
import dev.botflow.cell.CellParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptWordsTest {
  private final WordLists words = WordLists.none().inLanguages(List.of("fr", "pt-BR"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOPALL",
        "Opt out",
        "opt-out!",
        "revoke",
        "Unsubscribe, please",
        "Stop. Thank you",
        "\"STOP\"",
        "STOP 🛑",
        "ARRET",
        "arrêt, merci",
        "Pare por favor",
        "descadastrar"
      })
  void takesWhatPeopleAndCarriersWriteOnEveryChannel(String text) {
    assertThat(isOut(words, text, false)).isTrue();
    assertThat(isOut(words, text, true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CANCEL", "end", "Quit please", "annuler", "sair"})
  void takesWordsThatCancelAnOrderOnSmsOnly(String text) {
    assertThat(isOut(words, text, false)).isFalse();
    assertThat(isOut(words, text, true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop it", "don't stop", "please", "thank you", "abmelden", "stop?"})
  void leavesOtherTextsAlone(String text) {
    assertThat(isOut(words, text, true)).isFalse();
  }

  @Test
  void aListOfThatNameInTheBotTakesItsPlace() {
    WordLists own = new WordLists(new LinkedHashMap<>(Map.of("opt_out", List.of("genug"))))
        .inLanguages(List.of("de"));

    assertThat(isOut(own, "Genug, bitte", false)).isTrue();
    assertThat(isOut(own, "stop", false)).isFalse();
  }

  @Test
  void thanksAroundAWordOfAListOfTheBotDoNotCountEither() {
    WordLists own = new WordLists(new LinkedHashMap<>(Map.of("CAKES", List.of("cake", "a tart"))))
        .inLanguages(List.of("fr"));

    Cell cell = new CellParser(own).parse("in CAKES", CellParser.Kind.TEXT);

    assertThat(List.of("Cake please", "a tart, merci!", "please, a tart"))
        .allMatch(text -> cell.test(OptWords.said(text, false, own)));
    assertThat(List.of("cake pleased", "please", "no cake please"))
        .noneMatch(text -> cell.test(OptWords.said(text, false, own)));
  }

  @Test
  void aWordOfAListIsShownAsPeopleWriteIt() {
    assertThat(OptWords.withPolite(List.of("Stop")))
        .extracting(OptWords::written)
        .containsExactly("Stop", "stop please");
    assertThat(words.named("OPT_OUT").orElseThrow())
        .extracting(OptWords::written)
        .contains("stop", "cancel");
  }

  private static boolean isOut(WordLists words, String text, boolean sms) {
    Cell cell = new CellParser(words).parse("in OPT_OUT", CellParser.Kind.TEXT);
    return cell.test(OptWords.said(text, sms, words));
  }
}
