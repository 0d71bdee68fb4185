package dev.botflow.runtime;

import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.lane.Fault;
import dev.botflow.lane.Held;
import dev.botflow.lane.Input;
import dev.botflow.runtime.host.HostThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Asks the host for its facts, on a thread of its own; the lane is told of what it says, or that it takes long. */
final class FactsPump {
  /** So long an opt-out waits for the host's facts, on which its words may depend. */
  private static final Duration OPT_OUT_WAITS = Duration.ofMillis(500);

  private final MeasuredTurns turns;
  private final Lanes lanes;
  private final HostThreads threads;
  private final ScheduledExecutorService time;
  private final Duration timeout;
  private final Map<Long, Asking> underWay = new ConcurrentHashMap<>();

  /**
   * @param threads on which the host is asked
   * @param time for waits alone, so that they end on time
   */
  FactsPump(
      MeasuredTurns turns,
      Lanes lanes,
      HostThreads threads,
      ScheduledExecutorService time,
      Duration timeout) {
    this.turns = turns;
    this.lanes = lanes;
    this.threads = threads;
    this.time = time;
    this.timeout = timeout;
  }

  /** Asks the host about an event on its lane. */
  void ask(SessionKey key, Held held) {
    Asking asking = new Asking(key, held);
    underWay.put(held.number(), asking);
    asking.begin();
  }

  /** Nobody waits for the answer any more. */
  void forget(Held held) {
    Asking asking = underWay.remove(held.number());
    if (asking != null && asking.answered.compareAndSet(false, true)) {
      asking.endWaits();
      asking.interrupt();
    }
  }

  /** One event whose host is asked. */
  private final class Asking {
    private final SessionKey key;
    private final long number;
    private final InboundEvent event;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final List<Future<?>> waits = new ArrayList<>();
    private @Nullable Future<?> host;

    Asking(SessionKey key, Held held) {
      this.key = key;
      this.number = held.number();
      this.event = Objects.requireNonNull(held.work().event());
    }

    void begin() {
      try {
        after(OPT_OUT_WAITS, () -> lanes.give(key, new Input.FactsSlow(number)));
        after(timeout, this::tooLate);
        Future<?> asked = threads.run("facts of " + key.appPart(), this::ask);
        synchronized (this) {
          host = asked;
        }
      } catch (RejectedExecutionException e) {
        // The engine closes: it is taken up at the next start.
        failed(e);
      }
    }

    private synchronized void after(Duration wait, Runnable what) {
      waits.add(time.schedule(what, wait.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void ask() {
      Map<String, Object> facts;
      try {
        facts = turns.hostFacts(event);
      } catch (HostFactsException e) {
        Throwable cause = e.getCause();
        failed(cause == null ? e : cause);
        return;
      }
      answer(new Input.Facts(number, facts));
    }

    private void tooLate() {
      failed(new TimeoutException("the host's facts took too long"));
      interrupt();
    }

    private void failed(Throwable cause) {
      answer(new Input.FactsFailed(
          number,
          new Fault(
              Fault.Kind.FACTS,
              cause.getClass().getSimpleName(),
              new HostFactsException(cause).getMessage())));
    }

    private void answer(Input input) {
      if (answered.compareAndSet(false, true)) {
        underWay.remove(number, this);
        endWaits();
        lanes.give(key, input);
      }
    }

    synchronized void endWaits() {
      waits.forEach(wait -> wait.cancel(false));
    }

    /** The host is still at it, perhaps. */
    synchronized void interrupt() {
      if (host != null) {
        host.cancel(true);
      }
    }
  }
}
