package dev.botflow.routing;

import org.jspecify.annotations.Nullable;

/** Keeps the best candidate of each stage: the one place that picks. */
final class Offers {
  private static final int STAGES = Stage.values().length;

  private final @Nullable Candidate[] best = new Candidate[STAGES];

  /** Keeps the candidate if it goes before what its stage has. A stage that is over counts as the current one. */
  void add(Candidate candidate, Stage now) {
    Stage wanted = candidate.stage();
    // What is offered while facts are derived counts where rows do: a rule that names no stage must
    // not outrank STOP.
    Stage current = wanted == null && now == Stage.DERIVE ? Stage.ROUTE : now;
    int stage = wanted == null ? current.ordinal() : Math.max(wanted.ordinal(), now.ordinal());
    Candidate other = best[stage];
    if (other == null || before(candidate, other)) {
      best[stage] = candidate;
    }
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
  @Nullable
  Candidate best(Stage last) {
    for (int stage = 0; stage <= last.ordinal(); stage++) {
      if (best[stage] != null) {
        return best[stage];
      }
    }
    return null;
  }
}
