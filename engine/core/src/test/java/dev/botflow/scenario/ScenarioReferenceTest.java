package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.flow.read.BotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rules/REFERENCE.md} names every key and column of scenarios that the readers know, and none beside them. */
class ScenarioReferenceTest {
  private static final Path PAGE = Path.of("../../rules/REFERENCE.md");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern EXPECTED = Pattern.compile("expected one of (.*), but was \"zzz\"");

  /** What the first column of the table below a heading names. */
  private static Set<String> names(String heading) throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    int from = lines.indexOf(heading);
    assertThat(from).as(heading).isNotNegative();
    Set<String> names = new TreeSet<>();
    for (String line : lines.subList(from + 1, lines.size())) {
      if (line.startsWith("#")) {
        break;
      }
      Matcher name = NAME.matcher(line.startsWith("| `") ? line.split(" \\| ", 2)[0] : "");
      while (name.find()) {
        names.add(name.group(1));
      }
    }
    return names;
  }

  /** The keys that the reader says it knows when it meets another one. */
  private static Set<String> known(String yaml) {
    Findings findings = new Findings();
    new ScenarioReader(BotReader.settings("bot.yaml", "bot: b", new Findings()), findings)
        .read("s.yaml", yaml);
    return findings.errors().stream()
        .map(Finding::message)
        .map(EXPECTED::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(found -> new TreeSet<>(List.of(found.group(1).split(", "))))
        .orElseThrow(() -> new AssertionError(findings.all()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      A scenario       | { scenario: s, on: SMS, turns: [ { user: hi } ], zzz: 1 }
      A stub of a flow | { scenario: s, on: SMS, stub: { f: { says: hello, zzz: 1 } }, turns: [ { user: hi } ] }
      A turn           | { scenario: s, on: SMS, turns: [ { user: hi, zzz: 1 } ] }
      What is expected | { scenario: s, on: SMS, turns: [ { user: hi, expect: { zzz: 1 } } ] }
      """)
  void namesTheKeys(String heading, String yaml) throws IOException {
    assertThat(names("### " + heading)).isEqualTo(known(yaml));
  }

  @Test
  void namesTheColumns() throws IOException {
    assertThat(names("### As a table")).isEqualTo(new TreeSet<>(ScenarioTable.COLUMNS));
  }
}
