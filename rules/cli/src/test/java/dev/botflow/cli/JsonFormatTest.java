package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.authoring.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --json} prints is what the reference says: the keys, and their order. */
class JsonFormatTest {
  private static final String BOT = LeafShop.BOT.toString();
  private static final String HI = "../../samples/leaf-shop/events/whatsapp-text.json";

  @TempDir
  private Path folder;

  /** The keys the reference lists for a line; those in brackets are of objects inside. */
  private static List<String> documented(String line) throws IOException {
    String row = Files.readAllLines(Path.of("../REFERENCE.md")).stream()
        .filter(one -> one.startsWith("| " + line + " | `"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("rules/REFERENCE.md has no line for " + line));
    String keys = row.substring(row.lastIndexOf("| `")).replaceAll("\\([^)]*\\)", "");
    List<String> names = new ArrayList<>();
    for (String part : keys.split("`")) {
      if (part.matches("[a-zA-Z]+")) {
        names.add(part);
      }
    }
    return names;
  }

  private static JsonNode first(Run run, String key) {
    return run.lines().stream()
        .map(Json::read)
        .filter(line -> line.has(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError(run.toString()));
  }

  private static List<String> keys(JsonNode line) {
    List<String> keys = new ArrayList<>();
    line.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static void printed(String line, String key, String... command) throws IOException {
    assertThat(keys(first(Run.botflow(command), key))).as(line).isEqualTo(documented(line));
  }

  @Test
  void hasTheKeysTheReferenceLists() throws IOException {
    // Given
    Path other = LeafShop.copy(folder.resolve("other"));
    LeafShop.change(other, "routing.csv", "welcome,,wait,\nR11", "welcome_back,,wait,\nR11");
    LeafShop.change(other, "texts.csv", "Key,", "Key,zz,");
    Path mutated = TeaHouse.copy(folder.resolve("tea"));
    TeaHouse.write(
        mutated.resolve("scenarios/a.yaml"),
        "{ scenario: a, on: SMS, turns: [ { user: hi, expect: { rule: T12 } } ] }");
    String tea = mutated.toString();

    // Then
    printed("`facts`", "trigger", "facts", HI, "--json");
    printed("`decide`", "why", "decide", BOT, HI, "--json");
    printed("`play`, `chat`", "trace", "play", BOT, HI, "--json");
    printed("`check`", "severity", "check", other.toString(), "--json");
    printed("`test`, a scenario and channel", "passed", "test", tea, "--json");
    printed("`test`, after them", "coverage", "test", tea, "--json");
    printed("`test --mutate`, a change", "mutant", "test", tea, "--mutate", "--json");
    printed(
        "`test --channels`, a turn and channel", "did", "test", tea, "--channels", "all", "--json");
    printed("`record`", "yaml", "record", BOT, HI, "--json");
    printed(
        "`report`", "report", "report", tea, "-o", folder.resolve("r.html").toString(), "--json");
    printed(
        "`export`", "export", "export", BOT, "-o", folder.resolve("r.csv").toString(), "--json");
    printed("`new`", "new", "new", folder.resolve("new").toString(), "--json");
    printed("`diff`, a row", "rule", "diff", BOT, other.toString(), "--json");
    printed(
        "`diff --events`, a change of decisions",
        "from",
        "diff",
        BOT,
        other.toString(),
        "--events",
        HI,
        "--json");
  }
}
