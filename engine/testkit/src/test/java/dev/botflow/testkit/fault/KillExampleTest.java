package dev.botflow.testkit.fault;

// docs:begin
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillExampleTest {

  /** Your program: what it promised, it wrote before. */
  static final class Promising {
    public static void main(String[] args) throws IOException {
      for (int number = 1; ; number++) {
        Files.writeString(
            Path.of(args[0]), number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println("promised " + number);
      }
    }
  }

  @Test
  void nothingPromisedIsLost(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("numbers.txt");
    try (ChildJvm child =
        ChildJvm.of(Promising.class).jvm("-Xmx64m").arguments(file.toString()).start()) {
      child.awaitLine("promised 100");
      child.kill();

      assertThat(Files.readAllLines(file))
          .hasSizeGreaterThanOrEqualTo(child.output().size());
    }
  }
}
// docs:end
