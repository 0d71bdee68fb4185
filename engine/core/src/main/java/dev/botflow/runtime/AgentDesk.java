package dev.botflow.runtime;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The host's desk of people, for {@code handover} steps. */
@FunctionalInterface
public interface AgentDesk {

  /**
   * Offers a conversation to the desk.
   *
   * @param request its name is the queue, its arguments what the flow carries over
   * @return completes when the desk took it, with whatever the host likes; a stage that fails takes the step's error exit
   */
  CompletionStage<? extends @Nullable Object> handover(ActionRequest request);
}
