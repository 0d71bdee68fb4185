package dev.botflow.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of this module shows code that the build compiles and runs, and every property there is. */
class StarterDocTest {
  private static final Path TESTS = Path.of("src/test/java/dev/botflow/spring");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^ *// docs:begin\n(.*?)^ *// docs:end$");

  private static String page() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  private static List<String> examples() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.list(TESTS)) {
      sources = files.filter(file -> !file.endsWith("StarterDocTest.java")).toList();
    }
    List<String> examples = new ArrayList<>();
    for (Path source : sources) {
      EXAMPLE
          .matcher(Files.readString(source))
          .results()
          .forEach(found -> examples.add(found.group(1).stripTrailing().stripIndent() + "\n"));
    }
    return examples;
  }

  @Test
  void thePageShowsWhatRuns() throws IOException {
    List<String> shown =
        BLOCK.matcher(page()).results().map(block -> block.group(1)).toList();

    assertThat(shown).hasSize(3).isSubsetOf(examples());
  }

  /** Name, default and description as editors show them; the build's processor writes them. */
  @Test
  void thePageListsEveryPropertyInTheWordsOfItsDescription() throws IOException {
    List<String> rows = new ArrayList<>();
    for (URL file : Collections.list(StarterDocTest.class
        .getClassLoader()
        .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (InputStream in = file.openStream()) {
        for (JsonNode property : new ObjectMapper().readTree(in).path("properties")) {
          if (property.path("name").asText().startsWith("botflow.")) {
            rows.add(row(property));
          }
        }
      }
    }

    assertThat(rows).hasSizeGreaterThan(30);
    assertThat(page().lines().filter(line -> line.startsWith("| `botflow.")))
        .containsExactlyElementsOf(rows);
  }

  private static String row(JsonNode property) {
    JsonNode value = property.path("defaultValue");
    String shown = value.isArray() ? value.path(0).asText() : value.asText();
    return "| `" + property.path("name").asText() + "` | "
        + (shown.isEmpty() ? "" : "`" + shown + "` ") + "| "
        + property.path("description").asText() + " |";
  }
}
