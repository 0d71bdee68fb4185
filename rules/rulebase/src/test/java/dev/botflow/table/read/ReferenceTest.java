package dev.botflow.table.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.botflow.answer.AnswerType;
import dev.botflow.event.EventKind;
import dev.botflow.flow.read.BotReader;
import dev.botflow.table.sheet.Columns;
import dev.botflow.template.TemplateFilter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code rules/REFERENCE.md} names every key and column of bots that the readers know, and none beside them. The schemas
 * stand in for the readers of YAML: a test of the engine holds the two equal.
 */
class ReferenceTest {
  private static final Path PAGE = Path.of("../REFERENCE.md");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /** What the first column of the tables below a heading names, up to the next heading. */
  private static Set<String> names(String heading) throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    int from = lines.indexOf(heading);
    assertThat(from).as(heading).isNotNegative();
    List<String> names = new ArrayList<>();
    for (String line : lines.subList(from + 1, lines.size())) {
      if (line.startsWith("#")) {
        break;
      }
      Matcher name = NAME.matcher(line.startsWith("| `") ? line.split(" \\| ", 2)[0] : "");
      while (name.find()) {
        names.add(name.group(1));
      }
    }
    assertThat(names).as(heading).isNotEmpty().doesNotHaveDuplicates();
    return withParents(names);
  }

  /** {@code nudge.after} names {@code nudge}, too. */
  private static Set<String> withParents(Collection<String> names) {
    Set<String> all = new TreeSet<>(names);
    for (String name : names) {
      for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
        all.add(name.substring(0, dot));
      }
    }
    return all;
  }

  private static JsonNode schema(String name) throws IOException {
    String file = "/dev/botflow/schema/" + name + ".schema.json";
    try (InputStream json = Objects.requireNonNull(BotReader.class.getResourceAsStream(file))) {
      return new ObjectMapper().readTree(json);
    }
  }

  private static Set<String> keysOf(String definition) throws IOException {
    return keys(schema("flow").path("$defs").path(definition));
  }

  /** The keys of a mapping and of the mappings inside it; not those of definitions it refers to. */
  private static Set<String> keys(JsonNode schema) {
    Set<String> keys = new TreeSet<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      keys.add(property.getKey());
      keys(property.getValue()).forEach(inner -> keys.add(property.getKey() + "." + inner));
    }
    schema.path("anyOf").forEach(one -> keys.addAll(keys(one)));
    if (schema.has("items")) {
      keys.addAll(keys(schema.path("items")));
    }
    return keys;
  }

  private static Set<String> both(Collection<String> some, Collection<String> others) {
    Set<String> both = new TreeSet<>(some);
    both.addAll(others);
    return both;
  }

  @Test
  void namesTheSettingsOfABot() throws IOException {
    assertThat(names("## bot.yaml")).isEqualTo(keys(schema("bot")));
  }

  @Test
  void namesTheKeysOfAFlow() throws IOException {
    assertThat(names("## The file of a flow")).isEqualTo(keys(schema("flow")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"say", "ask", "branch", "decide", "set", "do", "call", "handover"})
  void namesTheKeysOfEachStep(String kind) throws IOException {
    assertThat(both(names("### Every step"), names("### " + kind))).isEqualTo(keysOf(kind));
  }

  @Test
  void namesEveryKindOfStep() throws IOException {
    List<String> kinds = new ArrayList<>();
    for (JsonNode kind : schema("flow").at("/$defs/step/oneOf")) {
      kinds.add("### " + kind.path("required").path(0).asText());
    }

    assertThat(kinds).hasSize(8);
    assertThat(Files.readAllLines(PAGE)).containsAll(kinds);
  }

  @Test
  void namesTheOperationsOfSet() throws IOException {
    assertThat(names("#### Operations of set")).isEqualTo(keysOf("assignment"));
  }

  @Test
  void namesTheKeysOfMessages() throws IOException {
    Set<String> card = new TreeSet<>();
    keysOf("card").forEach(key -> card.add("card." + key));

    assertThat(names("## Messages")).isEqualTo(both(keysOf("message"), card));
    assertThat(names("### Buttons")).isEqualTo(keysOf("choice"));
  }

  @Test
  void namesTheKeysOfTargetsAndConditions() throws IOException {
    assertThat(names("## Where to go on")).isEqualTo(keysOf("target"));
    assertThat(names("## Conditions")).isEqualTo(keysOf("condition"));
  }

  @Test
  void namesTheTypesOfQuestions() throws IOException {
    assertThat(names("## Question types")).isEqualTo(new TreeSet<>(AnswerType.NAMES));
  }

  @Test
  void namesTheFiltersOfTemplates() throws IOException {
    Set<String> filters = new TreeSet<>();
    for (TemplateFilter filter : TemplateFilter.values()) {
      filters.add(filter.name().toLowerCase(Locale.ROOT));
    }

    assertThat(names("### Filters")).isEqualTo(filters);
  }

  @Test
  void namesTheColumnsOfTheRoutingTable() throws IOException {
    Set<String> columns = new TreeSet<>(new Columns(Map.of()).headers());

    assertThat(names("## The routing table")).isEqualTo(withParents(columns));
  }

  @Test
  void namesTheColumnsOfTheOtherTables() throws IOException {
    Set<String> columns = new TreeSet<>(List.of(Columns.RULE, ListReaders.CLOSED));
    columns.addAll(ListReaders.WORDS);
    columns.addAll(ListReaders.HOURS);
    columns.addAll(HostFlowsReader.REQUIRED);
    columns.addAll(HostFlowsReader.OPTIONAL);
    columns.addAll(List.of(TextsReader.KEY, DecisionReader.EXIT, DecisionReader.TABLE));

    assertThat(names("## Other tables")).isEqualTo(columns);
  }

  @Test
  void namesEverythingThatMayHappen() throws IOException {
    Set<String> kinds = new TreeSet<>(List.of("message"));
    EventKind.known().forEach(kind -> kinds.add(kind.name()));

    assertThat(names("### What happened")).isEqualTo(kinds);
  }
}
