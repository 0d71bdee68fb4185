package dev.botflow.sinch.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.botflow.event.Channel;
import dev.botflow.sinch.config.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Webhook bodies as the documentation of the Conversation API describes them, one for each channel, trigger, content
 * and kind of event, in {@code src/test/resources/webhooks}; {@code facts.jsonl} says what is to be read from each.
 *
 * @see <a href="https://developers.sinch.com/docs/conversation/callbacks">Sinch: callbacks</a>
 */
class WebhookBodiesTest {
  private static final Path FOLDER = Path.of("src/test/resources/webhooks");

  private static List<JsonNode> lines() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("facts.jsonl"))) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  @TestFactory
  Stream<DynamicTest> readsTheFactsOfEveryBody() throws IOException {
    return lines().stream().map(line -> {
      String file = line.path("file").asText();
      return DynamicTest.dynamicTest(
          file, () -> WebhookFacts.assertRead(Files.readAllBytes(FOLDER.resolve(file)), line));
    });
  }

  @Test
  void everyBodyHasItsLine() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      Set<String> bodies = files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .collect(Collectors.toSet());

      assertThat(lines()).extracting(line -> line.path("file").asText()).hasSameElementsAs(bodies);
    }
  }

  @Test
  void everyTriggerAndEveryChannelIsAmongThem() throws IOException {
    Set<String> triggers = values("trigger");
    Set<String> channels = values("channel");

    assertThat(triggers)
        .containsAll(Arrays.stream(Trigger.values()).map(Enum::name).toList());
    assertThat(channels).containsAll(Channel.known().stream().map(Channel::name).toList());
  }

  private static Set<String> values(String fact) throws IOException {
    return lines().stream()
        .map(line -> line.path(fact).asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
