package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial from its first line to its last: its files are written and its commands are run, in their order. */
class TutorialTest {
  private static final Path TUTORIAL = Path.of("../TUTORIAL.md");
  private static final Pattern PART = Pattern.compile(
      "\\*\\*(?<file>[\\w/.-]+)\\*\\*\n\n```\\w+\n(?<text>.*?)```|```\n\\$ botflow (?<command>[^\n]+)\n(?<out>.*?)```",
      Pattern.DOTALL);

  @TempDir
  private Path folder;

  @Test
  void leadsFromNothingToABotThatIsLive() throws IOException {
    // Given
    List<String> commands = new ArrayList<>();

    // When
    Matcher part = PART.matcher(Files.readString(TUTORIAL));
    while (part.find()) {
      if (part.group("file") != null) {
        TeaHouse.write(folder.resolve("kiosk").resolve(part.group("file")), part.group("text"));
      } else {
        commands.add(part.group("command").split(" ")[0]);
        follows(part.group("command"), part.group("out"));
      }
    }

    // Then
    assertThat(commands).containsExactly("new", "check", "test", "publish");
    assertThat(Run.botflow("versions", folder.resolve("versions").toString()).out())
        .contains("Ana")
        .contains("first");
  }

  private void follows(String command, String out) {
    String[] words = Arrays.stream(command.split(" "))
        .map(word ->
            List.of("kiosk", "versions").contains(word) ? folder.resolve(word).toString() : word)
        .toArray(String[]::new);
    Run run = Run.botflow(words);
    assertThat(run.exit()).as(command + run.err()).isZero();
    if (!out.isEmpty()) {
      assertThat(run.out().replace(folder + "/", "")).as(command).isEqualTo(out);
    }
  }
}
