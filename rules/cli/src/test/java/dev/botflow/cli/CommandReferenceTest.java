package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code rules/REFERENCE.md} names every command and every option, and none beside them. */
class CommandReferenceTest {
  private static final Path PAGE = Path.of("../REFERENCE.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z]+) \\[?(?:BOT|BOT_A|FILE|FOLDER|STORE|NUMBER|OPTIONS|backup).*");
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+)  ");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--([a-z-]+)");

  /** Options of many commands, which the page names once. */
  private static final Set<String> COMMON = Set.of("json", "help", "force", "trust-rules");

  private static Set<String> commands() {
    return found(COMMAND, Run.botflow("--help").out());
  }

  private static Set<String> options(String text) {
    Set<String> options = found(OPTION, text);
    options.removeAll(COMMON);
    return options;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> ROW.matcher(line).matches())
        .toList();
  }

  private static String command(String row) {
    Matcher named = ROW.matcher(row);
    assertThat(named.matches()).isTrue();
    return named.group(1);
  }

  @Test
  void namesEveryCommand() throws IOException {
    assertThat(rows()).extracting(CommandReferenceTest::command).hasSameElementsAs(commands());
  }

  @TestFactory
  List<DynamicTest> namesTheOptionsOfEachCommand() throws IOException {
    return rows().stream()
        .map(row -> DynamicTest.dynamicTest(
            command(row),
            () -> assertThat(options(row))
                .isEqualTo(options(Run.botflow(command(row), "--help").out()))))
        .toList();
  }

  @Test
  void namesTheCommonOptions() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(COMMON).allSatisfy(option -> assertThat(page).contains("`--" + option + "`"));
  }
}
