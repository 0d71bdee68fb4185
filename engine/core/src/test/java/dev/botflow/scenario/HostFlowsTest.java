package dev.botflow.scenario;

import static dev.botflow.hosted.HostFlowAnswer.done;
import static dev.botflow.hosted.HostFlowAnswer.failed;
import static dev.botflow.hosted.HostFlowAnswer.waiting;
import static dev.botflow.scenario.Wire.give;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.error.BotBrokenException;
import dev.botflow.hosted.HostFlowAnswer;
import dev.botflow.hosted.HostFlowCall;
import dev.botflow.hosted.HostFlowCall.Cause;
import dev.botflow.hosted.HostFlows;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
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
            tuple("order_status", Cause.STARTED, "hello"),
            tuple("order_status", Cause.MESSAGE, "LC-1"),
            tuple("order_status", Cause.STARTED, "thanks"));
    assertThat(calls.get(0).state()).isEmpty();
    assertThat(calls.get(1).state()).hasToString("{times=1}");
    assertThat(calls.get(1).context().contactId()).isEqualTo("C1");
    assertThat(calls.get(1).facts())
        .containsEntry("channel", "SMS")
        .containsEntry("returning", true);
  }

  @Test
  void tellsTheHostWhichOfItsChoicesIsMeantAndWhatTheRowAndTheHostKnow() {
    BotVersion bot = Talk.hosted(
        new PlainRouter("care"),
        "facts: { Plan: customer.plan }\n",
        List.of("order_status"),
        "flow: care\nsteps:\n- { id: c, call: order_status, with: { order.number: LC-1 } }\n");
    HostFlows host = host(call -> call.cause() == Cause.STARTED
        ? waiting()
            .withMessage(new ChoiceMessage(
                "What is it?",
                List.of(
                    new Choice.Reply("Track it", "track"), new Choice.Reply("Return it", "back"))))
            .withValue("contact.tier", "gold")
        : done("Well."));
    try (BotFlow engine = Wire.engine()
        .bot(bot)
        .flows(host)
        .facts(event -> Map.of("customer", Map.of("plan", "plus")))
        .build()) {
      engine.connect("APP", wire);
      give(engine, "e1", "C1", "hello");
      awaitSaid("C1 What is it?");
      give(engine, "e2", "C1", "2");
      awaitSaid("C1 What is it?", "C1 Well.");
    }

    HostFlowCall call = calls.get(1);
    assertThat(call.message()).isEqualTo(new HostFlowCall.Message("text", "2", "back", Map.of()));
    assertThat(call.text()).isEqualTo("back");
    assertThat(call.with()).isEqualTo(Map.of("order", Map.of("number", "LC-1")));
    assertThat(call.facts())
        .containsEntry("customer", Map.of("plan", "plus"))
        .containsEntry("contact", Map.of("tier", "gold"));
  }

  @Test
  void anAgentHasTheConversationAndTheHostIsNotAskedMeanwhile() {
    try (BotFlow engine = engine(
        BOT, call -> call.cause() == Cause.STARTED ? waiting("Which number?") : done("Ghent."))) {
      give(engine, "e1", "C1", "hello");
      awaitSaid("C1 Which number?");
      engine.agentJoined(Wire.context("APP", "C1"));
      give(engine, "e2", "C1", "is anybody there?");
      engine.agentLeft(Wire.context("APP", "C1"));
      give(engine, "e3", "C1", "LC-1");
      awaitSaid("C1 Which number?", "C1 Ghent.");
    }

    assertThat(calls).extracting(HostFlowCall::text).containsExactly("hello", "LC-1");
  }

  @Test
  void whateverGoesWrongInTheHostIsAFlowThatFails() {
    BotVersion bot = Talk.hosted(
        new PlainRouter("care"),
        "",
        List.of("order_status"),
        "flow: care\non_error: sorry\nsteps:\n- { id: c, call: order_status, next: end }\n- { id: sorry, say: 'Sorry.' }\n");
    List<Function<HostFlowCall, HostFlowAnswer>> faults = List.of(
        call -> {
          throw new IllegalStateException("broken");
        },
        call -> failed("the shop is closed"),
        call -> done("Never said.").withValue("internal.x", "y"),
        call -> waiting("Never said.").withState(Map.of("x", "y".repeat(70_000))),
        call -> waiting("Never said.").withState(Map.of("x", new Object())));
    for (Function<HostFlowCall, HostFlowAnswer> fault : faults) {
      wire.taken().clear();
      try (BotFlow engine = engine(bot, fault)) {
        give(engine, "e1", "C1", "hello");
        awaitSaid("C1 Sorry.");
      }
    }
  }

  @Test
  void aBotThatListsAFlowWhichTheHostDoesNotOfferIsRefused() {
    BotVersion bot =
        Talk.hosted(new PlainRouter("order_status"), "", List.of("order_status", "order_statos"));

    assertThatThrownBy(() -> Wire.engine().bot(bot).flows(host(call -> done())).build())
        .isInstanceOf(BotBrokenException.class)
        .hasMessage("test was refused:\n"
            + "  flows.csv:3: order_statos.host: expected a flow that the host offers (order_status), but was"
            + " \"order_statos\" (did you mean \"order_status\"?)");
    assertThatThrownBy(() -> Wire.engine().bot(BOT).build())
        .isInstanceOf(BotBrokenException.class)
        .hasMessage("test was refused:\n"
            + "  flows.csv:2: order_status.host: expected a flow that the host offers (it has none), but was"
            + " \"order_status\"");
    Wire.engine()
        .bot(bot)
        .flows(host(call -> done()))
        .absent("order_statos")
        .build()
        .close();
  }
}
