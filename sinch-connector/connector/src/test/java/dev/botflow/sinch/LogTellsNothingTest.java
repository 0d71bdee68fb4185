package dev.botflow.sinch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.TextMessage;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.api.ConversationApi;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Looks through everything the tests before it had logged, at TRACE, by all libraries. */
@Order(Integer.MAX_VALUE)
class LogTellsNothingTest {
  private static final Path LOG = Path.of("target/test.log");

  /**
   * Numbers, tokens and secrets as the simulator makes them, and as the tests do. None of it comes about by chance: an
   * identity hash code has up to 10 digits, an exchange's number 10 and a port 5, so numbers are looked for whole.
   */
  private static final Pattern NEVER = Pattern.compile(String.join(
      "|",
      Canaries.CLIENT_SECRET,
      Canaries.WEBHOOK_SECRET,
      Canaries.BEARER,
      Canaries.PHONE,
      Canaries.TEXT,
      "467[0-9]0000\\d{3}",
      "simulated[-.]",
      "Bearer ",
      "Basic ",
      Pattern.quote(basic("key")),
      "-canary"));

  private static String basic(String keyId) {
    return Base64.getEncoder()
        .encodeToString((keyId + ":" + Canaries.CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void noSecretTokenPhoneNumberOrTextStandsInIt() throws Exception {
    send();

    // Each byte as a character of its own: somebody may be writing the last one of several.
    List<String> lines = Files.readAllLines(LOG, StandardCharsets.ISO_8859_1);
    assertThat(lines)
        .anyMatch(line -> line.contains(" TRACE dev.botflow."))
        .anyMatch(line -> line.contains(" org.apache.hc.client5.http."));

    assertThat(lines.stream()
            .filter(line -> NEVER.matcher(line).find())
            .map(LogTellsNothingTest::place))
        .as("the log must not contain what a test hides")
        .isEmpty();
  }

  /** A message through a real server, so that there is a log however few tests ran before. */
  private static void send() throws Exception {
    try (SinchSimulator sinch = SinchSimulator.builder()
            .project("P1")
            .app("APP1")
            .key("key", Canaries.CLIENT_SECRET)
            .channels("SMS")
            .start();
        ConversationApi api = ConversationApi.open(
            SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
                .baseUrls(sinch.baseUrl(), sinch.tokenUrl()))) {
      Address to = new Address("APP1", Channel.SMS, null, Canaries.PHONE);
      assertThat(api.send(new Outgoing("id", to, new TextMessage(Canaries.TEXT), null))
              .get(30, TimeUnit.SECONDS))
          .isInstanceOf(SendOutcome.Sent.class);
    }
  }

  /** Who logged it: the line itself would show the canary. */
  private static String place(String line) {
    int end = line.indexOf(" - ");
    return end < 0 ? "a line of a stack trace" : line.substring(0, end);
  }
}
