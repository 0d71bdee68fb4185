package dev.botflow.workbench.draft;

import java.util.List;

/**
 * What came of a batch.
 *
 * @param revision the draft's revision now
 * @param results one for each operation, in their order
 */
public record Applied(long revision, List<OpResult> results) {
  public Applied {
    results = List.copyOf(results);
  }

  /** True if every operation was done. */
  public boolean done() {
    return results.stream().allMatch(result -> result.status() == OpResult.Status.DONE);
  }
}
