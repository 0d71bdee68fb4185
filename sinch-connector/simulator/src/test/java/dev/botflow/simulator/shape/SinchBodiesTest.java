package dev.botflow.simulator.shape;

import dev.botflow.simulator.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies as the documentation of the Conversation API describes them, with every content, every kind of choice and
 * every optional member at least once; a file each, in {@code src/test/resources/bodies}.
 *
 * @see <a href="https://developers.sinch.com/docs/conversation/message-types">Sinch: message types</a>
 */
class SinchBodiesTest {
  private static final Path BODIES = Path.of("src/test/resources/bodies");

  static List<Path> sendBodies() throws IOException {
    return files("messages-send");
  }

  @ParameterizedTest
  @MethodSource("sendBodies")
  void acceptsEveryBodyOfMessagesSend(Path file) throws IOException {
    AcceptedBodies.assertSent(Json.parseObject(Files.readString(file)));
  }

  static List<Path> messages() throws IOException {
    return files("app-messages");
  }

  @ParameterizedTest
  @MethodSource("messages")
  void acceptsEveryMessage(Path file) throws IOException {
    AcceptedBodies.assertMessage(Json.parseObject(Files.readString(file)));
  }

  static List<Arguments> otherBodies() throws IOException {
    Map<String, String> folders = Map.of(
        "messages-transcode", "messages:transcode",
        "events-send", "events:send",
        "webhooks", "webhooks");
    List<Arguments> bodies = new ArrayList<>();
    for (Map.Entry<String, String> folder : folders.entrySet()) {
      files(folder.getKey()).forEach(file -> bodies.add(Arguments.of(folder.getValue(), file)));
    }
    return bodies;
  }

  @ParameterizedTest
  @MethodSource("otherBodies")
  void acceptsEveryOtherBody(String path, Path file) throws IOException {
    AcceptedBodies.assertPosted(path, Json.parseObject(Files.readString(file)));
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(BODIES.resolve(folder))) {
      return files.sorted().toList();
    }
  }
}
