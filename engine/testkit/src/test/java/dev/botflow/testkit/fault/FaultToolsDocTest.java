package dev.botflow.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code of the testkit's README is what the build compiles and runs. */
class FaultToolsDocTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static String example(String test) throws IOException {
    String text = Files.readString(
        Path.of("src/test/java/dev/botflow/testkit/fault").resolve(test + ".java"));
    int begin = text.indexOf("// docs:begin\n") + "// docs:begin\n".length();
    return text.substring(begin, text.indexOf("// docs:end"));
  }

  @Test
  void theJavaIsTheExamplesThatRun() throws IOException {
    List<String> blocks = BLOCK
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();

    assertThat(blocks)
        .containsExactly(example("BrokenNetworkExampleTest"), example("KillExampleTest"));
  }
}
