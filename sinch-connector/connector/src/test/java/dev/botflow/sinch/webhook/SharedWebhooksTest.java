package dev.botflow.sinch.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.sinch.SharedFixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bodies of Sinch's SDKs and documentation. */
@Tag("shared")
class SharedWebhooksTest {

  @TestFactory
  Stream<DynamicTest> readsTheFactsThatTheIndexNames() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode line : SharedFixtures.json("INDEX.json").path("webhooks")) {
      String file = line.path("file").asText();
      tests.add(DynamicTest.dynamicTest(
          file, () -> WebhookFacts.assertRead(SharedFixtures.bytes(file), line)));
    }
    return tests.stream();
  }

  @Test
  void knowsAllOfThem() {
    assertThat(SharedFixtures.json("INDEX.json").path("webhooks")).hasSize(97);
  }
}
