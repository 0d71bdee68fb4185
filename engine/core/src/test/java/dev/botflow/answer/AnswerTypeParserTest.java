package dev.botflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.CellParser;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.text.WordLists;
import dev.botflow.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTypeParserTest {
  private final Findings findings = new Findings();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "any",
        "choice",
        "yes_no",
        "number",
        "integer",
        "date",
        "time",
        "email",
        "phone",
        "url",
        "location",
        "media",
        "language"
      })
  void readsAWordAloneOrAsAKey(String word) {
    assertThat(parse(word).name()).isEqualTo(word);
    assertThat(parse("{ " + word + ": }").name()).isEqualTo(word);
    assertThat(parse(word).strict()).isEqualTo(!word.equals("any"));
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          { pattern: 'LC-[0-9]{6}' }                       | pattern
          { pattern: 'LC-[0-9]{6}', case: upper }          | pattern
          { case: lower, pattern: 'lc' }                   | pattern
          { integer: 1 to 5 }                              | integer
          { number: at least 0.5 }                         | number
          { date: future }                                 | date
          { date: past }                                   | date
          { date: from today }                             | date
          { date: until today }                            | date
          { date: 2026-01-01 to 2026-03-31 }               | date
          { time: "09:00 to 17:00" }                       | time
          { time: 22:00-06:00 }                            | time
          { list: { red: [crimson, scarlet], blue: [] } }  | list
          { list: { red: , blue: [navy] } }                | list
          { list: [red, blue] }                            | list
          { list: COLOURS }                                | list
          """)
  void readsLimits(String yaml, String name) {
    assertThat(parse(yaml).name()).isEqualTo(name);
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '!', textBlock = """
          emial                        ! unknown-type    ! f.yaml:1: type: expected one of any, text, choice, yes_no, number, integer, date, time, email, phone, url, pattern, location, media, language, list, but was "emial" (did you mean "email"?)
          { numbr: 5 }                 ! unknown-type    ! f.yaml:1: type: expected one of any, text, choice, yes_no, number, integer, date, time, email, phone, url, pattern, location, media, language, list, but was "numbr" (did you mean "number"?)
          {}                           ! unreadable-type ! f.yaml:1: type: expected a word such as email, or a map such as { integer: 1 to 5 }, but was an empty map
          [any]                        ! unreadable-type ! f.yaml:1: type: expected a word such as email, or a map such as { integer: 1 to 5 }, but was a list
          pattern                      ! unreadable-type ! f.yaml:1: type: expected a pattern, as in { pattern: 'LC-[0-9]{6}' }, but was "pattern"
          { pattern: }                 ! unreadable-type ! f.yaml:1: type: expected a pattern, as in { pattern: 'LC-[0-9]{6}' }, but was empty
          list                         ! unreadable-type ! f.yaml:1: type: expected words, as in { list: { red: [crimson], blue: [] } }, but was "list"
          { case: upper }              ! unreadable-type ! f.yaml:1: type: expected a pattern, as in { pattern: 'LC-[0-9]{6}' }, but was empty
          { pattern: a, case: title }  ! unreadable-type ! f.yaml:1: type.case: expected upper or lower, but was "title"
          { pattern: '(a' }            ! unreadable-cell ! f.yaml:1: type: expected a pattern (RE2 syntax), but was "(a": missing closing )
          { email: x }                 ! unreadable-type ! f.yaml:1: type.email: expected nothing after it, but was "x"
          { integer: 1, email: }       ! unreadable-type ! f.yaml:1: type: expected one type, but was "email" beside "integer"
          { integer: many }            ! unreadable-cell ! f.yaml:1: type: expected a number, or a test such as at least 5 or 5 to 10, but was "many"
          { integer: [1] }             ! unreadable-type ! f.yaml:1: type.integer: expected a text, but was a list
          { date: soon }               ! unreadable-cell ! f.yaml:1: type: expected a date such as 2026-01-31, or a test such as 2026-01-01 to 2026-03-31, but was "soon"
          { time: Mon 09:00-17:00 }    ! unreadable-type ! f.yaml:1: type.time: expected times such as 09:00 to 17:00, but was "Mon 09:00-17:00"
          { list: COLORS }             ! unknown-list    ! f.yaml:1: type.list: expected the name of a word list, but was "COLORS" (did you mean "COLOURS"?)
          { list: { a: [x], b: [X] } } ! unreadable-type ! f.yaml:1: type.list: expected each word once, but "X" stands for "a" and "b"
          { list: { a: { b: c } } }    ! unreadable-type ! f.yaml:1: type.list.a: expected a list of words, but was a map
          """)
  void tellsWhatIsBrokenAndTakesAnyThen(String yaml, String code, String sentence) {
    AnswerType type = parse(yaml);

    assertThat(findings.all()).extracting(Finding::code).containsExactly(code);
    assertThat(findings.all()).extracting(Finding::sentence).containsExactly(sentence);
    assertThat(type.name()).isEqualTo("any");
  }

  @Test
  void forgetsNoType() {
    List<Class<?>> kinds =
        new ArrayList<>(Arrays.asList(AnswerType.class.getPermittedSubclasses()));
    kinds.remove(TextAnswer.class);
    kinds.addAll(Arrays.asList(TextAnswer.class.getPermittedSubclasses()));
    Set<Class<?>> read = new LinkedHashSet<>();
    for (String name : AnswerType.NAMES) {
      String value = name.equals("list") ? "[red]" : name.equals("pattern") ? "x" : "";
      AnswerType type = parse("{ " + name + ": " + value + " }");
      assertThat(type.name()).isEqualTo(name);
      read.add(type.getClass());
    }

    assertThat(read).containsExactlyInAnyOrderElementsOf(kinds);
    assertThat(AnswerType.NAMES).hasSize(16);
  }

  private AnswerType parse(String yaml) {
    WordLists lists = new WordLists(Map.of("COLOURS", List.of("red", "blue")));
    YamlNode node = YamlNode.read("f.yaml", yaml, findings).orElseThrow();
    return new AnswerTypeParser(new CellParser(lists), findings).parse(node, Place.of("f.yaml"));
  }
}
