package dev.botflow.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.scenario.Wire;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class MicrometerTelemetryTest {
  private static final String FLOW = """
      flow: f
      steps:
      - { id: a, say: "one {text}" }
      - { id: b, say: "two {text}" }
      """;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void countsEventsRowsFlowsStepsAndMessages() {
    MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);
    Wire wire = Wire.accepting();
    try (BotFlow engine = Wire.engine(FLOW).telemetry(telemetry).build()) {
      telemetry.watch(engine::health);
      engine.connect("APP", wire);

      Wire.give(engine, "e1", "C1", "canary");
      Wire.give(engine, "e1", "C1", "canary");
      Wire.give(engine, "e2", "C2", "canary");
      await().until(() -> count("botflow.messages", "result", "sent") == 4);
      // Reported once the turn is over, by when its messages may be gone.
      await().until(() -> count("botflow.events.settled", "result", "applied") == 2);

      assertThat(count("botflow.events.received", "result", "accepted")).isEqualTo(2);
      assertThat(count("botflow.events.received", "result", "duplicate")).isEqualTo(1);
      assertThat(count("botflow.turns", "flow", "f")).isEqualTo(2);
      assertThat(count("botflow.steps", "step", "f.a")).isEqualTo(2);
      assertThat(count("botflow.steps", "step", "f.b")).isEqualTo(2);
      assertThat(registry.get("botflow.decision").timer().count()).isEqualTo(2);
      assertThat(registry.get("botflow.turn").timer().count()).isEqualTo(2);
      assertThat(registry.get("botflow.store.writable").gauge().value()).isEqualTo(1);
      assertThat(registry.get("botflow.window.accepted").gauge().value()).isEqualTo(2);
      assertThat(registry.get("botflow.window.applied").gauge().value()).isEqualTo(2);
      assertThat(registry.get("botflow.outbox.age").gauge().value()).isZero();
    }
  }

  @Test
  void tellsNothingOfPeople() {
    MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);
    try (BotFlow engine = Wire.engine(FLOW).telemetry(telemetry).build()) {
      engine.connect("APP", Wire.accepting());
      Wire.give(engine, "e1", "C-secret", "canary");
      await().until(() -> count("botflow.messages", "result", "sent") == 2);
    }

    List<String> all =
        registry.getMeters().stream().map(Meter::getId).map(Object::toString).toList();
    assertThat(all).isNotEmpty();
    assertThat(String.join("\n", all)).doesNotContain("C-secret", "canary", "46705550100");
  }

  private double count(String name, String tag, String value) {
    return registry.find(name).tag(tag, value).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
