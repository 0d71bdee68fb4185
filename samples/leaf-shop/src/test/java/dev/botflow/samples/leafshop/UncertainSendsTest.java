package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.simulator.SimulatorBuilder;
import dev.botflow.simulator.model.SentMessage;
import dev.botflow.testkit.fault.Fault;
import dev.botflow.testkit.fault.FaultScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** G5: a connection to Sinch that is cut while a message is sent, at each of the three places that matter. */
class UncertainSendsTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir
  private Path folder;

  static Stream<Arguments> cuts() {
    return Stream.of(
        Arguments.of("after the write", Fault.cutAfter()),
        Arguments.of("after the write, by a reset", Fault.cutAfter().reset()),
        Arguments.of("in the answer", Fault.cutAnswer(20)));
  }

  @ParameterizedTest(name = "cut {0}")
  @MethodSource("cuts")
  @Tag("G5")
  void aMessageSubmitReportSettlesIt(String place, Fault cut) {
    sentOnceAndSettled(cut, sinch -> sinch.submitNotifications(true));
  }

  @ParameterizedTest(name = "cut {0}")
  @MethodSource("cuts")
  @Tag("G5")
  void aDeliveryReportSettlesIt(String place, Fault cut) {
    sentOnceAndSettled(cut, sinch -> sinch.deliveryReports("DELIVERED"));
  }

  /** The message would be sent again in an hour: only a report can take it out of the outbox. */
  private void sentOnceAndSettled(Fault cut, UnaryOperator<SimulatorBuilder> reports) {
    try (Town town = Town.of(folder, reports);
        Shop shop = town.open(town.orders().settling(LONG))) {
      town.toSinch().script(FaultScript.of(cut));

      town.sinch().injectMessage("SMS", "447700900201", "hi").join();

      awaitAllSent();
      assertThat(town.toSinch().met(cut.effect())).isEqualTo(1);
      assertThat(ids(town)).hasSize(1);
      assertThat(new Evidence(folder).unknownOutcomes()).isEqualTo(1);
      assertThat(new Evidence(folder).ofUnknownOutcome())
          .containsExactly(ids(town).get(0));
      assertThat(shop.connector().health().received()).isEqualTo(2);
    }
  }

  @ParameterizedTest(name = "cut {0}")
  @MethodSource("cuts")
  @Tag("G5")
  void withoutAReportItIsSentOnceMore(String place, Fault cut) {
    try (Town town = Town.of(folder, sinch -> sinch);
        Shop shop = town.open(town.orders().settling(SHORT))) {
      town.toSinch().script(FaultScript.of(cut));

      town.sinch().injectMessage("SMS", "447700900201", "hi").join();

      awaitAllSent();
      assertThat(ids(town)).hasSize(2).containsOnly(ids(town).get(0));
      assertThat(new Evidence(folder).unknownOutcomes()).isEqualTo(1);
      assertThat(new Evidence(folder).ofUnknownOutcome())
          .containsExactly(ids(town).get(0));
      assertThat(shop.connector().health().received()).isEqualTo(1);
    }
  }

  static Stream<Arguments> cutsBefore() {
    return Stream.of(
        Arguments.of("by its end", Fault.cutBefore()),
        Arguments.of("by a reset", Fault.cutBefore().reset()));
  }

  @ParameterizedTest(name = "cut {0}")
  @MethodSource("cutsBefore")
  @Tag("G5")
  void cutBeforeTheWriteItIsSentOnceThoughNobodyKnew(String how, Fault cut) {
    try (Town town = Town.of(folder, sinch -> sinch);
        Shop shop = town.open(town.orders().settling(SHORT))) {
      town.toSinch().script(FaultScript.of(cut, cut));

      town.sinch().injectMessage("SMS", "447700900201", "hi").join();

      awaitAllSent();
      assertThat(town.toSinch().met(cut.effect())).isEqualTo(2);
      assertThat(ids(town)).hasSize(1);
      assertThat(new Evidence(folder).unknownOutcomes()).isEqualTo(2);
      assertThat(new Evidence(folder).ofUnknownOutcome())
          .containsExactly(ids(town).get(0));
      assertThat(shop.connector().health().received()).isEqualTo(1);
    }
  }

  private void awaitAllSent() {
    Evidence evidence = new Evidence(folder);
    await().atMost(PATIENCE).until(() -> evidence.waiting() == 0);
  }

  /** The stable id of each message Sinch took, each time it did. */
  private static List<String> ids(Town town) {
    return town.sinch().sentMessages().stream()
        .map(SentMessage::messageMetadata)
        .toList();
  }
}
