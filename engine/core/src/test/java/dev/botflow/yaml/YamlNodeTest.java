package dev.botflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlNodeTest {
  private final Findings findings = new Findings();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no",
        "on",
        "yes",
        "null",
        "~",
        "0612",
        "+32470123456",
        "1_000",
        "1.50",
        "0x1F",
        "1e3",
        "12:30:45",
        "2026-01-05",
        "=",
        "<<",
        ".inf"
      })
  void keepsEveryScalarAsItWasWritten(String text) {
    YamlNode.Mapping root = (YamlNode.Mapping) read("value: " + text + "\n").orElseThrow();

    assertThat(root.get("value")).contains(new YamlNode.Scalar(text, false, 1));
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void keepsTheOrderAndTheLinesOfWhatItReads() {
    YamlNode root = read("""
            # a comment
            flow: 'welcome'
            steps:
            - { id: hello, now: }
            - id: "two"
              say: |
                one
                two
            """).orElseThrow();

    YamlNode.Mapping flow = (YamlNode.Mapping) root;
    assertThat(flow.entries().keySet()).containsExactly("flow", "steps");
    assertThat(flow.get("flow")).contains(new YamlNode.Scalar("welcome", true, 2));
    YamlNode.Sequence steps = (YamlNode.Sequence) flow.get("steps").orElseThrow();
    assertThat(steps.line()).isEqualTo(4);
    assertThat(((YamlNode.Mapping) steps.items().get(0)).get("now"))
        .contains(new YamlNode.Scalar("", false, 4));
    YamlNode.Mapping two = (YamlNode.Mapping) steps.items().get(1);
    assertThat(two.line()).isEqualTo(5);
    assertThat(two.get("id")).contains(new YamlNode.Scalar("two", true, 5));
    assertThat(two.entries().get("say").keyLine()).isEqualTo(6);
    assertThat(two.get("say")).contains(new YamlNode.Scalar("one\ntwo\n", true, 6));
  }

  @Test
  void readsAFileWithAByteOrderMarkWindowsLinesAndADocumentMark() {
    Optional<YamlNode> root = read("\uFEFF---\r\na: 1\r\nb: 2\r\n");

    assertThat(root.map(YamlNode::found)).contains("a map");
    assertThat(((YamlNode.Mapping) root.orElseThrow()).entries().get("b").keyLine())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          `a: 1\nb: 2\na: 3`       | duplicate-key   | x.yaml:3: expected each key once, but "a" stands on line 1 already
          `l:\n- { b: 1, b: 2 }`   | duplicate-key   | x.yaml:2: expected each key once, but "b" stands on line 2 already
          `a: 1\nb: &x 2`          | yaml-feature    | x.yaml:2: expected plain YAML, but was the anchor &x
          `a: *x`                  | yaml-feature    | x.yaml:1: expected plain YAML, but was the alias *x
          `a:\n- !!str 1`          | yaml-feature    | x.yaml:2: expected plain YAML, but was the tag !!str
          `a: !java {}`            | yaml-feature    | x.yaml:1: expected plain YAML, but was the tag !java
          `? [a]\n: 1`             | yaml-feature    | x.yaml:1: expected a text as key, but was a list
          `a: 1\n---\nb: 2`        | unreadable-yaml | x.yaml:2: expected one document, but another begins here
          `a: 1\nb: c: d`          | unreadable-yaml | x.yaml:2: expected quotes around a text with ": " in it
          `a: { ask: Yes?, b: 1 }` | unreadable-yaml | x.yaml:1: expected quotes around a text with a question mark inside { } or [ ]
          `a: [1, 2`               | unreadable-yaml | x.yaml:1: expected a ] for the one that opens on line 1, but the text ends
          `a: { b: 1\nc: 2`        | unreadable-yaml | x.yaml:2: expected quotes around a text with ": " in it, or a comma between two keys
          `a: { b: x: y }`         | unreadable-yaml | x.yaml:1: expected quotes around a text with ": " in it, or a comma between two keys
          `a: { b: "x" y }`        | unreadable-yaml | x.yaml:1: expected a comma or a } here, or quotes around all of the text
          `a: "x" y`               | unreadable-yaml | x.yaml:1: expected nothing after the quote that ends a text: put quotes around all of it (a quote of the same kind inside is written twice)
          `a:\n  b: 1\n   c: 2`     | unreadable-yaml | x.yaml:3: this line is indented one space too far: the lines above begin after 0 or 2 spaces
          `a:\n- b: 1\n  c:\n    d: 1\n   e: 2` | unreadable-yaml | x.yaml:5: this line is indented one space too far: the lines above begin after 0 or 2 or 4 spaces
          `a:\n    b: 1\n   c: 2`   | unreadable-yaml | x.yaml:3: this line is indented one space too little: the lines above begin after 0 or 4 spaces
          `a:\n- b: 1\n\tc: 2`      | unreadable-yaml | x.yaml:3: expected spaces at the beginning of the line, but was a tab
          `a:\n- b: 1\n  - c: 2`    | unreadable-yaml | x.yaml:3: expected a key, but was the dash of a list's item: all items of a list begin at the same place
          `- a: 1\nb: 2`           | unreadable-yaml | x.yaml:2: expected an item with a dash, as the lines above have it
          `a: b\nc\nd: e`          | unreadable-yaml | x.yaml:2: expected a key with a colon, such as say: Hello, but there is no colon
          `abc\nd: e`              | unreadable-yaml | x.yaml:1: expected a key with a colon, such as say: Hello, but there is no colon
          `a: @b`                  | unreadable-yaml | x.yaml:1: expected quotes around a text that begins with @
          `a: , b`                 | unreadable-yaml | x.yaml:1: expected quotes around a text that begins with a comma or a bracket
          `a: "b\\q"`              | unreadable-yaml | x.yaml:1: expected two backslashes for one inside double quotes, or single quotes around the text
          `a: "b`                  | unreadable-yaml | x.yaml:1: expected the quote that ends the text on line 1, but the text ends
          `a: 1\nb: \u0001`        | unreadable-yaml | x.yaml:2: expected text, but was the character U+0001
          ``                       | unreadable-yaml | x.yaml: expected a map, but the file is empty
          `# only a comment\n---`  | unreadable-yaml | x.yaml: expected a map, but the file is empty
          """)
  void tellsWhatIsBrokenAndWhere(String text, String code, String sentence) {
    assertThat(read(text)).isEmpty();
    assertThat(findings.all()).extracting(Finding::code).containsExactly(code);
    assertThat(findings.all()).extracting(Finding::sentence).containsExactly(sentence);
  }

  @Test
  void tellsAllFeaturesAtOnce() {
    assertThat(read("a: &x 1\nb: *x\nc: !t 2\nc: 3")).isEmpty();

    assertThat(findings.all())
        .extracting(Finding::sentence)
        .containsExactly(
            "x.yaml:1: expected plain YAML, but was the anchor &x",
            "x.yaml:2: expected plain YAML, but was the alias *x",
            "x.yaml:3: expected plain YAML, but was the tag !t",
            "x.yaml:4: expected each key once, but \"c\" stands on line 3 already");
  }

  @Test
  void isNotBlownUpByDepthOrSize() {
    assertThat(read("a: 1\nb: " + "[".repeat(100_000))).isEmpty();
    assertThat(read("- ".repeat(5000) + "a")).isEmpty();
    assertThat(read("a".repeat(YamlNode.MAX_CHARS + 1))).isEmpty();

    assertThat(findings.all())
        .extracting(Finding::sentence)
        .containsExactly(
            "x.yaml:2: expected YAML: it nests deeper than 64 levels",
            "x.yaml:1: expected YAML: it nests deeper than 64 levels",
            "x.yaml: expected at most 1048576 characters, but was 1048577");
  }

  private Optional<YamlNode> read(String text) {
    return YamlNode.read("x.yaml", text, findings);
  }
}
