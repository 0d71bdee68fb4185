package dev.botflow.hosted;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The flows that a platform has already: a bot's tables and flows lead to them by name, as to flows of its own.
 *
 * <pre>{@code
 * BotFlow.builder().flows(HostFlows.of(
 *     Map.of("order_status", "Where a parcel is"),
 *     call -> dialogues.next(call.flow(), call.id(), call.state(), call.text())));
 * }</pre>
 *
 * <p>A call is made after the turn that asks for it was stored, and its contact's lane is held until it is answered: one
 * contact is asked about one thing at a time, in order. After a kill the call is made again with the same id, so that a
 * host can tell a repeat: at least once. What it answers is applied once, and its messages leave through the outbox.
 */
public interface HostFlows {

  /** The names of the flows, each with what it is for, in a few words. */
  Map<String, String> offered();

  /**
   * Starts a flow, or goes on with one that waits. Called on a thread of its own, which it may block until the time of the
   * call is over ({@code Timeout} of {@code flows.csv}, 5 seconds unless set); then the thread is interrupted, and the stage
   * cancelled: give each call a stage of its own.
   *
   * @return the answer; a stage that fails fails the flow, as {@link HostFlowAnswer#failed} does
   */
  CompletionStage<HostFlowAnswer> take(HostFlowCall call);

  /**
   * Flows that are all taken by one function.
   *
   * @param offered their names, each with what it is for
   */
  static HostFlows of(
      Map<String, String> offered, Function<HostFlowCall, CompletionStage<HostFlowAnswer>> taking) {
    Map<String, String> copy = Collections.unmodifiableMap(new LinkedHashMap<>(offered));
    return new HostFlows() {
      @Override
      public Map<String, String> offered() {
        return copy;
      }

      @Override
      public CompletionStage<HostFlowAnswer> take(HostFlowCall call) {
        return taking.apply(call);
      }
    };
  }
}
