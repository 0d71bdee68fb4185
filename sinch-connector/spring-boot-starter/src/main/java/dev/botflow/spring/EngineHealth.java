package dev.botflow.spring;

import dev.botflow.BotFlow;
import dev.botflow.runtime.Health;
import dev.botflow.sinch.SinchConnector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * How the engine stands, for either of Boot's health interfaces. Down while events are not taken in: before everything has
 * started, while it stops, and when the store cannot be written. An outage of Sinch does not count, since events are stored
 * meanwhile; what is missing stands in the details. Ids and numbers only.
 */
final class EngineHealth {
  private final BotFlow botFlow;
  private final WebhookGate gate;
  private final ObjectProvider<SinchConnector> connectors;

  EngineHealth(BotFlow botFlow, WebhookGate gate, ObjectProvider<SinchConnector> connectors) {
    this.botFlow = botFlow;
    this.gate = gate;
    this.connectors = connectors;
  }

  /**
   * An answer, asked for once.
   *
   * @param details by name; none is null
   */
  record Report(boolean up, Map<String, Object> details) {}

  Report report() {
    Health health = botFlow.health();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("takesEvents", gate.isRunning());
    put(details, "storeProblem", health.problem());
    details.put("lag", health.lag());
    details.put("recovering", health.recovering());
    put(details, "oldestMessage", health.oldestMessage());
    put(details, "breakersOpen", health.breakersOpen());
    details.put("deadLetters", health.deadLetters());
    details.put("timersDue", health.timersDue());
    List<String> missing = new ArrayList<>();
    connectors.orderedStream().forEach(one -> missing.addAll(one.health().missing()));
    details.put("missing", missing);
    return new Report(gate.isRunning() && health.storeWritable(), details);
  }

  private static void put(Map<String, Object> details, String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value);
    }
  }
}
