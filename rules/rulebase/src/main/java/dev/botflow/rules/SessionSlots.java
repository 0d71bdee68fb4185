package dev.botflow.rules;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;

/**
 * Rule sessions kept between decisions. A thread picks its slot by its id: a queue would let sessions wander between the
 * processor's cores, and a ThreadLocal would keep them alive with threads that never come back.
 */
final class SessionSlots {
  private static final int SLOTS = 64;

  /** Slots lie this far apart: side by side, two threads would write to one line of their processors' caches. */
  private static final int APART = 32;

  private final RuleBase rules;
  private final boolean keep;
  private final AtomicReferenceArray<@Nullable KieSession> slots =
      new AtomicReferenceArray<>(SLOTS * APART);

  /** @param keep false for a new session each time: about half as fast, and what the kept ones are compared with */
  SessionSlots(RuleBase rules, boolean keep) {
    this.rules = rules;
    this.keep = keep;
  }

  /** A session nobody else uses, without any facts. */
  KieSession borrow() {
    KieSession kept = keep ? slots.getAndSet(slot(), null) : null;
    return kept != null ? kept : rules.newSession();
  }

  /** Takes a session back; one that still holds facts is thrown away, as they would leak into the next decision. */
  void giveBack(KieSession session) {
    if (!keep || session.getFactCount() != 0 || !slots.compareAndSet(slot(), null, session)) {
      session.dispose();
    }
  }

  /**
   * Lets go of what earlier decisions left in the sessions nobody uses now. Rules learn of a deletion when they are fired
   * next, and until then a kept session holds the last fact it was shown, and with that the contact's session and the
   * version of the bot. To be called for each new version, which costs less than to do it at each decision.
   */
  void forget() {
    for (int slot = 0; slot < SLOTS * APART; slot += APART) {
      KieSession kept = slots.getAndSet(slot, null);
      if (kept != null && (!settles(kept) || !slots.compareAndSet(slot, null, kept))) {
        kept.dispose();
      }
    }
  }

  /** False if a rule of the bot's own fails on a deletion: then the session is of no use any more. */
  private static boolean settles(KieSession session) {
    try {
      // No constant: who decides nothing loads none of the rule engine.
      session.fireAllRules(match -> false);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static int slot() {
    return (int) (Thread.currentThread().getId() & (SLOTS - 1)) * APART;
  }
}
