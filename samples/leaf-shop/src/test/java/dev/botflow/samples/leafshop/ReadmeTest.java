package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's example is the code the build compiles. */
class ReadmeTest {
  private static final Path SOURCE =
      Path.of("src/main/java/dev/botflow/samples/leafshop/Embedding.java");
  private static final Path README = Path.of("../../README.md");
  private static final Path BOT = Path.of("bot");
  private static final Pattern BLOCK = Pattern.compile("```\\w+\n(.*?)```", Pattern.DOTALL);

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

  @Test
  void theRecipesStandInTheSample() throws IOException {
    String readme = Files.readString(README);
    String recipes =
        readme.substring(readme.indexOf("<!-- recipes:begin"), readme.indexOf("<!-- recipes:end"));
    String sample = sample();

    List<String> blocks =
        BLOCK.matcher(recipes).results().map(block -> block.group(1)).toList();

    assertThat(blocks).hasSize(5).allSatisfy(block -> assertThat(sample).contains(block));
  }

  /** All text files of the sample, one after the other. */
  private static String sample() throws IOException {
    StringBuilder sample = new StringBuilder();
    try (Stream<Path> files = Stream.concat(Files.walk(BOT), Files.walk(SOURCE.getParent()))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sample.append(Files.readString(file)).append('\n');
      }
    }
    return sample.toString();
  }
}
