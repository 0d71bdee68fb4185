package dev.botflow.flow.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.text.WordLists;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas editors complete flow files and bot.yaml with say what the readers say. */
class SchemaTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Schema FLOW = schema("flow");
  private static final Schema BOT = schema("bot");

  private static Schema schema(String name) {
    try (InputStream json = open(name)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    InputStream json =
        SchemaTest.class.getResourceAsStream("/dev/botflow/schema/" + name + ".schema.json");
    if (json == null) {
      throw new AssertionError("no schema " + name);
    }
    return json;
  }

  private static List<Error> refused(Schema schema, String yaml) {
    try {
      return schema.validate(YAML.readTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Findings read(String yaml) {
    Findings findings = new Findings();
    new FlowReader(WordLists.none(), List.of(), findings).read("flows/f.yaml", yaml);
    return findings;
  }

  private static String flow(String step) {
    return "flow: f\nsteps:\n- { id: s, " + step + " }\n- { id: t, say: Bye }";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "say: Hello",
        "say: { default: Hello, SMS: Hi, 'WHATSAPP outside 24h': { template: { name: hi, parameters: { 'body[1]text': '{a|x}' } } } }",
        "say: { text: Pick, choices: { a: A, b: { label: B, url: 'https://leaf.example' } } }",
        "say: { card: { title: T, text: X, image: 'https://leaf.example/a.png', choices: { a: A } } }",
        "say: { media: { url: 'https://leaf.example/a.png', caption: C } }, typing: true",
        "say: { carousel: [ { title: A }, { title: B } ] }, delay: 3d",
        "say: { list: { title: T, sections: [ { title: S, choices: { a: A } } ] } }, delay: { until: '09:00' }",
        "say: { location: { title: T, latitude: 50.8, longitude: 4.3 } }, channel: SMS",
        "say: { contact_info: { name: N, phones: ['+32470000000'] } }, when: { tier: gold, spend: at least 100 }",
        "say: X, when: [ { a: is known }, { not: { b: [x, y] } } ], next: end, on_error: t",
        "ask: Q, choices: { a: { label: A, also: [x] }, b: B }, save: x, attempts: 2, on_invalid: [One, Two], next: { a: t, b: { call: f, then: t }, else: end }",
        "ask: Q, type: { integer: 1 to 5 }, nudge: { after: 30m, then: t }, deadline: { after: 1d, then: t }, interrupt: never, skip_if_known: false, on_give_up: t",
        "ask: Q, type: { list: { red: [crimson], blue: [] } }",
        "ask: Q, type: { pattern: 'LC-[0-9]{6}', case: upper }",
        "ask: Q, type: { date: future }",
        "ask: Q, type: email, on_invalid: Once",
        "ask: Q, on_give_up: { call: f, then: end }, on_error: { call: f }, nudge: { after: 30m, then: { call: f, then: t } }, deadline: { after: 1d, then: { call: f, then: { call: g, then: t } } }",
        "handover: { queue: q, then: { call: f, with: { a: b } } }, on_error: { call: f, then: end }",
        "branch: [ { when: { a: x }, next: { call: f } }, { else: { call: f, then: t } } ]",
        "branch: [ { when: { any: [ { a: x }, { b: is known } ] }, next: t }, { else: end } ]",
        "decide: desk, next: { lost: t, else: end }",
        "set: { a: x, b: { add: 1 }, c: { append: y }, d: { trim: '{a}' }, e: { now: }, f: { default: z } }",
        "do: shop.find, with: { number: '{a}' }, save: parcel, timeout: 5s, on_error: t",
        "call: f, with: { a: b }, save: { plant: result.plant }, next: t",
        "handover: { queue: orders, carry: [a], hours: shop, open: O, closed: C, then: t }"
      })
  void takesWhatTheReaderTakes(String step) {
    assertThat(read(flow(step)).errors()).extracting(Finding::sentence).isEmpty();
    assertThat(refused(FLOW, flow(step))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "says: Hello",
        "say: Hello, ask: Q",
        "say: Hello, nxt: t",
        "say: { card: { text: X } }",
        "ask: Q, attemps: 2",
        "ask: Q, type: numbr",
        "ask: Q, interrupt: sometimes",
        "ask: Q, nudge: { after: 30m }",
        "decide: desk, next: { lost: t }",
        "branch: [ { when: { a: x } } ]",
        "set: { a: { plus: 1 } }",
        "handover: { carry: [a] }",
        "say: X, delay: { til: '09:00' }"
      })
  void refusesWhatTheReaderRefuses(String step) {
    assertThat(read(flow(step)).hasErrors()).isTrue();
    assertThat(refused(FLOW, flow(step))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"say", "ask", "branch", "decide", "set", "do", "call", "handover"})
  void knowsTheKeysTheReaderKnows(String kind) throws IOException {
    String value = kind.equals("handover") ? "{ queue: q }" : kind.equals("branch") ? "[]" : "x";
    if (kind.equals("set")) {
      value = "{ a: b }";
    }
    String next = kind.equals("decide") ? ", next: { else: t }" : "";

    Finding finding = read(flow(kind + ": " + value + next + ", zzz: 1")).errors().stream()
        .filter(one -> one.message().startsWith("zzz:"))
        .findFirst()
        .orElseThrow();

    assertThat(keys("/$defs/" + kind + "/properties")).isEqualTo(expected(finding));
  }

  @Test
  void knowsTheKeysOfFlowsAndSettings() throws IOException {
    Finding flow = read("flow: f\nzzz: 1\nsteps:\n- { id: s, say: x }").errors().get(0);
    Findings settings = new Findings();
    BotReader.settings("bot.yaml", "bot: b\nzzz: 1", settings);

    assertThat(keys("/properties")).isEqualTo(expected(flow));
    JsonNode bot;
    try (InputStream json = open("bot")) {
      bot = YAML.readTree(json);
    }
    Set<String> keys = new TreeSet<>();
    bot.at("/properties").fieldNames().forEachRemaining(keys::add);
    assertThat(keys).isEqualTo(expected(settings.errors().get(0)));
  }

  private static Set<String> keys(String pointer) throws IOException {
    try (InputStream json = open("flow")) {
      Set<String> keys = new TreeSet<>();
      YAML.readTree(json).at(pointer).fieldNames().forEachRemaining(keys::add);
      return keys;
    }
  }

  /** The keys of "expected one of a, b, c, but was". */
  private static Set<String> expected(Finding finding) {
    String message = finding.message();
    int from = message.indexOf("expected one of ") + "expected one of ".length();
    return new TreeSet<>(
        List.of(message.substring(from, message.indexOf(", but was")).split(", ")));
  }

  @Test
  void takesEveryFileOfTheSample() throws IOException {
    Path sample = sample();

    try (Stream<Path> files = Files.list(sample.resolve("flows"))) {
      for (Path file : files.sorted().toList()) {
        assertThat(refused(FLOW, Files.readString(file))).as(file.toString()).isEmpty();
      }
    }
    assertThat(refused(BOT, Files.readString(sample.resolve("bot.yaml")))).isEmpty();
  }

  private static Path sample() {
    Path at = Path.of("").toAbsolutePath();
    while (at.getParent() != null && !Files.isDirectory(at.resolve("samples"))) {
      at = at.getParent();
    }
    return at.resolve("samples/leaf-shop/bot");
  }
}
