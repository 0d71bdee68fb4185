package dev.botflow.testkit.fault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link HistoryChecker} found.
 *
 * @param summary one line of numbers
 * @param violations one sentence for each promise that was broken; ids only
 * @param met at how many crashes some work of a kind was under way, by its name: a kind that no crash met was not tested
 */
public record HistoryReport(String summary, List<String> violations, Map<String, Integer> met) {
  private static final int SHOWN = 20;

  public HistoryReport {
    violations = List.copyOf(violations);
    met = Collections.unmodifiableMap(new LinkedHashMap<>(met));
  }

  /** @throws AssertionError if a promise was broken: the summary and the first violations */
  public void assertSound() {
    if (!violations.isEmpty()) {
      throw new AssertionError(summary + "\n"
          + String.join("\n", violations.subList(0, Math.min(SHOWN, violations.size()))));
    }
  }
}
