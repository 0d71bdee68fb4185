package dev.botflow.routing;

import dev.botflow.event.EventKind;
import java.util.Optional;

/** Which stage comes next for an event, by the facts that cost nothing: rules are asked only where one could speak. */
final class StageOrder {
  private static final Stage[] STAGES = Stage.values();

  private StageOrder() {}

  static Optional<Stage> next(Facts facts, boolean hasOwnRules) {
    for (int next = facts.stage().ordinal() + 1; next < STAGES.length; next++) {
      Stage candidate = STAGES[next];
      if (hasOwnRules || takesPart(candidate, facts)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean takesPart(Stage candidate, Facts facts) {
    switch (candidate) {
      case DERIVE:
        return false;
      case END_IT:
        return facts.message();
      case AGENT:
        return facts.agentActive();
      case BUTTON:
        return facts.kind().equals(EventKind.BUTTON);
      case STRICT_ANSWER:
        return facts.strictQuestion() && facts.answers();
      case INTERRUPT:
        return facts.message() && facts.questionOpen() && facts.interruptible();
      case FREE_ANSWER:
        return facts.questionOpen() && !facts.strictQuestion() && facts.answers();
      case MISS:
        return facts.message() && facts.questionOpen();
      case ROUTE:
        return !facts.message() || !facts.questionOpen();
      case NOT_UNDERSTOOD:
        return facts.message() && !facts.questionOpen();
      default:
        throw new AssertionError(candidate);
    }
  }
}
