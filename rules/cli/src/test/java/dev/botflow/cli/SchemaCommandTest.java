package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.botflow.authoring.schema.EditorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaCommandTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of("../..");

  @TempDir
  static Path shop;

  @TempDir
  Path folder;

  @BeforeAll
  static void aShop() {
    LeafShop.copy(shop);
    assertThat(Run.botflow("schema", shop.toString()).exit()).isZero();
  }

  private static List<Error> refused(Path schemas, String kind, String yaml) throws IOException {
    JsonNode schema = JSON.readTree(Files.readString(schemas.resolve(kind + ".schema.json")));
    assertThat(schema.path("$schema").asText())
        .isEqualTo("http://json-schema.org/draft-07/schema#");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(schema)
        .validate(YAML.readTree(yaml));
  }

  private static List<Error> refused(String kind, String yaml) throws IOException {
    return refused(shop.resolve(EditorSettings.FOLDER), kind, yaml);
  }

  /** Every bot of the project that check takes. */
  static List<Path> bots() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<Path> bots = files
          .filter(file -> file.endsWith("bot.yaml"))
          .filter(file -> !file.toString().contains("target"))
          .map(Path::getParent)
          .filter(bot -> Files.isDirectory(bot.resolve("flows")))
          .sorted()
          .toList();
      assertThat(bots).hasSizeGreaterThan(8);
      return bots;
    }
  }

  @ParameterizedTest
  @MethodSource("bots")
  void takesEveryFileOfEveryBotThatCheckTakes(Path bot) throws IOException {
    Run check = Run.botflow("check", bot.toString(), "--trust-rules");
    assertThat(check.exit()).as(check.out()).isZero();

    Run run = Run.botflow("schema", bot.toString(), "--trust-rules", "--out", folder.toString());

    assertThat(run).isEqualTo(new Run(0, folder + ": 5 schemas\n", ""));
    Map<String, List<Error>> refused = new LinkedHashMap<>();
    for (String kind : List.of("flow", "scenario")) {
      for (Path file : yaml(bot.resolve(kind + "s"))) {
        refused.put(file.toString(), refused(folder, kind, Files.readString(file)));
      }
    }
    refused.put("bot.yaml", refused(folder, "bot", Files.readString(bot.resolve("bot.yaml"))));
    assertThat(refused).allSatisfy((file, errors) -> assertThat(errors).as(file).isEmpty());
  }

  private static List<Path> yaml(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("bots")
  void takesTheHeadersOfEveryTable(Path bot) throws IOException {
    assertThat(Run.botflow("schema", bot.toString(), "--trust-rules", "--out", folder.toString())
            .exit())
        .isZero();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(bot)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".csv")).toList()) {
        String name = bot.relativize(file).toString().replace('\\', '/');
        String first = Files.readAllLines(file).stream()
            .filter(line -> !line.startsWith("#"))
            .findFirst()
            .orElseThrow();
        headers.put(name, List.of(first.replace("\uFEFF", "").split("[,;\t]")));
      }
    }

    assertThat(headers).isNotEmpty();
    assertThat(refused(folder, "tables", JSON.writeValueAsString(headers))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      bot      | bot.yaml                      | session_expiry:         | sesion_expiry:
      bot      | bot.yaml                      | stale_buttons: route    | stale_buttons: rout
      bot      | bot.yaml                      | not_understood: not_understood | not_understood: not_understod
      flow     | flows/track.yaml              | save: parcel            | sav: parcel
      flow     | flows/track.yaml              | lost: person            | lost: persn
      flow     | flows/track.yaml              | else: sorry             | else: sory
      flow     | flows/track.yaml              | decide: order-desk      | decide: order-dsk
      flow     | flows/track.yaml              | hours: shop             | hours: shp
      flow     | flows/track.yaml              | on_error: sorry         | on_error: sorri
      flow     | flows/plant_advice.yaml       | call: plant_tip         | call: plant_tpi
      scenario | scenarios/advice.yaml         | turns:                  | turn:
      scenario | scenarios/advice.yaml         | flow: welcome_social    | flow: welcome_socail
      scenario | scenarios/advice.yaml         | rule: R13               | rule: R133
      scenario | scenarios/advice.yaml         | waiting: plant_advice.plant | waiting: plant_advice.plnt
      scenario | scenarios/advice.yaml         | MESSENGER, INSTAGRAM    | MESENGER, INSTAGRAM
      scenario | scenarios/lost-parcel.yaml    | shop.findOrder:         | shop.findOder:
      """)
  void flagsAMisspeltKeyOrName(String kind, String file, String right, String wrong)
      throws IOException {
    String yaml = Files.readString(LeafShop.BOT.resolve(file));
    assertThat(yaml).contains(right);

    assertThat(refused(kind, yaml)).isEmpty();
    assertThat(refused(kind, yaml.replace(right, wrong))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      shop.findOrder: { ok: { status: lost } } | true
      shop.findOrder: [ timeout, ok ]          | true
      handover: { error: closed }              | true
      shop.findOder: timeout                   | false
      shop.findOrder: { okay: 1 }              | false
      """)
  void knowsTheActionsOfStubs(String stub, boolean fine) throws IOException {
    assertThat(refused("stub", "{ " + stub + " }").isEmpty()).isEqualTo(fine);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      say: Hi, channel: whatsapp                              | true
      say: Hi, channel: Apple Messages                        | true
      say: Hi, channel: whatsap                               | false
      say: { default: Hi, SMS: Ho, 'Viber outside 24h': Hm }  | true
      say: { default: Hi, SSM: Ho }                           | false
      say: Hi, when: { text: in START_WORDS }                 | true
      say: Hi, when: { text: [ not in start_words, x ] }      | true
      say: Hi, when: { text: in opt_out }                     | true
      say: Hi, when: { text: in STRAT_WORDS }                 | false
      say: Hi, when: { text: "in a while, crocodile" }        | true
      say: Hi, when: { any_name: at least 5, n: 5 }           | true
      handover: { queue: q, hours: SHOP }                     | true
      """)
  void knowsNamesInTheFormsTheReaderTakes(String step, boolean fine) throws IOException {
    String flow = "{ flow: f, steps: [ { id: a, " + step + " } ] }";

    assertThat(refused("flow", flow).isEmpty()).isEqualTo(fine);
  }

  @Test
  void takesNumbersWhereNamesAreNumbers() throws IOException {
    Path bot = LeafShop.copy(folder.resolve("bot"));
    TeaHouse.write(
        bot.resolve("flows/more.yaml"), "{ flow: more, steps: [ { id: 42, say: Hi } ] }");
    assertThat(Run.botflow("schema", bot.toString(), "--out", folder.toString()).exit())
        .isZero();

    String flow = "{ flow: f, steps: [ { id: a, say: Hi, next: %s } ] }";
    assertThat(refused(folder, "flow", String.format(flow, "42"))).isEmpty();
    assertThat(refused(folder, "flow", String.format(flow, "'42'"))).isEmpty();
    assertThat(refused(folder, "flow", String.format(flow, "43"))).isNotEmpty();
  }

  @Test
  void proposesTheColumnsOfFacts() throws IOException {
    Path bot = LeafShop.copy(folder.resolve("bot"));
    Files.writeString(
        bot.resolve("bot.yaml"),
        Files.readString(bot.resolve("bot.yaml")) + "facts: { Plan: plan }\n");
    Run.botflow("schema", bot.toString(), "--out", folder.toString());

    assertThat(refused(folder, "tables", "{ routing.csv: [rule, Plan, Go to flow] }"))
        .isEmpty();
    assertThat(refused(folder, "tables", "{ routing.csv: [Rule, Plam, Go to flow] }"))
        .isNotEmpty();
    assertThat(refused(folder, "tables", "{ routing.csv: [Rule, Plan] }")).isNotEmpty();
    assertThat(refused("tables", "{ routing.csv: [Rule, Plan, Go to flow] }")).isNotEmpty();
  }

  @Test
  void writesThemAgainWhenAFileChangedUntilItIsInterrupted() throws IOException {
    Path bot = LeafShop.copy(folder.resolve("bot"));
    Watched watched = new Watched(List.of(
        () -> TeaHouse.write(
            bot.resolve("flows/more.yaml"), "{ flow: more, steps: [ { id: hello, say: Hi } ] }"),
        () -> Thread.currentThread().interrupt()));

    int exit = BotFlowCommand.run(watched.streams(), "schema", bot.toString(), "--watch");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(exit).isZero();
    assertThat(refused(
            bot.resolve(EditorSettings.FOLDER),
            "flow",
            "{ flow: f, steps: [ { id: a, call: more } ] }"))
        .isEmpty();
  }

  @Test
  void writesNamesOfABotThatIsWrong() throws IOException {
    Path bot = LeafShop.copy(folder.resolve("bot"));
    LeafShop.change(bot, "flows/track.yaml", "on_error: sorry", "on_error: nowhere");
    assertThat(Run.botflow("check", bot.toString()).exit()).isOne();

    assertThat(Run.botflow("schema", bot.toString()))
        .isEqualTo(new Run(0, bot.resolve(".botflow/schema") + ": 5 schemas\n", ""));
  }

  @Test
  void writesTheSettingsOfEditorsWhereThereAreNone() throws IOException {
    Path bot = LeafShop.copy(folder.resolve("bot"));
    TeaHouse.write(bot.resolve(".vscode/settings.json"), "{}");

    assertThat(Run.botflow("schema", bot.toString(), "--editors").exit()).isZero();

    assertThat(bot.resolve(".vscode/settings.json")).hasContent("{}");
    assertThat(bot.resolve(".idea/jsonSchemas.xml")).isRegularFile();
    assertThat(Run.botflow("check", bot.toString()).out()).contains(": 0 errors");
  }

  @Test
  void aNewBotHasSchemasThatItsSettingsPointTo() throws IOException {
    Path bot = folder.resolve("bakery");
    Run.botflow("new", bot.toString());

    JsonNode settings = JSON.readTree(Files.readString(bot.resolve(".vscode/settings.json")));
    List<String> schemas = new ArrayList<>();
    settings.path("yaml.schemas").fieldNames().forEachRemaining(schemas::add);

    assertThat(schemas)
        .hasSize(4)
        .allSatisfy(schema -> assertThat(bot.resolve(schema)).isRegularFile());
    assertThat(Files.readString(bot.resolve(".idea/jsonSchemas.xml")))
        .contains("\".botflow/schema/flow.schema.json\"", "\"flows/*.yaml\"");
    // Editors refuse the whole schema for one; this bot has no hours, tables and actions.
    assertThat(bot.resolve(".botflow/schema/flow.schema.json"))
        .content()
        .doesNotContain("\"enum\" : [ ]");
    for (Path flow : yaml(bot.resolve("flows"))) {
      assertThat(refused(bot.resolve(".botflow/schema"), "flow", Files.readString(flow)))
          .as(flow.toString())
          .isEmpty();
    }
  }
}
