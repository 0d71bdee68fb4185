package dev.botflow.rules;

import dev.botflow.error.BotFlowException;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/** One fact in one session: fires the rules on it, and leaves the session as it was. Used by one thread. */
final class RuleRun {
  /** Rules that may fire on one fact; base rules need a handful. */
  static final int FIRING_LIMIT = 10_000;

  private final SessionSlots slots;
  private final KieSession session;
  private final Object fact;
  private final FactHandle handle;

  private RuleRun(SessionSlots slots, KieSession session, Object fact, FactHandle handle) {
    this.slots = slots;
    this.session = session;
    this.fact = fact;
    this.handle = handle;
  }

  /**
   * Shows a fact to the rules; to be ended by {@link #end} or {@link #failed}.
   *
   * @throws BotFlowException if a rule's condition fails
   */
  static RuleRun begin(SessionSlots slots, Object fact) {
    KieSession session = slots.borrow();
    try {
      return new RuleRun(slots, session, fact, session.insert(fact));
    } catch (RuntimeException e) {
      session.dispose();
      throw failure(fact, e);
    }
  }

  /** Takes the fact out of the session, and keeps the session for others. */
  void end() {
    session.delete(handle);
    slots.giveBack(session);
  }

  /** Throws the session away, since nobody knows what is left in it; gives what to throw. */
  BotFlowException failed(RuntimeException problem) {
    session.dispose();
    return failure(fact, problem);
  }

  private static BotFlowException failure(Object fact, RuntimeException problem) {
    return problem instanceof BotFlowException known
        ? known
        : new BotFlowException(
            "the rules failed on " + fact + ": " + problem.getMessage(), problem);
  }

  /** Fires what the fact as it was inserted lets fire. */
  void fire() {
    if (session.fireAllRules(FIRING_LIMIT) >= FIRING_LIMIT) {
      throw new BotFlowException("the rules did not come to rest on " + fact
          + ": expected fewer than " + FIRING_LIMIT + " firings");
    }
  }

  /** Notifies the rules that the fact changed, and fires. */
  void fireAgain() {
    session.update(handle, fact);
    fire();
  }
}
