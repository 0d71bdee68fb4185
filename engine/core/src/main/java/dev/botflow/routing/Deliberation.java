package dev.botflow.routing;

import dev.botflow.text.Paths;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the facts of one event come to a decision: the stage rules are asked at, the rows they pull, what they derive and
 * offer, and the one place that picks between candidates. Rules reach it through {@link Facts}, a router drives it. For
 * one decision and one thread.
 */
public final class Deliberation {
  private static final int STAGES = Stage.values().length;

  private final Facts facts;
  private final @Nullable Candidate[] best = new Candidate[STAGES];
  private Stage stage = Stage.DERIVE;
  private Rows rows = asked -> List.of();
  private @Nullable Map<String, Object> derived;

  Deliberation(Facts facts) {
    this.facts = facts;
  }

  /** Gives the rules the table they pull rows from. */
  public void decideWith(Rows snapshot) {
    this.rows = snapshot;
  }

  /** The stage rules are asked at now. */
  public Stage stage() {
    return stage;
  }

  public void enter(Stage next) {
    this.stage = next;
  }

  /**
   * The next stage that could take the event; empty after the last.
   *
   * @param hasOwnRules false lets the stage be skipped at which only a bot's own rules speak
   */
  public Optional<Stage> nextStage(boolean hasOwnRules) {
    return StageOrder.next(facts, hasOwnRules);
  }

  /** True if a candidate of this stage or an earlier one was offered. */
  public boolean offered() {
    return best(stage) != null;
  }

  /** The decision the candidates come to; {@link Decision.Ignore} if none was offered. */
  public Decision decision() {
    return DecisionResolver.of(facts, best(Stage.NOT_UNDERSTOOD));
  }

  // What rules do, through the facts.

  List<? extends Row> candidates() {
    return rows.candidates(facts);
  }

  /** Keeps the candidate if it goes before what its stage has. A stage that is over counts as the current one. */
  void offer(Candidate candidate) {
    Stage wanted = candidate.stage();
    // What is offered while facts are derived counts where rows do: a rule that names no stage must
    // not outrank STOP.
    Stage current = wanted == null && stage == Stage.DERIVE ? Stage.ROUTE : stage;
    int counts = wanted == null ? current.ordinal() : Math.max(wanted.ordinal(), stage.ordinal());
    Candidate other = best[counts];
    if (other == null || before(candidate, other)) {
      best[counts] = candidate;
    }
  }

  void derive(String name, Object value) {
    if (derived == null) {
      derived = new LinkedHashMap<>();
    }
    derived.put(name, value instanceof Number number ? new BigDecimal(number.toString()) : value);
  }

  /** What a rule derived under this name; null if none did. */
  @Nullable
  Object derived(String name) {
    return derived == null ? null : Paths.get(derived, name);
  }

  // Equal rank and place happens among a bot's own rules only: then the name decides, so that plays
  // are repeatable.
  private static boolean before(Candidate one, Candidate other) {
    if (one.rank() != other.rank()) {
      return one.rank().compareTo(other.rank()) < 0;
    }
    return one.order() != other.order()
        ? one.order() < other.order()
        : one.rule().compareTo(other.rule()) < 0;
  }

  /** The best candidate of the first stage up to this one that has any; null if none has. */
  private @Nullable Candidate best(Stage last) {
    for (int at = 0; at <= last.ordinal(); at++) {
      if (best[at] != null) {
        return best[at];
      }
    }
    return null;
  }
}
