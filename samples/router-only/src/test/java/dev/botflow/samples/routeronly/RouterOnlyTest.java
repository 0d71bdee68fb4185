package dev.botflow.samples.routeronly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.testkit.BotScenarios;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The sample over real HTTP, its scenarios, and how little a platform writes. */
class RouterOnlyTest {
  private static final Path BOT = Path.of("bot");
  private static final Path HOSTS_OWN =
      Path.of("src/main/java/dev/botflow/samples/routeronly/RouterOnly.java");

  @TestFactory
  Stream<DynamicTest> scenarios() {
    return BotScenarios.in(BOT);
  }

  @Test
  void answersOnNineChannelsAsItsPageShows() throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      OnSimulator.main(new String[] {BOT.toString()});
    } finally {
      System.setOut(before);
    }

    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(OnSimulator.CHANNELS.size());
    assertThat(Files.readString(Path.of("README.md"))).contains(String.join("\n", lines));
  }

  @Test
  void aPlatformWritesThirtyLinesAtMost() throws IOException {
    List<String> written = Files.readAllLines(HOSTS_OWN).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
        .filter(line -> !line.startsWith("/**"))
        .toList();

    assertThat(written).hasSizeLessThanOrEqualTo(30);
  }

  @Test
  void thereIsNoFlowFile() {
    assertThat(BOT.resolve("flows")).doesNotExist();
  }
}
