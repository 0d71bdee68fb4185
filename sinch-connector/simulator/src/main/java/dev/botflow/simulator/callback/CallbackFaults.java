package dev.botflow.simulator.callback;

import dev.botflow.simulator.SinchSimulator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the next callbacks on their way, as Sinch promises neither order nor that each comes once. Each fault
 * hits as many callbacks as asked for, in the order the faults were queued; a callback to two webhooks counts twice. Safe for
 * many threads.
 *
 * <pre>{@code
 * simulator.callbackFaults().duplicate(1, 2); // the next callback comes three times, all at once
 * simulator.callbackFaults().reorder(3);      // the three after it come in reverse order, once all three are there
 * }</pre>
 */
public final class CallbackFaults {
  private final Deque<Disturbance> queue = new ArrayDeque<>();

  CallbackFaults() {}

  /** What happens to one callback; a held one waits in the list for the others. */
  record Disturbance(
      int copies, @Nullable Duration delay, @Nullable Group group) {}

  /** Callbacks that wait for each other. */
  static final class Group {
    private final int size;
    private final List<Supplier<CompletableFuture<Void>>> held = new ArrayList<>();

    Group(int size) {
      this.size = size;
    }

    /** Holds one more; all of them in reverse order once they are complete, else nothing. */
    synchronized List<Supplier<CompletableFuture<Void>>> hold(
        Supplier<CompletableFuture<Void>> start) {
      held.add(0, start);
      return held.size() < size ? List.of() : List.copyOf(held);
    }
  }

  /**
   * The next {@code count} callbacks come more than once, at the same time, each signed anew.
   *
   * @param copies how often besides the first
   */
  public synchronized void duplicate(int count, int copies) {
    add(count, new Disturbance(copies, null, null));
  }

  /** The next {@code count} callbacks wait for each other, and then come in reverse order. */
  public synchronized void reorder(int count) {
    add(count, new Disturbance(0, null, new Group(count)));
  }

  /** The next {@code count} callbacks come this much later than they should. */
  public synchronized void delay(int count, Duration by) {
    add(count, new Disturbance(0, by, null));
  }

  /** Forgets every fault that has not hit yet. Callbacks held already stay held until {@link SinchSimulator#close}. */
  public synchronized void clear() {
    queue.clear();
  }

  /** How many callbacks are still to be hit. */
  public synchronized int pending() {
    return queue.size();
  }

  synchronized @Nullable Disturbance next() {
    return queue.poll();
  }

  private void add(int count, Disturbance disturbance) {
    for (int i = 0; i < count; i++) {
      queue.add(disturbance);
    }
  }
}
