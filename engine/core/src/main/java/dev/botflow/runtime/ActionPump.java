package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.SafeErrors;
import dev.botflow.event.ActionCompleted;
import dev.botflow.hosted.HostFlowAnswer;
import dev.botflow.hosted.HostFlowCall;
import dev.botflow.hosted.HostFlows;
import dev.botflow.json.JsonOut;
import dev.botflow.runtime.host.HostThreads;
import dev.botflow.session.Call;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the calls of stored turns, and brings each result, error or time-out back as one event. */
final class ActionPump {
  private static final Logger LOG = LoggerFactory.getLogger(ActionPump.class);

  /** What a flow of the host's may keep goes through the store with every turn. */
  private static final int MAX_STATE = 65_536;

  /** No step waits for the desk to take a message, so nothing but these leads on. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

  private final Map<String, Action> actions;
  private final @Nullable AgentDesk desk;
  private final @Nullable HostFlows flows;
  private final HostThreads threads;
  private final ScheduledExecutorService timer;
  private final Clock clock;
  private final Telemetry telemetry;

  /**
   * @param threads on which actions and desk are called, which may block them
   * @param timer for time-outs alone, so that they are on time whatever else there is to do
   */
  ActionPump(
      Map<String, Action> actions,
      @Nullable AgentDesk desk,
      @Nullable HostFlows flows,
      HostThreads threads,
      ScheduledExecutorService timer,
      Clock clock,
      Telemetry telemetry) {
    this.actions = new LinkedHashMap<>(actions);
    this.desk = desk;
    this.flows = flows;
    this.threads = threads;
    this.timer = timer;
    this.clock = clock;
    this.telemetry = telemetry;
  }

  /** Where a result goes. Called once per call, on any thread. */
  @FunctionalInterface
  interface Done {
    void completed(ActionCompleted result);
  }

  /** Makes one call, on a thread of the host's code. */
  void call(Call call, Done done) {
    call(call, done, call.kind() == Call.Kind.DESK_MESSAGE ? PAUSES : List.of());
  }

  /** @param pauses after which it is made again, should it fail */
  private void call(Call call, Done done, List<Duration> pauses) {
    One one = new One(call, done, pauses);
    ScheduledFuture<?> late =
        timer.schedule(one::timeOut, timeout(call).toMillis(), TimeUnit.MILLISECONDS);
    one.late = late;
    try {
      one.task = threads.run(nameOf(call), one::make);
    } catch (RejectedExecutionException e) {
      late.cancel(false);
      throw e;
    }
  }

  /**
   * After a restart the call may be older than its time-out: it is made once more and gets a fair chance. Never more than
   * its time-out, though: a clock that was set back since the turn says nothing of how long it takes.
   */
  private Duration timeout(Call call) {
    Duration left = Duration.between(clock.instant(), call.madeAt().plus(call.timeout()));
    boolean told = !left.isNegative() && !left.isZero() && left.compareTo(call.timeout()) < 0;
    return told ? left : call.timeout();
  }

  private CompletionStage<? extends @Nullable Object> made(Call call) {
    if (call.kind() == Call.Kind.FLOW) {
      if (flows == null || !flows.offered().containsKey(call.name())) {
        throw new BotFlowException("flow " + call.name()
            + ": expected one that the host offers, but there is none of this name");
      }
      return flows.take(HostFlowCall.of(call.id(), call.name(), call.context(), call.arguments()));
    }
    ActionRequest request =
        new ActionRequest(call.id(), call.name(), call.arguments(), call.context());
    if (call.kind() == Call.Kind.DESK || call.kind() == Call.Kind.DESK_MESSAGE) {
      if (desk == null) {
        throw new BotFlowException(
            "handover: expected an agent desk set on the builder, but there is none");
      }
      return call.kind() == Call.Kind.DESK ? desk.handover(request) : desk.message(request);
    }
    Action action = actions.get(call.name());
    if (action == null) {
      throw new BotFlowException("action " + call.name()
          + ": expected one set on the builder, but there is none of this name");
    }
    return action.call(request);
  }

  /** One call under way. */
  private final class One {
    private final Call call;
    private final Done done;
    private final List<Duration> pauses;
    private final long start = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile @Nullable ScheduledFuture<?> late;
    private volatile @Nullable Future<?> task;
    private volatile @Nullable CompletionStage<?> stage;

    One(Call call, Done done, List<Duration> pauses) {
      this.call = call;
      this.done = done;
      this.pauses = pauses;
    }

    void make() {
      if (answered.get()) {
        return;
      }
      try {
        CompletionStage<? extends @Nullable Object> made = made(call);
        stage = made;
        made.whenComplete((value, problem) -> {
          if (problem == null) {
            succeeded(value);
          } else {
            failed(problem);
          }
        });
        if (answered.get()) {
          // It took too long to begin, and nobody waits any more.
          cancel(made);
        }
      } catch (RuntimeException | Error e) {
        failed(e);
      }
    }

    private void succeeded(@Nullable Object value) {
      Object plain;
      try {
        plain = plain(call.kind(), value);
      } catch (RuntimeException | Error e) {
        failed(e);
        return;
      }
      answer(ActionCompleted.Outcome.OK, plain, null);
    }

    private @Nullable Object plain(Call.Kind kind, @Nullable Object value) {
      return switch (kind) {
        case ACTION -> PlainValues.of(value);
        // That the desk took it is all there is to know: a ticket of the host's own stays there.
        case DESK, DESK_MESSAGE -> null;
        case FLOW -> ActionPump.answer(value);
      };
    }

    private void failed(Throwable problem) {
      Throwable cause = unwrapped(problem);
      if (answer(ActionCompleted.Outcome.ERROR, null, name(cause))) {
        LOG.warn(
            "app {}: {} {}, call {}, failed: {}",
            call.context().appId(),
            word(call),
            call.name(),
            call.id(),
            SafeErrors.shown(cause));
      }
    }

    void timeOut() {
      if (!answer(ActionCompleted.Outcome.TIMEOUT, null, null)) {
        return;
      }
      LOG.warn(
          "app {}: {} {}, call {}, gave no result within {} ms",
          call.context().appId(),
          word(call),
          call.name(),
          call.id(),
          call.timeout().toMillis());
      Future<?> making = task;
      if (making != null) {
        making.cancel(true);
      }
      CompletionStage<?> waiting = stage;
      if (waiting != null) {
        try {
          // What the host hung onto its stage runs as it is cancelled: not on the thread of all
          // time-outs.
          threads.run(nameOf(call), () -> cancel(waiting));
        } catch (RejectedExecutionException e) {
          LOG.info("the engine is closed; call {} is not cancelled", call.id());
        }
      }
    }

    private void cancel(CompletionStage<?> waiting) {
      try {
        waiting.toCompletableFuture().cancel(true);
      } catch (RuntimeException | Error e) {
        LOG.warn(
            "app {}: {} {}, call {}, could not be cancelled: {}",
            call.context().appId(),
            word(call),
            call.name(),
            call.id(),
            SafeErrors.shown(e));
      }
    }

    /** @return false if there was an answer before */
    private boolean answer(
        ActionCompleted.Outcome outcome, @Nullable Object value, @Nullable String problem) {
      if (!answered.compareAndSet(false, true)) {
        return false;
      }
      ScheduledFuture<?> timeOut = late;
      if (timeOut != null) {
        timeOut.cancel(false);
      }
      telemetry.called(new Telemetry.Called(
          appId(call),
          word(call),
          call.name(),
          outcome.name().toLowerCase(Locale.ROOT),
          Duration.ofNanos(System.nanoTime() - start)));
      if (outcome == ActionCompleted.Outcome.OK || pauses.isEmpty()) {
        done.completed(OwnEvents.result(call, outcome, value, problem, clock.instant()));
      } else {
        again();
      }
      return true;
    }

    private void again() {
      List<Duration> rest = pauses.subList(1, pauses.size());
      try {
        timer.schedule(() -> makeAgain(rest), pauses.get(0).toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.info("the engine is closed; call {} is made at the next start", call.id());
      }
    }

    private void makeAgain(List<Duration> rest) {
      try {
        ActionPump.this.call(call, done, rest);
      } catch (RejectedExecutionException e) {
        LOG.info("the engine is closed; call {} is made at the next start", call.id());
      }
    }
  }

  private static String appId(Call call) {
    String appId = call.context().appId();
    return appId == null ? "" : appId;
  }

  private static String word(Call call) {
    return call.kind().name().toLowerCase(Locale.ROOT);
  }

  /** A flow's answer, its values as variables have them. */
  private static HostFlowAnswer answer(@Nullable Object value) {
    if (!(value instanceof HostFlowAnswer answer)) {
      throw new BotFlowException("expected an answer of the flow, but was none");
    }
    HostFlowAnswer plain = answer.withValues(PlainValues.map(answer.values()));
    Map<String, Object> state = answer.state();
    if (state == null) {
      return plain;
    }
    Map<String, Object> kept = PlainValues.map(state);
    int length = JsonOut.write("state", json -> json.values("state", kept)).length();
    if (length > MAX_STATE) {
      throw new BotFlowException(
          "state: expected at most " + MAX_STATE + " characters of JSON, but was " + length);
    }
    return plain.withState(kept);
  }

  private static Throwable unwrapped(Throwable problem) {
    boolean wraps = problem instanceof CompletionException || problem instanceof ExecutionException;
    return wraps && problem.getCause() != null ? problem.getCause() : problem;
  }

  // A host's message may hold what a contact wrote; only our own sentences go into the trace.
  private static String name(Throwable cause) {
    return cause instanceof BotFlowException ours
        ? ours.getMessage()
        : cause.getClass().getSimpleName();
  }

  /** One app's calls that block are in the way of its own of that name only. */
  private static String nameOf(Call call) {
    return call.key().appPart() + " " + call.kind() + " " + call.name();
  }
}
