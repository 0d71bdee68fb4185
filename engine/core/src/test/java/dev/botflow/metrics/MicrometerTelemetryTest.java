package dev.botflow.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.scenario.Wire;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MicrometerTelemetryTest {
  private static final String FLOW = """
      flow: f
      steps:
      - { id: a, say: "one {text}" }
      - { id: b, say: "two {text}" }
      """;

  private static final String CALLING = """
      flow: f
      steps:
      - { id: a, do: find, with: { q: "{text}" }, timeout: 2s, on_error: b }
      - { id: b, say: "done" }
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
  void showsTheHealthOfEachOfSeveralEnginesByItsApp() {
    MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);
    try (BotFlow one = Wire.engine(FLOW).build();
        BotFlow other = Wire.engine(FLOW).build()) {
      telemetry.watch("ONE", one::health);
      new MicrometerTelemetry(registry).watch("OTHER", other::health);
      Wire.give(one, "ONE", "e1", "C1", "x");

      assertThat(accepted("ONE")).isEqualTo(1);
      assertThat(accepted("OTHER")).isZero();
    }
    try (BotFlow again = Wire.engine(FLOW).build()) {
      telemetry.watch("ONE", again::health);
      assertThat(accepted("ONE")).isZero();
    }
  }

  private double accepted(String app) {
    return registry.get("botflow.window.accepted").tag("app", app).gauge().value();
  }

  @Test
  void countsAndTimesCallsByTheirResult() {
    MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);
    Wire wire = Wire.accepting();
    try (BotFlow engine = Wire.engine(CALLING)
        .telemetry(telemetry)
        .action("find", request -> switch (String.valueOf(request.text("q"))) {
          case "bad" -> CompletableFuture.failedFuture(new IllegalStateException("canary"));
          case "slow" -> new CompletableFuture<>();
          default -> CompletableFuture.completedFuture("it");
        })
        .build()) {
      engine.connect("APP", wire);

      Wire.give(engine, "e1", "C1", "good");
      Wire.give(engine, "e2", "C2", "bad");
      Wire.give(engine, "e3", "C3", "slow");
      await().until(() -> wire.taken().size() == 3);
    }

    for (String result : List.of("ok", "error", "timeout")) {
      assertThat(registry
              .get("botflow.calls")
              .tags("app", "APP", "kind", "action", "name", "find", "result", result)
              .timer()
              .count())
          .as(result)
          .isEqualTo(1);
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
