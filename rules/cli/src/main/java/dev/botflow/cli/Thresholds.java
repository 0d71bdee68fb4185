package dev.botflow.cli;

import dev.botflow.authoring.test.MutationScore;
import dev.botflow.authoring.test.TestLines;
import dev.botflow.error.BotFlowException;
import dev.botflow.scenario.Coverage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --min-…} of a test run: below them it fails. */
final class Thresholds {
  private static final int ALL = 100;

  @Option(
      names = "--min-rows",
      paramLabel = "PERCENT",
      description = "Fails if fewer rows of the routing table are covered.")
  private @Nullable Integer rows;

  @Option(
      names = "--min-steps",
      paramLabel = "PERCENT",
      description = "Fails if fewer steps are covered.")
  private @Nullable Integer steps;

  @Option(
      names = "--min-choices",
      paramLabel = "PERCENT",
      description = "Fails if fewer choices are covered.")
  private @Nullable Integer choices;

  @Option(
      names = "--min-channels",
      paramLabel = "PERCENT",
      description = "Fails if fewer channels are covered.")
  private @Nullable Integer channels;

  @Option(
      names = "--min-decisions",
      paramLabel = "PERCENT",
      description = "Fails if fewer rows of decision tables are covered.")
  private @Nullable Integer decisions;

  @Option(
      names = "--min-mutation",
      paramLabel = "PERCENT",
      description = "Fails if fewer changes are noticed; takes --mutate along.")
  private @Nullable Integer mutation;

  private Map<String, @Nullable Integer> all() {
    Map<String, @Nullable Integer> all = new LinkedHashMap<>();
    all.put("rows", rows);
    all.put("steps", steps);
    all.put("choices", choices);
    all.put("channels", channels);
    all.put("decisions", decisions);
    all.put("mutation", mutation);
    all.values().removeIf(least -> least == null);
    return all;
  }

  /** The options that were given. */
  List<String> given() {
    return all().keySet().stream().map(name -> "--min-" + name).toList();
  }

  /**
   * Looks whether they can be met and missed at all.
   *
   * @throws BotFlowException if one is no per cent
   */
  void check() {
    all().forEach((name, least) -> {
      if (least == null || least < 0 || least > ALL) {
        throw new BotFlowException("botflow test: --min-" + name
            + ": expected a per cent from 0 to 100, but was " + least
            + " (see botflow test --help)");
      }
    });
  }

  /** True if the changes on purpose have a threshold. */
  boolean ofMutation() {
    return mutation != null && mutation > 0;
  }

  /** A sentence for each part that is covered too little. */
  List<String> missed(Coverage coverage) {
    List<String> missed = new ArrayList<>();
    Map<String, @Nullable Integer> least = all();
    TestLines.parts(coverage).forEach((name, part) -> {
      Integer wanted = least.get(name);
      if (wanted != null && part.percent() < wanted) {
        missed.add("expected at least " + wanted + " % of the " + name
            + " to be covered, but was " + part.percent() + " % (missed "
            + String.join(", ", part.missed()) + ")");
      }
    });
    return missed;
  }

  /** The sentence if too few changes are noticed. */
  Optional<String> missed(MutationScore score) {
    return mutation == null || score.percent() >= mutation
        ? Optional.empty()
        : Optional.of("expected at least " + mutation + " % of the changes to be noticed, but was "
            + score.percent() + " %");
  }
}
