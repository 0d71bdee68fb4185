package dev.botflow.runtime;

import dev.botflow.error.SafeErrors;
import dev.botflow.event.ActionCompleted;
import dev.botflow.session.Call;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
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

  private final Map<String, Action> actions;
  private final @Nullable AgentDesk desk;
  private final ScheduledExecutorService timer;
  private final Clock clock;

  ActionPump(
      Map<String, Action> actions,
      @Nullable AgentDesk desk,
      ScheduledExecutorService timer,
      Clock clock) {
    this.actions = new LinkedHashMap<>(actions);
    this.desk = desk;
    this.timer = timer;
    this.clock = clock;
  }

  /** Where a result goes. Called once per call, on any thread. */
  @FunctionalInterface
  interface Done {
    void completed(ActionCompleted result);
  }

  /** Makes one call. */
  void call(Call call, Done done) {
    AtomicBoolean answered = new AtomicBoolean();
    Duration left = Duration.between(clock.instant(), call.madeAt().plus(call.timeout()));
    // After a restart the call may be older than its time-out: it is made once more and gets a fair
    // chance.
    Duration timeout = left.isNegative() || left.isZero() ? call.timeout() : left;
    ScheduledFuture<?> late = timer.schedule(
        () -> answer(call, ActionCompleted.Outcome.TIMEOUT, null, null, answered, done),
        timeout.toMillis(),
        TimeUnit.MILLISECONDS);
    try {
      made(call).whenComplete((value, problem) -> {
        late.cancel(false);
        if (problem != null) {
          LOG.warn(
              "{} {} failed: {}", call.kind(), call.name(), problem.getClass().getName());
          answer(call, ActionCompleted.Outcome.ERROR, null, name(problem), answered, done);
        } else {
          answerPlain(call, value, answered, done);
        }
      });
    } catch (RuntimeException | Error e) {
      late.cancel(false);
      LOG.warn("{} {} failed: {}", call.kind(), call.name(), e.getClass().getName());
      answer(call, ActionCompleted.Outcome.ERROR, null, name(e), answered, done);
    }
  }

  private CompletionStage<? extends @Nullable Object> made(Call call) {
    ActionRequest request =
        new ActionRequest(call.id(), call.name(), call.arguments(), call.context());
    if (call.kind() == Call.Kind.DESK) {
      if (desk == null) {
        throw new dev.botflow.error.BotFlowException(
            "handover: expected an agent desk set on the builder, but there is none");
      }
      // That it took the conversation is all there is to know: a ticket of the host's own stays
      // with
      // the host.
      return desk.handover(request).thenApply(taken -> null);
    }
    Action action = actions.get(call.name());
    if (action == null) {
      throw new dev.botflow.error.BotFlowException("action " + call.name()
          + ": expected one set on the builder, but there is none of this name");
    }
    return action.call(request);
  }

  private void answerPlain(Call call, @Nullable Object value, AtomicBoolean answered, Done done) {
    Object plain;
    try {
      plain = PlainValues.of(value);
    } catch (RuntimeException | Error e) {
      LOG.warn(
          "{} {} gave a value the engine cannot keep: {}",
          call.kind(),
          call.name(),
          SafeErrors.shown(e));
      answer(call, ActionCompleted.Outcome.ERROR, null, name(e), answered, done);
      return;
    }
    answer(call, ActionCompleted.Outcome.OK, plain, null, answered, done);
  }

  private void answer(
      Call call,
      ActionCompleted.Outcome outcome,
      @Nullable Object value,
      @Nullable String problem,
      AtomicBoolean answered,
      Done done) {
    if (answered.compareAndSet(false, true)) {
      done.completed(OwnEvents.result(call, outcome, value, problem, clock.instant()));
    }
  }

  // A host's message may hold what a contact wrote; only our own sentences go into the trace.
  private static String name(Throwable problem) {
    Throwable cause =
        problem instanceof java.util.concurrent.CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    return cause instanceof dev.botflow.error.BotFlowException ours
        ? ours.getMessage()
        : cause.getClass().getSimpleName();
  }
}
