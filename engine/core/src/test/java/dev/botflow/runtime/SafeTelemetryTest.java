package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The host's telemetry hears everything, and harms nothing. */
class SafeTelemetryTest {
  private static final Telemetry.Measured TURN = new Telemetry.Measured(
      "APP", "SMS", "TIMER", null, "f", "handled", List.of(), Duration.ZERO, Duration.ZERO);

  private final List<String> heard = new ArrayList<>();
  private boolean failing;
  private final Telemetry safe = new SafeTelemetry(new Telemetry() {
    @Override
    public void received(String appId, Received what) {
      hear("received " + appId + " " + what);
    }

    @Override
    public void recovered(String appId, int events) {
      hear("recovered " + appId + " " + events);
    }

    @Override
    public void settled(String appId, Settled what) {
      hear("settled " + appId + " " + what);
    }

    @Override
    public void turned(Measured turn) {
      hear("turned " + turn.flow());
    }

    @Override
    public void attempted(String appId, String channel, Attempt what) {
      hear("attempted " + appId + " " + channel + " " + what);
    }
  });

  private void hear(String what) {
    heard.add(what);
    if (failing) {
      throw new NoSuchMethodError("on purpose");
    }
  }

  private void reportAll() {
    safe.received("A", Telemetry.Received.BUSY);
    safe.recovered("A", 3);
    safe.settled("A", Telemetry.Settled.DEAD);
    safe.turned(TURN);
    safe.attempted("A", "SMS", Telemetry.Attempt.RETRY);
  }

  @Test
  void hearsEverything() {
    reportAll();

    assertThat(heard)
        .containsExactly(
            "received A BUSY",
            "recovered A 3",
            "settled A DEAD",
            "turned f",
            "attempted A SMS RETRY");
  }

  @Test
  void harmsNothing() {
    failing = true;

    assertThatCode(this::reportAll).doesNotThrowAnyException();
    assertThat(heard).hasSize(5);
  }
}
