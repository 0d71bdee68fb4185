package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.simulator.http.RecordedRequest;
import dev.botflow.store.DeadLetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the shipped bot says, Sinch's strict checks accept it. */
class SampleSendsTest {
  private static final List<String> CHANNELS =
      Channel.known().stream().map(Channel::name).toList();

  /** After a flow began: nonsense, the first choice, an order number, a plant, the second choice. */
  private static final List<String> ANSWERS = List.of("zzz", "1", "LC-000001", "a fern", "2");

  @TempDir
  private Path scratch;

  private static void assertNoneRefused(Stage stage) {
    assertThat(stage.sinch().requests().stream()
            .filter(request -> request.path().endsWith("/messages:send")))
        .isNotEmpty()
        .extracting(RecordedRequest::status)
        .containsOnly(200);
    assertThat(stage.platform().store().deadLetters(DeadLetter.Kind.ALL, 0, 9)).isEmpty();
  }

  @Test
  void everySampleEventIsTakenAndEveryReplyAccepted() throws IOException {
    try (Stage stage = Stage.of(Bots.shipped(), scratch, settings -> settings.channels(CHANNELS))) {
      // When
      for (Path file : textsFirst()) {
        assertThat(
                Stage.settled(stage.sinch().injectBody(Files.readString(file))).accepted())
            .as("%s", file)
            .isTrue();
      }

      // Then
      await().until(() -> stage.platform().store().waitingCounts().isEmpty());
      await().until(() -> stage.platform().store().nextRow().isEmpty());
      assertNoneRefused(stage);
      assertThat(stage.sinch().sentMessages())
          .extracting(sent -> sent.channel())
          .containsAll(SampleContacts.identities().keySet());
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  /** The contact on Telegram opts out in one of them, and would get nothing afterwards. */
  private static List<Path> textsFirst() throws IOException {
    List<Path> files = new ArrayList<>(SampleEventsTest.files());
    files.sort(Comparator.comparing(file -> !file.toString().endsWith("-text.json")));
    return files;
  }

  @Test
  void everyFlowSpeaksOnAllFifteenChannels() throws IOException {
    List<String> flows = flows();
    assertThat(CHANNELS).hasSize(15);

    try (Stage stage =
        Stage.of(startableByName(flows), scratch, settings -> settings.channels(CHANNELS))) {
      // When
      round(stage, flows, flow -> "begin " + flow);
      for (String answer : ANSWERS) {
        round(stage, flows, flow -> answer);
      }

      // Then
      assertNoneRefused(stage);
      assertThat(stage.sinch().sentMessages())
          .extracting(sent -> sent.channel())
          .containsAll(CHANNELS);
      assertThat(stage.sinch().sentMessages()).hasSizeGreaterThan(15 * flows.size());
    }
  }

  private static List<String> flows() throws IOException {
    try (Stream<Path> files = Files.list(Bots.shipped().resolve("flows"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".yaml", ""))
          .sorted()
          .toList();
    }
  }

  /** The shipped bot with one row more for each flow. */
  private Path startableByName(List<String> flows) {
    String header =
        "Rule,What happened,Channel,Says,Customer is,At,Go to flow,With,During a question,Why\n";
    StringBuilder rows = new StringBuilder(header);
    flows.forEach(
        flow -> rows.append("B_" + flow + ",text,,begin " + flow + ",,," + flow + ",,end it,\n"));
    return Bots.changed(Bots.shipped(), scratch, "routing.csv", header, rows.toString());
  }

  /** One message of every contact, one contact for each channel and flow; waits until Sinch took what came of it. */
  private static void round(Stage stage, List<String> flows, UnaryOperator<String> text) {
    Map<String, CompletableFuture<CallbackOutcome>> posted = new LinkedHashMap<>();
    for (String channel : CHANNELS) {
      for (String flow : flows) {
        String identity =
            "4477009" + (10_000 + CHANNELS.indexOf(channel) * 100 + flows.indexOf(flow));
        posted.put(
            channel + " " + flow, stage.sinch().injectMessage(channel, identity, text.apply(flow)));
      }
    }
    new ArrayList<>(posted.values()).forEach(stage::reply);
  }
}
