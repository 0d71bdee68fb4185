package dev.botflow.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<String> absent = new ArrayList<>();

  TemplateTest() {
    values.put("name", "ana maria");
    values.put("order.number", "LC-000001");
    values.put("blank", "");
    values.put("count", new BigDecimal("1E+3"));
    values.put("spend", new BigDecimal("-1234567.50"));
    values.put("day", "2026-03-01");
    values.put("at", "2026-03-02T23:30:00Z");
    values.put("local", "2026-03-02T23:30");
    values.put("time", "09:05");
    values.put("tags", List.of("a", new BigDecimal("2")));
    values.put("map", Map.of("x", true));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
          Hi {name}.                    ! Hi ana maria.
          {order.number}                ! LC-000001
          { name }                      ! ana maria
          Hi {nobody|there}             ! Hi there
          Hi {blank|there}              ! Hi there
          Hi {name|there}               ! Hi ana maria
          {nobody|you two}              ! you two
          {nobody|it's}                 ! it's
          {nobody|}.                    ! .
          {name|upper}                  ! ANA MARIA
          {name|upper|there}            ! ANA MARIA
          {nobody|upper|there}          ! there
          {nobody|there|upper}          ! THERE
          {name|capitalize}             ! Ana maria
          {name|upper|lower}            ! ana maria
          {nobody|'upper'}              ! upper
          {nobody|'it''s a | or }'}     ! it's a | or }
          {nobody|Upper}                ! Upper
          {{name}                       ! {name}
          {{{name}}                     ! {ana maria}
          {{{{                          ! {{
          it's } here                   ! it's } here
          {count} {tags} {map}          ! 1000 a, 2 x: true
          {count|number}                ! 1,000
          {spend|number}                ! -1,234,567.50
          {name|number}                 ! ana maria
          {day|date}                    ! 1 March 2026
          {at|date} {at|time}           ! 3 March 2026 00:30
          {local|date} {local|time}     ! 2 March 2026 23:30
          {time|time}                   ! 09:05
          {time|date}                   ! 09:05
          {name|date}                   ! ana maria
          """)
  void rendersNamesDefaultsAndFilters(String template, String text) {
    assertThat(render(template, "en")).isEqualTo(text);
    assertThat(absent).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '!', textBlock = """
          en     ! 1 March 2026, 00:30, -1,234,567.50
          en-US  ! 1 March 2026, 00:30, -1,234,567.50
          nl-BE  ! 1 maart 2026, 00:30, -1.234.567,50
          fr     ! 1er mars 2026, 00h30, -1 234 567,50
          de_AT  ! 1. März 2026, 00:30, -1.234.567,50
          xx     ! 1 March 2026, 00:30, -1,234,567.50
          """)
  void writesDatesTimesAndNumbersAsTheLanguageDoes(String language, String text) {
    assertThat(render("{day|date}, {at|time}, {spend|number}", language)).isEqualTo(text);
  }

  @Test
  void tellsEveryAbsentNameWithoutADefaultAndLeavesItsPlaceEmpty() {
    String text = render("a{one}b{two|date}c{three|there}d{blank}", "en");

    assertThat(text).isEqualTo("abcthered");
    assertThat(absent).containsExactly("one", "two");
  }

  @Test
  void neverReadsAValueAsATemplate() {
    values.put("name", "{order.number} {{x}} ${x} {nobody|y}");

    assertThat(render("Hi {name}", "en")).isEqualTo("Hi {order.number} {{x}} ${x} {nobody|y}");
    assertThat(absent).isEmpty();
  }

  @Test
  void keepsTheTypeOfAValueThatIsTheWholeTemplate() {
    assertThat(evaluate("{count}")).isEqualTo(new BigDecimal("1E+3"));
    assertThat(evaluate("{tags}")).isEqualTo(values.get("tags"));
    assertThat(evaluate("{tags|none}")).isEqualTo(values.get("tags"));
    assertThat(evaluate("{nobody|none}")).isEqualTo("none");
    assertThat(evaluate("{count|number}")).isEqualTo("1,000");
    assertThat(evaluate(" {count}")).isEqualTo(" 1000");
    assertThat(evaluate("plain")).isEqualTo("plain");
    assertThat(evaluate("")).isEqualTo("");
    assertThat(absent).isEmpty();
    assertThat(evaluate("{nobody}")).isNull();
    assertThat(absent).containsExactly("nobody");
  }

  @Test
  void knowsItsNamesAndItsSource() {
    Template template = Template.parse("{b} {a|x} {b|date} {{c}");

    assertThat(template.names()).containsExactly("b", "a");
    assertThat(template.isConstant()).isFalse();
    assertThat(Template.parse("{{c}").isConstant()).isTrue();
    assertThat(template.source()).isEqualTo("{b} {a|x} {b|date} {{c}");
    assertThat(template)
        .isEqualTo(Template.parse(template.source()))
        .hasToString(template.source());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
          Hi {name            ! expected a } for each { (write {{ for a brace itself), but was "{name"
          Hi {name|'there}    ! expected a } for each { (write {{ for a brace itself), but was "{name|'there}"
          Hi {}               ! expected a name in braces (write {{ for a brace itself), but was "{}"
          Hi { |there}        ! expected a name in braces (write {{ for a brace itself), but was "{ |there}"
          {a b}               ! expected a name in braces (write {{ for a brace itself), but was "{a b}"
          {"a": 1}            ! expected a name in braces (write {{ for a brace itself), but was "{"a": 1}"
          {a..b}              ! expected a name in braces (write {{ for a brace itself), but was "{a..b}"
          {a.}                ! expected a name in braces (write {{ for a brace itself), but was "{a.}"
          {a|one|two}         ! expected one default and otherwise filters date, time, upper, lower, capitalize, number, url, but was "{a|one|two}"
          """)
  void refusesBracesItCannotRead(String template, String message) {
    assertThatThrownBy(() -> Template.parse(template))
        .isInstanceOf(TemplateBrokenException.class)
        .hasMessage(message);
  }

  @Test
  void takesNamesOutOfATextHoweverManyBracesStayOpen() {
    String open = "{".repeat(2_000_000);

    assertThat(TemplateParser.withoutNames("Hi {name|there}, {a}{b} }")).isEqualTo("Hi ,  }");
    // Searched anew from each brace, these would take hours.
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThat(TemplateParser.withoutNames(open)).isEqualTo(open));
  }

  private String render(String template, String language) {
    return Template.parse(template)
        .render(values::get, new RenderStyle(language, BRUSSELS), absent::add);
  }

  private Object evaluate(String template) {
    return Template.parse(template)
        .evaluate(values::get, new RenderStyle("en", BRUSSELS), absent::add);
  }

  @Test
  void encodesAValueForALinkAndInsideOneWithoutBeingTold() {
    Map<String, Object> values = Map.of("q", "moss & fern/é?", "site", "leaf.example");

    for (String source : List.of(
        "https://leaf.example/find?q={q}",
        "https://leaf.example/find?q={q|url}",
        "https://{site}/find?q={q}")) {
      assertThat(Template.parse(source)
              .render(values::get, new RenderStyle("en", BRUSSELS), name -> {}))
          .isEqualTo("https://leaf.example/find?q=moss%20%26%20fern%2F%C3%A9%3F");
    }
    assertThat(Template.parse("see https://leaf.example/ about {q}")
            .render(values::get, new RenderStyle("en", BRUSSELS), name -> {}))
        .isEqualTo("see https://leaf.example/ about moss & fern/é?");
  }

  @ParameterizedTest
  @CsvSource({
    "{day|dat}, date",
    "{day|dates}, date",
    "{day|DATE}, date",
    "{name|uper}, upper",
    "{name|lwoer}, lower",
    "{spend|numbr}, number",
    "{link|URL}, url",
    "{day|late}, ''",
    "{day|later}, ''",
    "{name|you}, ''",
    "{name|ur}, ''",
    "{name|'uper'}, ''",
    "{name|upper}, ''"
  })
  void tellsWhichFilterSomebodyMeant(String text, String meant) {
    // When
    Map<String, String> misspelt = Template.parse(text).misspeltFilters();

    // Then
    assertThat(String.join(",", misspelt.values())).isEqualTo(meant);
  }
}
