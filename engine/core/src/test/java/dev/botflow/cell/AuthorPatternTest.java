package dev.botflow.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorPatternTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LC-\\d{6}",
        "(a+)+$",
        "[^]{1000}]x{3,9}",
        "[[:alpha:]{9}]{20}",
        "\\Q{1000}{1000}\\E",
        "a{2,}b{0}",
        "x{,5}",
        "{",
        "\\p{Greek}+",
        "(?i)(?:[a-z]{2,5}\\.){1,20}",
        "a{1000}"
      })
  void compilesWhatAuthorsWrite(String source) {
    assertThat(AuthorPattern.compile(source).pattern()).isEqualTo(source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(?:(?:a?b*){100}){11}",
        "(x{500}|y{500}){2}",
        "((((a{9}){9}){9}){9}){9}",
        "a{999}{999}",
        "(a{600})b{600}",
        "(a{400}\\Q)\\E){500}"
      })
  void refusesRepeatsThatFillTheMemoryBeforeTheyAreCompiled(String source) {
    assertThatThrownBy(() -> AuthorPattern.compile(source))
        .isInstanceOf(CellBrokenException.class)
        .hasMessage("expected a pattern whose repeats unfold to at most 1000 steps, but was \""
            + source + "\"");
  }

  @Test
  void refusesALongPattern() {
    assertThatThrownBy(() -> AuthorPattern.compile("a".repeat(501)))
        .hasMessage("expected a pattern of at most 500 characters, but it has 501");
  }

  @Test
  void endsKnownBadPatternsOnLongTextsWithoutBacktracking() {
    String text = "a".repeat(CellMatcher.MAX_MATCHED_CHARS) + "!";

    assertThat(AuthorPattern.compile("(a+)+$").matcher(text).matches()).isFalse();
    assertThat(AuthorPattern.compile("(a|aa)+$").matcher(text).matches()).isFalse();
    assertThat(AuthorPattern.compile("(.*a){20}$").matcher(text).matches()).isFalse();
  }
}
