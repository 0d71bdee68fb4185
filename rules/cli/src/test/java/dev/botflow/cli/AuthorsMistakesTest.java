package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people get wrong in tables, flows and scenarios, one mistake at a time in a copy of a bot that is fine: {@code
 * check} names the place in a sentence to act on, and says nothing of what only follows from it.
 */
class AuthorsMistakesTest {
  private static final Path BOT = Path.of("src/test/resources/ferry");
  private static final Path MISTAKES = Path.of("src/test/resources/ferry-mistakes.txt");

  @TempDir
  private Path folder;

  /** One mistake. */
  private record Mistake(String title, List<String> edits, List<String> said) {
    @Override
    public String toString() {
      return title;
    }
  }

  private static Stream<Mistake> mistakes() throws IOException {
    List<Mistake> mistakes = new ArrayList<>();
    for (String line : Files.readAllLines(MISTAKES)) {
      if (line.startsWith("## ")) {
        mistakes.add(new Mistake(line.substring(3), new ArrayList<>(), new ArrayList<>()));
      } else if (line.startsWith("> ")) {
        mistakes.get(mistakes.size() - 1).said().add(line.substring(2));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        mistakes.get(mistakes.size() - 1).edits().add(line);
      }
    }
    return mistakes.stream();
  }

  @Test
  void nothingIsWrongWithTheBotItself() {
    // Given
    Path bot = Copies.of(BOT, folder.resolve("ferry"));

    // When
    Run run = Run.botflow("check", bot.toString(), "--strict");

    // Then
    assertThat(run.out() + run.err()).isEqualTo("ferry: 0 errors, 0 warnings\n");
    assertThat(run.exit()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void eachIsNamedWhereItIs(Mistake mistake) throws IOException {
    // Given
    Path bot = Copies.of(BOT, folder.resolve("ferry"));
    for (String edit : mistake.edits()) {
      plant(bot, edit);
    }

    // When
    Run run = Run.botflow("check", bot.toString());

    // Then
    List<String> said = run.lines().stream()
        .filter(line -> !line.startsWith("ferry: "))
        .map(line -> line.replaceAll("on \\w{3} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d", "on DAY"))
        .toList();
    assertThat(said).containsExactlyElementsOf(mistake.said());
    assertThat(run.err()).isEmpty();
  }

  private static void plant(Path bot, String edit) throws IOException {
    String[] words = edit.split(" ", 3);
    switch (words[0]) {
      case "delete" -> Files.delete(bot.resolve(words[1]));
      case "copy" -> Files.copy(bot.resolve(words[1]), bot.resolve(words[2]));
      case "windows-1252" -> {
        Path file = bot.resolve(words[1]);
        Files.writeString(file, Files.readString(file), Charset.forName("windows-1252"));
      }
      case "without" -> withoutColumn(bot.resolve(words[1]), words[2]);
      case "repeat" -> replace(bot, words[2], Integer.parseInt(words[1]));
      default -> replace(bot, edit, 0);
    }
  }

  /** @param times how often the second text comes behind the first; 0 to put it in its place */
  private static void replace(Path bot, String edit, int times) throws IOException {
    int colon = edit.indexOf(": ");
    String[] texts = edit.substring(colon + 2).split(" => ?", 2);
    Path file = bot.resolve(edit.substring(0, colon));
    String before = Files.readString(file);
    String right = unescaped(texts[0]);
    String wrong =
        times == 0 ? unescaped(texts[1]) : right + (" " + unescaped(texts[1])).repeat(times);
    assertThat(before).contains(right);
    Files.writeString(file, before.replace(right, wrong));
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t");
  }

  /** Takes a column out of the table below its comment line; its cells have no line breaks. */
  private static void withoutColumn(Path file, String column) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    int at = List.of(lines.get(1).split(",")).indexOf(column);
    List<String> left = new ArrayList<>(lines.subList(0, 1));
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells =
          new ArrayList<>(List.of(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)));
      cells.remove(at);
      left.add(String.join(",", cells));
    }
    Files.write(file, left);
  }
}
