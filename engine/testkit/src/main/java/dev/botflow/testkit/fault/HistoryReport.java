package dev.botflow.testkit.fault;

import java.util.List;

/**
 * What a {@link HistoryChecker} found.
 *
 * @param summary one line of numbers
 * @param violations one sentence for each promise that was broken; ids only
 */
public record HistoryReport(String summary, List<String> violations) {
  private static final int SHOWN = 20;

  public HistoryReport {
    violations = List.copyOf(violations);
  }

  /** @throws AssertionError if a promise was broken: the summary and the first violations */
  public void assertSound() {
    if (!violations.isEmpty()) {
      throw new AssertionError(summary + "\n"
          + String.join("\n", violations.subList(0, Math.min(SHOWN, violations.size()))));
    }
  }
}
