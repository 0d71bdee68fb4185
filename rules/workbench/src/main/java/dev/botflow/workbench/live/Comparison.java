package dev.botflow.workbench.live;

import dev.botflow.authoring.report.RowDifference;
import dev.botflow.error.Finding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What would be live against what is.
 *
 * @param from the version that is looked at first; 0 if nothing was published yet
 * @param to the other version; null for the draft
 * @param content the hash of what {@code to} holds; null if it cannot be read
 * @param changes in plain words, row by row and flow by flow
 * @param scenarios files of scenarios that differ; they are published too, and are no part of the content
 * @param findings of the draft; of a version none, since it was published
 * @param hindrances why it cannot be published as it is, one sentence each; reviews apart
 * @param waiting where people wait; empty if nobody tells
 */
public record Comparison(
    long from,
    @Nullable Long to,
    @Nullable String content,
    List<RowDifference.Change> changes,
    List<String> scenarios,
    List<Finding> findings,
    List<String> hindrances,
    Optional<List<Waiting>> waiting) {
  public Comparison {
    changes = List.copyOf(changes);
    scenarios = List.copyOf(scenarios);
    findings = List.copyOf(findings);
    hindrances = List.copyOf(hindrances);
  }
}
