package dev.botflow.simulator.shape;

import dev.botflow.simulator.SharedFixtures;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that Sinch's SDKs, documentation and samples send. */
@Tag("shared")
class SharedBodiesTest {

  static List<String> sendBodies() {
    return SharedFixtures.index("send-requests")
        .filter(entry -> entry.path("endpoint").asText().equals("POST messages:send"))
        .map(entry -> entry.path("file").asText())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("sendBodies")
  void acceptsEveryBodySinchSends(String file) {
    AcceptedBodies.assertSent(SharedFixtures.read(file));
  }

  static List<String> messages() {
    return SharedFixtures.index("app-messages")
        .map(entry -> entry.path("file").asText())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void acceptsEveryMessageSinchShows(String file) {
    AcceptedBodies.assertMessage(SharedFixtures.read(file));
  }

  static List<Arguments> otherBodies() {
    return Stream.of("messages:transcode", "events:send", "webhooks")
        .flatMap(path -> SharedFixtures.index("send-requests")
            .filter(entry -> entry.path("endpoint").asText().equals("POST " + path))
            .map(entry -> Arguments.of(path, entry.path("file").asText())))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("otherBodies")
  void acceptsEveryOtherBodySinchSends(String path, String file) {
    AcceptedBodies.assertPosted(path, SharedFixtures.read(file));
  }
}
