package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioPatternTest {
  @ParameterizedTest
  @CsvSource({
    "Hi Ana!, Hi Ana!, true",
    "Hi Ana!, Hi Ana! How are you?, false",
    "*Hi Ana*, Leaf & Co says Hi Ana! Fern here., true",
    "Thanks for*, Thanks for writing., true",
    "*, '', true",
    "'', '', true",
    "'', x, false",
    "a*b*c, aXbYbZc, true",
    "a*b*c, aXbYbZ, false",
    "hi, Hi, false"
  })
  void letsStarsStandForAnything(String pattern, String text, boolean matches) {
    assertThat(ScenarioPattern.matches(pattern, text)).isEqualTo(matches);
  }

  @Test
  void letsAStarGoOverLines() {
    assertThat(ScenarioPattern.matches("Leaf*here.", "Leaf & Co\nFern here.")).isTrue();
  }

  @Test
  void endsSoonOnManyStars() {
    String text = "a".repeat(5_000);

    assertThat(ScenarioPattern.matches("*a".repeat(1_000) + "*b", text)).isFalse();
  }
}
