package dev.botflow.authoring.report;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.routing.Why;
import dev.botflow.scenario.Conversation;
import dev.botflow.scenario.Exchange;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.ScenarioResult;
import dev.botflow.scenario.ScenarioTurn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened at each row and cell of the routing table while the scenarios were played. */
final class CellHistory {
  private static final int SHOWN = 3;

  private final Map<String, Map<String, Integer>> decided = new LinkedHashMap<>();
  private final Map<String, Integer> turnedAway = new LinkedHashMap<>();
  private final Map<String, String> samples = new LinkedHashMap<>();

  private CellHistory() {}

  static CellHistory of(BotTables tables, List<ScenarioResult> results) {
    CellHistory history = new CellHistory();
    results.forEach(result -> history.take(tables, result));
    return history;
  }

  private void take(BotTables tables, ScenarioResult result) {
    Conversation conversation =
        Conversation.of(tables.version(), result.scenario(), result.channel());
    int played = result.transcript().exchanges().size();
    for (ScenarioTurn turn : result.scenario().turns().subList(0, played)) {
      if (turn.on() != null) {
        conversation.on(turn.on());
      }
      Exchange exchange = conversation.next(turn.after(), turn.act());
      PlayResult line = exchange.played();
      if (line != null && line.rule() != null) {
        decided
            .computeIfAbsent(line.rule(), rule -> new LinkedHashMap<>())
            .merge(result.name() + ", turn " + turn.number(), 1, Integer::sum);
      }
      for (Why why : conversation.why(exchange, null, Integer.MAX_VALUE)) {
        String cell = why.rule() + "/" + why.column();
        turnedAway.merge(cell, 1, Integer::sum);
        samples.put(cell, why.found() == null ? "nothing" : why.found());
      }
    }
  }

  /** How many events the row decided. */
  int decided(String rule) {
    return decided.getOrDefault(rule, new LinkedHashMap<>()).size();
  }

  /** The turns it decided last. */
  List<String> lastDecided(String rule) {
    List<String> turns =
        List.copyOf(decided.getOrDefault(rule, new LinkedHashMap<>()).keySet());
    return turns.subList(Math.max(0, turns.size() - SHOWN), turns.size());
  }

  /** How many events failed at this cell and at no other before it. */
  int turnedAway(String rule, String column) {
    return turnedAway.getOrDefault(rule + "/" + column, 0);
  }

  /** What the latest of them had there. */
  String sample(String rule, String column) {
    return samples.getOrDefault(rule + "/" + column, "");
  }
}
