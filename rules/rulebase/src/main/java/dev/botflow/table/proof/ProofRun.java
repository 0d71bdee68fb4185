package dev.botflow.table.proof;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A search for proofs as somebody waits for it: how far it has come, and a way to end it. For one search; safe for use by
 * many threads.
 */
public final class ProofRun {
  private static final int ALL = 100;

  private volatile boolean cancelled;
  private volatile int steps = 1;
  private final AtomicInteger done = new AtomicInteger();

  /** Ends the search soon: who runs it gets a {@link CancellationException}. */
  public void cancel() {
    cancelled = true;
  }

  /** How much is done, in per cent; 100 is only known when the search has come back. */
  public int percent() {
    return (int) Math.min(ALL - 1L, (long) done.get() * ALL / steps);
  }

  /** Begins a part that takes so many steps. */
  void begin(int count) {
    steps = Math.max(1, count);
    done.set(0);
  }

  /** One step more is about to be taken. */
  void step() {
    check();
    done.incrementAndGet();
  }

  /** @throws CancellationException if nobody waits any more */
  void check() {
    if (cancelled) {
      throw new CancellationException("the search for proofs was ended before its end");
    }
  }
}
