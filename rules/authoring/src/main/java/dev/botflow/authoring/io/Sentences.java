package dev.botflow.authoring.io;

import dev.botflow.routing.Decision;
import dev.botflow.routing.Why;
import dev.botflow.scenario.RoutingPreview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several commands say in the same words. */
public final class Sentences {
  private Sentences() {}

  /** {@code start, R10 → welcome}, or {@code ignore: the event concerns no contact}. */
  public static String decided(RoutingPreview inquiry) {
    Decision decision = inquiry.decision();
    String reason = "";
    if (decision instanceof Decision.Ignore ignore) {
      reason = ": " + ignore.reason();
    } else if (decision instanceof Decision.Silent silent) {
      reason = ": " + silent.reason();
    } else if (decision instanceof Decision.Suppressed suppressed) {
      reason = ": " + suppressed.reason();
    } else if (decision instanceof Decision.Miss miss) {
      reason = ": " + miss.why();
    }
    return decided(decision.word(), decision.rule(), inquiry.flow()) + reason;
  }

  /** {@code start, R10 → welcome}. */
  public static String decided(String word, @Nullable String rule, @Nullable String flow) {
    StringBuilder text = new StringBuilder(word);
    if (rule != null) {
      text.append(", ").append(rule);
    }
    if (flow != null) {
      text.append(rule == null ? ", " : " ").append("→ ").append(flow);
    }
    return text.toString();
  }

  /** A losing row's cells: its id, and the cell that failed. */
  public static List<String> lost(Why why) {
    String found = why.found() == null ? "nothing" : Columns.oneLine(why.found());
    return List.of(
        "", "not " + why.rule(), why.column() + ": expected " + why.cell() + ", but was " + found);
  }
}
