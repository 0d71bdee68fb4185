package dev.botflow.flow.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.Condition;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.text.WordLists;
import dev.botflow.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionParserTest {
  private final Findings findings = new Findings();

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          { identity: "+46 70-000 00 01" }                                      | 46700000001  | true
          { identity: ["47", "46700000001"] }                                   | +46700000001 | true
          { internal.sinchConversationAPI.channelIdentity: "starts with +46" }  | 46700000001  | true
          { identity: "not +46700000001" }                                      | 46700000001  | false
          { phone: "+46700000001" }                                             | 46700000001  | false
          """)
  void comparesIdentitiesAsTablesDo(String when, String value, boolean holds) {
    assertThat(parse(when).test(name -> value)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "gold,   100, yes, true",
    "gold,   100, ,    true",
    "gold,   99,  yes, true",
    "gold,   99,  ,    false",
    "silver, 100, yes, true",
    "silver, 100, ,    false",
    "silver, 99,  yes, true",
    "silver, 99,  ,    false",
    "gold,   ,    ,    false"
  })
  void joinsAMapWithAndAndAListWithOr(String tier, BigDecimal spend, String vip, boolean holds) {
    Condition condition = parse("any: [{ tier: gold, spend: at least 100 }, { vip: is known }]");
    Map<String, Object> values = new HashMap<>();
    values.put("tier", tier);
    values.put("spend", spend);
    values.put("vip", vip);

    assertThat(condition.test(values::get)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          { a: x }                                    | true
          { a: y }                                    | false
          { a: x, b: y }                              | true
          { a: x, b: x }                              | false
          [{ a: y }, { b: y }]                        | true
          [{ a: y }, { b: x }]                        | false
          { not: { a: x } }                           | false
          { not: { a: x, b: x } }                     | true
          { not: [{ a: y }, { b: x }] }               | true
          { all: [{ a: x }, { b: y }] }               | true
          { all: [{ a: x }, { b: x }] }               | false
          { all: { a: x, b: y } }                     | true
          { any: [{ a: y }, { b: y }], a: x }         | true
          { any: [{ a: y }, { not: { b: x } }] }      | true
          { a: [y, x] }                               | true
          { a: [y, at least 5] }                      | false
          { a: not y }                                | true
          { c: is empty }                             | true
          { c: not y }                                | false
          { deep.down: x }                            | true
          """)
  void nestsConditions(String when, boolean holds) {
    Map<String, Object> values = Map.of("a", "x", "b", "y", "deep.down", "x");

    assertThat(parse(when).test(values::get)).isEqualTo(holds);
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void tellsTheNamesItAsksAbout() {
    List<String> names = new ArrayList<>();

    parse("{ a: x, any: [{ b: x }, { not: { c.d: x } }] }").names(names::add);

    assertThat(names).containsExactly("a", "b", "c.d");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          gold                    | unreadable-condition | flows/f.yaml:1: f.s: expected a map of names and tests, or a list of such maps, but was "gold"
          {}                      | unreadable-condition | flows/f.yaml:1: f.s: expected a map of names and tests, or a list of such maps, but was an empty map
          { all: [] }             | unreadable-condition | flows/f.yaml:1: f.s: expected a map of names and tests, or a list of such maps, but was an empty list
          { any: { a: x } }       | unreadable-condition | flows/f.yaml:1: f.s: any: expected a list of maps, but was a map
          { a b: x }              | unreadable-condition | flows/f.yaml:1: f.s: expected a name, but was "a b"
          { a: { b: x } }         | unreadable-condition | flows/f.yaml:1: f.s: a: expected a test such as gold or at least 100, but was a map
          { a: [[x]] }            | unreadable-condition | flows/f.yaml:1: f.s: a: expected tests in the list, but was a list
          { a: over x }           | unreadable-cell      | flows/f.yaml:1: f.s: a: expected one number after over, but was "over x"
          { a: in VIPS }          | unknown-list         | flows/f.yaml:1: f.s: a: expected the name of a word list, but was "VIPS" (did you mean "VIP"?)
          { a: }                  | unreadable-cell      | flows/f.yaml:1: f.s: a: expected a value, or a test such as at least 5, but was ""
          """)
  void tellsWhatIsBrokenAndHoldsAlwaysThen(String when, String code, String sentence) {
    Condition condition = parse(when);

    assertThat(findings.all()).extracting(Finding::code).containsExactly(code);
    assertThat(findings.all()).extracting(Finding::sentence).containsExactly(sentence);
    assertThat(condition).isEqualTo(new Condition.All(List.of()));
  }

  @Test
  void namesTheLineOfTheTestThatIsBroken() {
    parse("a: x\nb:\n- y\n- over z");

    assertThat(findings.all())
        .extracting(Finding::sentence)
        .containsExactly(
            "flows/f.yaml:4: f.s: b: expected one number after over, but was \"over z\"");
  }

  private Condition parse(String when) {
    YamlNode node = YamlNode.read("flows/f.yaml", when, findings).orElseThrow();
    WordLists lists = new WordLists(Map.of("VIP", List.of("ana")));
    return new ConditionParser(lists, findings)
        .parse(node, Place.of("flows/f.yaml").step("f", "s"));
  }
}
