package dev.botflow.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.CellParser.Kind;
import dev.botflow.text.WordLists;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {
  private final CellParser cells = new CellParser(WordLists.none());

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          menu, restart       | MENU                        | true
          menu, restart       | ` réstart `                 | true
          menu, restart       | the menu                    | false
          not SMS, MMS        | sms                         | false
          not SMS, MMS        | RCS                         | true
          contains order      | My ORDER, please            | true
          contains order      | reordering                  | true
          contains order      | parcel                      | false
          contains a b        | a   b                       | true
          starts with hi      | Hi there                    | true
          starts with hi      | oh hi                       | false
          ends with ?         | who?                        | true
          word order          | my order.                   | true
          word order          | reorder orders              | false
          word order          | reorder one order           | true
          word élan           | elan!                       | true
          word 荷物             | 私の荷物はどこ                  | true
          word รถ             | ขอรถค่ะ                       | true
          hush                | Hush! 🤫                    | true
          hush                | "hush"                      | true
          🙏                  | 🙏🏾                         | true
          not hush            | hush 🤫                     | false
          contains ?          | hush?                       | true
          starts with hush    | ¡Hush now                   | true
          ends with now       | hush now!                   | true
          exactly Hush        | Hush                        | true
          exactly Hush        | ` Hush `                    | true
          exactly Hush        | hush                        | false
          exactly Hush        | Hush!                       | false
          exactly "a, b", c   | a, b                        | true
          exactly 👍          | 👍🏽                         | false
          not exactly Hush    | hush                        | true
          matches /^LC-\\d+$/ | LC-17                       | true
          matches /^LC-\\d+$/ | lc-17                       | false
          matches /C-/        | LC-17                       | true
          matches /^LC-\\d+$/ | LC–١٧.                      | true
          matches /^LC-\\d+$/ | `‎LC-17‎`                  | true
          matches /^é$/       | é                           | true
          matches /^e$/       | é                           | false
          at least 100        | 100                         | true
          at least 100        | 99.99                       | false
          at least 100        | 1,000                       | false
          at least 100        | lots                        | false
          at most 5           | 5.0                         | true
          over 18             | 18                          | false
          under 18            | 17.9                        | true
          5 to 10             | 10                          | true
          5 to 10             | 10.1                        | false
          not 5 to 10         | 4                           | true
          2026-01-05          | 2026-01-05                  | true
          2026-01-05          | 2026-01-05T23:59:00+01:00   | true
          2026-01-05          | 2026-01-055                 | false
          from 2026-01-05     | 2026-01-04                  | false
          until 2026-01-05    | 2026-01-05                  | true
          until 2026-01-05    | soon                        | false
          5                   | 5                           | true
          612                 | 0612                        | false
          is known            | x                           | true
          is empty            | x                           | false
          """)
  void testsTexts(String cell, String value, boolean passes) {
    assertThat(cells.parse(cell, Kind.ANY).test(value)).isEqualTo(passes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "not x",
        "contains x",
        "not contains x",
        "matches /x?/",
        "not matches /x/",
        "at least 0",
        "not 5 to 10",
        "from 2026-01-01",
        "is known",
        "x, 2026-01-01"
      })
  void failsEveryTestOfAMissingValueButIsEmpty(String cell) {
    assertThat(cells.parse(cell, Kind.ANY).test(null)).isFalse();
    assertThat(cells.parse(cell, Kind.ANY).test("")).isFalse();
    assertThat(cells.parse(cell, Kind.ANY).test(" \n")).isFalse();
    assertThat(cells.parse("is empty", Kind.ANY).test(null)).isTrue();
    assertThat(cells.parse("is empty", Kind.ANY).test("")).isTrue();
  }

  @Test
  void comparesNumbersOfEveryTypeAsNumbers() {
    assertThat(passes("5 to 10", 5)).isTrue();
    assertThat(passes("5 to 10", 10L)).isTrue();
    assertThat(passes("5 to 10", 10.5)).isFalse();
    assertThat(passes("5 to 10", new BigDecimal("5.00"))).isTrue();
    assertThat(passes("5, gold", new BigDecimal("5.00"))).isTrue();
    assertThat(passes("5.0", 5)).isTrue();
    assertThat(passes("not 5", 6)).isTrue();
    assertThat(passes("at least 5", Double.NaN)).isFalse();
    assertThat(passes("contains 5", 1500)).isTrue();
    assertThat(passes("matches /^1500$/", new BigDecimal("15E2"))).isTrue();
    assertThat(cells.parse("1, 5", Kind.NUMBER).test("5.0")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yes", "TRUE", "WAHR", "vrai", "waar", "ja", "Sí", "not no", "gold, true"})
  void knowsTrueInTheLanguagesOfSpreadsheets(String cell) {
    assertThat(passes(cell, true)).isTrue();
    assertThat(passes(cell, false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "FALSE", "FALSCH", "faux", "onwaar", "não", "not yes"})
  void knowsFalseInTheLanguagesOfSpreadsheets(String cell) {
    assertThat(passes(cell, false)).isTrue();
    assertThat(passes(cell, true)).isFalse();
  }

  @Test
  void letsAListPassIfOneOfItsMembersDoes() {
    List<Object> tags = List.of("vip", new BigDecimal("7"));

    assertThat(passes("VIP", tags)).isTrue();
    assertThat(passes("not VIP", tags)).isFalse();
    assertThat(passes("not gold", tags)).isTrue();
    assertThat(passes("starts with v", tags)).isTrue();
    assertThat(passes("over 6", tags)).isTrue();
    assertThat(passes("matches /^i/", tags)).isFalse();
  }

  @Test
  void takesAnEmptyListForAListWithoutThatMember() {
    assertThat(passes("not vip", List.of())).isTrue();
    assertThat(passes("is empty", List.of())).isTrue();
    assertThat(passes("is empty", Map.of())).isTrue();
    assertThat(passes("is known", Map.of("a", 1))).isTrue();
    assertThat(passes("x", Map.of("x", 1))).isFalse();
  }

  @Test
  void looksForAPatternInTheFirstCharactersOnly() {
    String text = "a".repeat(CellMatcher.MAX_MATCHED_CHARS) + "b";

    assertThat(passes("matches /b/", text)).isFalse();
    assertThat(passes("matches /a$/", text)).isTrue();
  }

  @Test
  void doesNotWriteOutTheZerosOfAHostileNumber() {
    BigDecimal huge = new BigDecimal("1e999999999");

    assertThat(passes("contains 9", huge)).isTrue();
    assertThat(passes("at least 5", huge)).isTrue();
    assertThat(passes("5", huge)).isFalse();
  }

  private boolean passes(String cell, @Nullable Object value) {
    return cells.parse(cell, Kind.ANY).test(value);
  }
}
