package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's example is the code the build compiles. */
class ReadmeTest {
  private static final Path SOURCE =
      Path.of("src/main/java/dev/botflow/samples/leafshop/Embedding.java");
  private static final Path README = Path.of("../../README.md");

  private static String example() throws IOException {
    List<String> lines = Files.readAllLines(SOURCE);
    int begin = lines.indexOf("    // readme:begin");
    int end = lines.indexOf("    // readme:end");
    assertThat(begin).as("the line // readme:begin").isNotNegative();
    return String.join("\n", lines.subList(begin + 1, end)).stripIndent();
  }

  @Test
  void theExampleHasAtMost15Lines() throws IOException {
    assertThat(example().lines()).hasSizeLessThanOrEqualTo(15);
  }

  @Test
  void theReadmeShowsTheExampleAsItIsCompiled() throws IOException {
    assertThat(Files.readString(README)).contains(example());
  }
}
