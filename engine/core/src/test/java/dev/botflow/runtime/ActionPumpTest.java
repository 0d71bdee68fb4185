package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.ChannelContext;
import dev.botflow.runtime.host.HostThreads;
import dev.botflow.session.Call;
import dev.botflow.store.SessionSamples;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each call brings one result: a value, an error, or that it took too long. */
class ActionPumpTest {
  private static final ChannelContext ABOUT =
      new ChannelContext(null, null, "C1", "APP", null, null);
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private static final HostThreads HOSTS = HostThreads.on(Runnable::run);

  private final HandTime time = new HandTime();
  private final List<ActionRequest> requests = new ArrayList<>();
  private final List<ActionCompleted> results = new ArrayList<>();
  private final List<Telemetry.Called> called = new ArrayList<>();
  private final Telemetry telemetry = new Telemetry() {
    @Override
    public void called(Called call) {
      called.add(call);
    }
  };
  private CompletableFuture<Object> answer = new CompletableFuture<>();

  @AfterEach
  void stop() {
    time.shutdownNow();
  }

  private CompletableFuture<Object> take(ActionRequest request) {
    requests.add(request);
    return answer;
  }

  private ActionPump pump(@Nullable AgentDesk desk) {
    Map<String, Action> actions = new LinkedHashMap<>();
    actions.put("find", this::take);
    return new ActionPump(actions, desk, null, HOSTS, time, time.clock(), telemetry);
  }

  private static Call call(Call.Kind kind, String name) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("number", "LC-1");
    return new Call(
        "call-1",
        SessionSamples.key("C1"),
        ABOUT,
        kind,
        name,
        arguments,
        START,
        Duration.ofSeconds(5));
  }

  private void make(String name) {
    pump(null).call(call(Call.Kind.ACTION, name), results::add);
  }

  private void assertResult(
      ActionCompleted.Outcome outcome, @Nullable Object value, @Nullable String problem) {
    assertThat(results).hasSize(1);
    ActionCompleted result = results.get(0);
    assertThat(result.callId()).isEqualTo("call-1");
    assertThat(result.at()).isEqualTo(time.clock().instant());
    assertThat(result.outcome()).isEqualTo(outcome);
    assertThat(result.value()).isEqualTo(value);
    assertThat(result.problem()).isEqualTo(problem);
  }

  @Test
  void asksTheActionOnceAndBringsItsValuePlainly() {
    make("find");
    assertThat(requests)
        .containsExactly(new ActionRequest("call-1", "find", Map.of("number", "LC-1"), ABOUT));
    assertThat(requests.get(0).text("number")).isEqualTo("LC-1");
    assertThat(requests.get(0).text("none")).isNull();

    time.forMillis(100);
    answer.complete(Map.of("count", 5));

    assertResult(ActionCompleted.Outcome.OK, Map.of("count", new BigDecimal("5")), null);
    time.forMillis(60_000);
    assertThat(results).hasSize(1);
  }

  @Test
  void asksTheDeskForAPerson() {
    answer.complete(null);

    pump(this::take).call(call(Call.Kind.DESK, "orders"), results::add);

    assertThat(requests).extracting(ActionRequest::name).containsExactly("orders");
    assertResult(ActionCompleted.Outcome.OK, null, null);
  }

  @Test
  void tellsThatThereIsNoDeskAndNoSuchAction() {
    pump(null).call(call(Call.Kind.DESK, "orders"), results::add);
    assertResult(
        ActionCompleted.Outcome.ERROR,
        null,
        "handover: expected an agent desk set on the builder, but there is none");

    results.clear();
    make("other");
    assertResult(
        ActionCompleted.Outcome.ERROR,
        null,
        "action other: expected one set on the builder, but there is none of this name");
    time.forMillis(60_000);
    assertThat(results).hasSize(1);
  }

  @Test
  void ofAFaultOfTheHostsItTellsTheClassAlone() {
    answer.completeExceptionally(new IllegalStateException("Ana wrote"));
    make("find");
    assertResult(ActionCompleted.Outcome.ERROR, null, "IllegalStateException");

    results.clear();
    answer = new CompletableFuture<>();
    answer.completeExceptionally(new CompletionException(new IllegalArgumentException("Ana")));
    make("find");
    assertResult(ActionCompleted.Outcome.ERROR, null, "IllegalArgumentException");

    results.clear();
    answer = new CompletableFuture<>();
    answer.completeExceptionally(new BotFlowException("our own sentence"));
    make("find");
    assertResult(ActionCompleted.Outcome.ERROR, null, "our own sentence");
    time.forMillis(60_000);
    assertThat(results).hasSize(1);
  }

  @Test
  void aValueTheEngineCannotKeepIsAnError() {
    answer.complete(new Object());

    make("find");

    assertResult(
        ActionCompleted.Outcome.ERROR,
        null,
        "value: expected text, number, true or false, list or map, but was java.lang.Object");
  }

  @Test
  void whatTakesTooLongIsATimeOutAndALaterAnswerComesToNothing() {
    make("find");
    time.forMillis(4_999);
    assertThat(results).isEmpty();

    time.forMillis(1);
    assertResult(ActionCompleted.Outcome.TIMEOUT, null, null);

    assertThat(answer.complete("late")).isFalse();
    assertThat(answer).isCancelled();
    assertThat(results).hasSize(1);
  }

  @Test
  void theTimeSinceTheTurnCountsAndACallOlderThanThatGetsAFairChance() {
    time.set(START.plusSeconds(2));
    make("find");
    time.forMillis(2_999);
    assertThat(results).isEmpty();
    time.forMillis(1);
    assertResult(ActionCompleted.Outcome.TIMEOUT, null, null);

    for (int seconds : new int[] {5, 3_600}) {
      results.clear();
      answer = new CompletableFuture<>();
      time.set(START.plusSeconds(seconds));
      make("find");
      time.forMillis(4_999);
      assertThat(results).isEmpty();
      time.forMillis(1);
      assertResult(ActionCompleted.Outcome.TIMEOUT, null, null);
    }
  }

  @Test
  @Tag("G14")
  void aClockThatWasSetBackSinceTheTurnHoldsNoCallOpenForLongerThanItsTimeOut() {
    time.set(START.minusSeconds(86_400));

    make("find");
    time.forMillis(4_999);
    assertThat(results).isEmpty();
    time.forMillis(1);

    assertResult(ActionCompleted.Outcome.TIMEOUT, null, null);
  }

  @Test
  void tellsTelemetryOfEachResultOnce() {
    answer.completeExceptionally(new IllegalStateException("Ana wrote"));
    make("find");
    answer = new CompletableFuture<>();
    make("find");
    time.forMillis(5_000);
    answer = CompletableFuture.completedFuture("it");
    make("find");

    assertThat(called)
        .extracting(
            call -> call.appId() + " " + call.kind() + " " + call.name() + " " + call.result())
        .containsExactly("APP action find error", "APP action find timeout", "APP action find ok");
  }
}
