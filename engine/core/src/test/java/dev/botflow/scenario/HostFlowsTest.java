package dev.botflow.scenario;

import static dev.botflow.hosted.HostFlowAnswer.done;
import static dev.botflow.hosted.HostFlowAnswer.waiting;
import static dev.botflow.scenario.Wire.give;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.hosted.HostFlowAnswer;
import dev.botflow.hosted.HostFlowCall;
import dev.botflow.hosted.HostFlowCall.Cause;
import dev.botflow.hosted.HostFlows;
import dev.botflow.routing.BotVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A row leads to a flow that lives in the host: the engine calls it, says what it answers, and waits for it. */
class HostFlowsTest {
  private static final BotVersion BOT =
      Talk.hosted(new PlainRouter("order_status"), "", List.of("order_status"));

  private final List<HostFlowCall> calls = Collections.synchronizedList(new ArrayList<>());
  private final Wire wire = Wire.accepting();

  private HostFlows host(Function<HostFlowCall, HostFlowAnswer> answer) {
    return HostFlows.of(Map.of("order_status", "Where a parcel is"), call -> {
      calls.add(call);
      return CompletableFuture.completedFuture(answer.apply(call));
    });
  }

  private BotFlow engine(BotVersion bot, Function<HostFlowCall, HostFlowAnswer> answer) {
    BotFlow engine = Wire.engine().bot(bot).flows(host(answer)).build();
    engine.connect("APP", wire);
    return engine;
  }

  private void awaitSaid(String... messages) {
    await().until(() -> wire.taken().size() >= messages.length);
    assertThat(wire.taken()).containsExactly(messages);
  }

  @Test
  void startsTheFlowWaitsAndGoesOnWithTheNextMessageUntilItIsDone() {
    try (BotFlow engine = engine(
        BOT,
        call -> call.cause() == Cause.STARTED
            ? waiting("Which number? {text}").withState(Map.of("times", 1))
            : done("LC-1 is in Ghent."))) {
      give(engine, "e1", "C1", "hello");
      awaitSaid("C1 Which number? {text}");
      give(engine, "e2", "C1", "LC-1");
      awaitSaid("C1 Which number? {text}", "C1 LC-1 is in Ghent.");
      give(engine, "e3", "C1", "thanks");
      await().until(() -> calls.size() == 3);
    }

    assertThat(calls)
        .extracting(HostFlowCall::flow, HostFlowCall::cause, HostFlowCall::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("order_status", Cause.STARTED, "hello"),
            org.assertj.core.groups.Tuple.tuple("order_status", Cause.MESSAGE, "LC-1"),
            org.assertj.core.groups.Tuple.tuple("order_status", Cause.STARTED, "thanks"));
    assertThat(calls.get(0).state()).isEmpty();
    assertThat(calls.get(1).state()).hasToString("{times=1}");
    assertThat(calls.get(1).context().contactId()).isEqualTo("C1");
    assertThat(calls.get(1).facts())
        .containsEntry("channel", "SMS")
        .containsEntry("returning", true);
  }
}
