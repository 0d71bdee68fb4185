package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a host hands over, in the form variables have. */
class PlainValuesTest {
  @Test
  void keepsTextsTruthsAndDecimalsAndNothing() {
    BigDecimal price = new BigDecimal("1.10");

    assertThat(PlainValues.of(null)).isNull();
    assertThat(PlainValues.of("Ana")).isEqualTo("Ana");
    assertThat(PlainValues.of(true)).isEqualTo(true);
    assertThat(PlainValues.of(price)).isSameAs(price);
  }

  @Test
  void writesOtherNumbersTextsTimesAndConstantsPlainly() {
    assertThat(PlainValues.of(5)).isEqualTo(new BigDecimal("5"));
    assertThat(PlainValues.of(2.5)).isEqualTo(new BigDecimal("2.5"));
    assertThat(PlainValues.of(new StringBuilder("Ana"))).isEqualTo("Ana");
    assertThat(PlainValues.of(DayOfWeek.MONDAY)).isEqualTo("MONDAY");
    assertThat(PlainValues.of(LocalDate.of(2026, 3, 2))).isEqualTo("2026-03-02");
    assertThat(PlainValues.of(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
  }

  @Test
  void leavesOutWhatIsAbsentInListsAndMaps() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("none", null);
    map.put(1, Arrays.asList(2, null, "x"));
    map.put("inner", Map.of("a", 3));

    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("1", List.of(new BigDecimal("2"), "x"));
    plain.put("inner", Map.of("a", new BigDecimal("3")));
    assertThat(PlainValues.of(map)).isEqualTo(plain);
    assertThat(PlainValues.map(map)).isEqualTo(plain);
  }

  private static Object lists(int levels) {
    Object nested = "x";
    for (int i = 0; i < levels; i++) {
      nested = List.of(nested);
    }
    return nested;
  }

  private static Object maps(int levels) {
    Object nested = "x";
    for (int i = 0; i < levels; i++) {
      nested = Map.of("a", nested);
    }
    return nested;
  }

  @Test
  void takesThirtyTwoLevelsAndNoMore() {
    String tooDeep = "value: expected at most 32 levels, but was more";

    assertThat(PlainValues.of(lists(32))).isEqualTo(lists(32));
    assertThat(PlainValues.of(maps(32))).isEqualTo(maps(32));
    assertThatThrownBy(() -> PlainValues.of(lists(33))).hasMessage(tooDeep);
    assertThatThrownBy(() -> PlainValues.of(maps(33))).hasMessage(tooDeep);
  }

  @Test
  void refusesAnythingElse() {
    assertThatThrownBy(() -> PlainValues.of(List.of(new Object())))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            "value: expected text, number, true or false, list or map, but was java.lang.Object");
  }
}
