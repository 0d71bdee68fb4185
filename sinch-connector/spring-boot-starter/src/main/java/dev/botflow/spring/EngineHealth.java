package dev.botflow.spring;

import dev.botflow.BotFlow;
import dev.botflow.runtime.Health;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the engine stands, for either of Boot's health interfaces. Down while events are not taken in: before everything has
 * started, while it stops, and when the store cannot be written. An outage of Sinch, or the broken bot of one app, does not
 * count, since events are stored meanwhile; what keeps an app from working stands in the details. Ids and numbers only.
 */
final class EngineHealth {
  private final BotFlow botFlow;
  private final WebhookGate gate;

  EngineHealth(BotFlow botFlow, WebhookGate gate) {
    this.botFlow = botFlow;
    this.gate = gate;
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
    Map<String, List<String>> apps = new LinkedHashMap<>();
    health.apps().forEach((app, state) -> apps.put(app, state.problems()));
    details.put("apps", apps);
    return new Report(gate.isRunning() && health.storeWritable(), details);
  }

  private static void put(Map<String, Object> details, String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value);
    }
  }
}
