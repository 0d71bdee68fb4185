package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.flow.read.BotReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas of scenarios and stubs say what their readers say. */
class ScenarioSchemaTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern EXPECTED = Pattern.compile("expected one of (.*), but was \"zzz\"");

  private static JsonNode schema(String name) {
    String file = "/dev/botflow/schema/" + name + ".schema.json";
    try (InputStream json =
        Objects.requireNonNull(ScenarioSchemaTest.class.getResourceAsStream(file))) {
      return YAML.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Error> refused(String name, String yaml) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema(name))
        .validate(YAML.readTree(yaml));
  }

  private static Findings read(String yaml) {
    Findings findings = new Findings();
    new ScenarioReader(
            BotReader.settings("bot.yaml", "bot: b", new Findings()),
            file -> at -> {
              throw new AssertionError("no sample is read in this test");
            },
            findings)
        .read("scenarios/s.yaml", yaml);
    return findings;
  }

  private static String turn(String turn) {
    return "{ scenario: s, on: SMS, turns: [ { " + turn + " } ] }";
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      /$defs/scenario/properties | { scenario: s, on: SMS, turns: [ { user: hi } ], zzz: 1 }
      /$defs/turn/properties     | { scenario: s, on: SMS, turns: [ { user: hi, zzz: 1 } ] }
      /$defs/expect/properties   | { scenario: s, on: SMS, turns: [ { user: hi, expect: { zzz: 1 } } ] }
      """)
  void knowsTheKeysTheReaderKnows(String pointer, String yaml) {
    Set<String> known = read(yaml).errors().stream()
        .map(Finding::message)
        .map(EXPECTED::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(found -> new TreeSet<>(List.of(found.group(1).split(", "))))
        .orElseThrow();

    Set<String> keys = new TreeSet<>();
    schema("scenario").at(pointer).fieldNames().forEachRemaining(keys::add);
    assertThat(keys).isEqualTo(known);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ scenario: s, on: SMS, turns: [ { user: hi } ] }",
        "[ { scenario: a, on: [SMS, WhatsApp], turns: [ { user: 5 } ] }, { scenario: b, on: RCS, turns: [ { tap: x } ] } ]",
        "{ scenario: s, at: 2026-03-02T10:00, on: SMS, tags: [smoke], session: { a: [1] }, facts: { plan: gold }, turns: [ { after: 1h } ] }",
        "{ scenario: s, on: SMS, contact: { new: false, opted_out: true, name: A, language: nl, tags: [vip], x.y: 1 }, turns: [ { event: typing } ] }",
        "{ scenario: s, on: SMS, stub: { a: timeout, b: { error: no }, c: [ ok, { ok: { x: [1] } } ], handover: ok }, turns: [ { user: hi } ] }",
        "{ scenario: s, on: SMS, turns: [ { event: reaction, with: { emoji: x }, after: 5m, on: RCS } ] }",
        "{ scenario: s, on: SMS, turns: [ { user: hi, expect: { rule: R1, flow: f, says: [A, '*'], waiting: f.s, attempt: 0, called: a, handover: q, saved: { x: , y: [1] }, state: handled, outcome: failed, decision: start } } ] }",
        "{ scenario: s, on: SMS, turns: [ { user: hi, expect: { says: Hi, called: { a: { b: c } }, handover: { q: { b: c } } } } ] }",
        "{ scenario: s, on: SMS, turns: [ { user: hi, expect: { called: [a, b] } } ] }"
      })
  void takesWhatTheReaderTakes(String yaml) throws IOException {
    assertThat(read(yaml).errors()).extracting(Finding::sentence).isEmpty();
    assertThat(refused("scenario", yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ scenario: s, turns: [ { user: hi } ] }",
        "{ on: SMS, turns: [ { user: hi } ] }",
        "{ scenario: s, on: SMS, turns: [] }",
        "{ scenario: s, on: SMS, contact: x, turns: [ { user: hi } ] }",
        "{ scenario: s, on: SMS, stub: { a: { eror: no } }, turns: [ { user: hi } ] }",
        "{ scenario: s, on: SMS, stub: { a: { ok: 1, error: no } }, turns: [ { user: hi } ] }"
      })
  void refusesWhatTheReaderRefuses(String yaml) throws IOException {
    assertThat(read(yaml).hasErrors()).isTrue();
    assertThat(refused("scenario", yaml)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "on: SMS",
        "user: hi, tap: x",
        "user: hi, with: { a: b }",
        "user: hi, expect: { say: Hi }",
        "user: hi, expect: { state: handeld }",
        "user: hi, expect: { decision: begin }",
        "user: hi, expect: { called: { a: b } }"
      })
  void refusesTurnsTheReaderRefuses(String turn) throws IOException {
    assertThat(read(turn(turn)).hasErrors()).isTrue();
    assertThat(refused("scenario", turn(turn))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      { shop.find: { ok: { status: lost } }, shop.pay: { error: 'no' }, a: timeout, b: ok } | true
      { shop.find: [ timeout, { ok: } ], handover: { error: closed }                      } | true
      { f: [ { waits: [A, B], choices: { a: A }, no_reply_after: 30m }, { says: Hi, sets: { contact.x: y } } ] } | true
      { f: { says: Hi, waits: Hi }                                                        } | false
      { f: { waits: Hi, choice: { a: A } }                                                } | false
      { f: { waits: Hi, no_reply_after: soon }                                            } | false
      { shop.find: { okay: { status: lost } }                                             } | false
      { shop.find: timeut                                                                 } | false
      { shop.find: { error: { a: b } }                                                    } | false
      """)
  void takesTheStubsTheReaderTakes(String yaml, boolean fine) throws IOException {
    Findings findings = new Findings();

    Stubs.read("s.stub.yaml", yaml, findings);

    assertThat(findings.hasErrors()).isEqualTo(!fine);
    assertThat(refused("stub", yaml).isEmpty()).isEqualTo(fine);
  }
}
