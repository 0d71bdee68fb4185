package dev.botflow.rules;

import dev.botflow.error.BotFlowException;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/** One fact in one session: fires the rules on it, and leaves the session as it was. Used by one thread. */
final class RuleRun {
  /** Rules that may fire on one fact; base rules need a handful. */
  static final int FIRING_LIMIT = 10_000;

  private final KieSession session;
  private final Object fact;
  private final FactHandle handle;

  private RuleRun(KieSession session, Object fact) {
    this.session = session;
    this.fact = fact;
    this.handle = session.insert(fact);
  }

  /** What is done with the fact while the rules see it. */
  @FunctionalInterface
  interface Work {
    void with(RuleRun run);
  }

  /**
   * Shows a fact to the rules.
   *
   * @throws BotFlowException if a rule fails or the rules do not come to rest
   */
  static void of(SessionSlots slots, Object fact, Work work) {
    KieSession session = slots.borrow();
    boolean clean = false;
    try {
      RuleRun run = new RuleRun(session, fact);
      work.with(run);
      session.delete(run.handle);
      clean = true;
    } catch (BotFlowException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new BotFlowException("the rules failed on " + fact + ": " + e.getMessage(), e);
    } finally {
      if (clean) {
        slots.giveBack(session);
      } else {
        session.dispose();
      }
    }
  }

  /** Fires what the fact as it was inserted lets fire. */
  void fire() {
    if (session.fireAllRules(FIRING_LIMIT) >= FIRING_LIMIT) {
      throw new BotFlowException("the rules did not come to rest on " + fact
          + ": expected fewer than " + FIRING_LIMIT + " firings");
    }
  }

  /** Tells the rules that the fact changed, and fires. */
  void fireAgain() {
    session.update(handle, fact);
    fire();
  }
}
