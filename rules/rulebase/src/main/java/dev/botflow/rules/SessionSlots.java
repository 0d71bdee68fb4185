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

  private static int slot() {
    return (int) (Thread.currentThread().getId() & (SLOTS - 1)) * APART;
  }
}
