package dev.botflow.sinch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Looks through everything the tests before it had logged, at TRACE, by all libraries. */
@Order(Integer.MAX_VALUE)
class LogTellsNothingTest {
  private static final Path LOG = Path.of("target/test.log");

  /** Numbers, tokens and secrets as the simulator makes them, and as the tests do. */
  private static final List<String> NEVER = List.of(
      Canaries.CLIENT_SECRET,
      Canaries.WEBHOOK_SECRET,
      Canaries.BEARER,
      Canaries.PHONE,
      Canaries.TEXT,
      "467000000",
      "4671000",
      "simulated-",
      "simulated.",
      "Bearer ",
      "Basic ",
      basic("key"),
      "canary");

  private static String basic(String keyId) {
    return Base64.getEncoder()
        .encodeToString((keyId + ":" + Canaries.CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void noSecretTokenPhoneNumberOrTextStandsInIt() throws IOException {
    List<String> lines = Files.exists(LOG) ? Files.readAllLines(LOG) : List.of();

    for (String canary : NEVER) {
      assertThat(
              lines.stream().filter(line -> line.contains(canary)).map(LogTellsNothingTest::place))
          .as("the log must not contain what a test hides")
          .isEmpty();
    }
  }

  /** Who logged it: the line itself would show the canary. */
  private static String place(String line) {
    int end = line.indexOf(" - ");
    return end < 0 ? "a line of a stack trace" : line.substring(0, end);
  }
}
