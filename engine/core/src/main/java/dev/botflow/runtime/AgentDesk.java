package dev.botflow.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The host's desk of people, for {@code handover} steps. A lambda gets the handovers alone; {@link #of} also what the contact
 * writes while an agent has the conversation. What the agent answers goes out by {@code BotFlow.send}.
 */
@FunctionalInterface
public interface AgentDesk {

  /**
   * A desk that also gets what the contact writes.
   *
   * @param handovers as {@link #handover}
   * @param messages as {@link #message}
   */
  static AgentDesk of(
      Function<ActionRequest, ? extends CompletionStage<? extends @Nullable Object>> handovers,
      Function<ActionRequest, ? extends CompletionStage<? extends @Nullable Object>> messages) {
    return new AgentDesk() {
      @Override
      public CompletionStage<? extends @Nullable Object> handover(ActionRequest request) {
        return handovers.apply(request);
      }

      @Override
      public boolean takesMessages() {
        return true;
      }

      @Override
      public CompletionStage<? extends @Nullable Object> message(ActionRequest message) {
        return messages.apply(message);
      }
    };
  }

  /**
   * Offers a conversation to the desk.
   *
   * @param request its name is the queue, its arguments what the flow carries over
   * @return completes when the desk took it, with whatever the host likes; a stage that fails takes the step's error exit
   */
  CompletionStage<? extends @Nullable Object> handover(ActionRequest request);

  /** True if {@link #message} is to be called; asked for once, when the engine is built. */
  default boolean takesMessages() {
    return false;
  }

  /**
   * Gets what the contact wrote while an agent has the conversation: each message at least once with a stable id, in order, the
   * next one after this one's stage completed. What fails, or takes more than 10 seconds, is tried three times, a second and five
   * seconds apart, and is then a dead letter of kind {@code CALL}: the contact's lane goes on, so that a desk that is down keeps
   * no opt-out waiting for long.
   *
   * @param message its name is the queue of the handover, empty if an agent came by themselves; its arguments are {@code kind}
   *     (such as {@code text} or {@code media}), {@code text} where there is one, {@code media} and {@code location}
   * @return completes when the desk has it
   */
  default CompletionStage<? extends @Nullable Object> message(ActionRequest message) {
    return CompletableFuture.completedFuture(null);
  }
}
