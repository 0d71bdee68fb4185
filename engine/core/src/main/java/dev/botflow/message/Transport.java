package dev.botflow.message;

import dev.botflow.event.InboundEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A way to the outside: reads what came in and makes one attempt to send. Retries, order and breakers are the
 * runtime's. Implementations are safe for use by many threads.
 */
public interface Transport {

  /**
   * Reads an event from the bytes as they came; used again on recovery.
   *
   * @param body the raw bytes, verified before
   * @param receivedAt when they came
   * @throws dev.botflow.error.BotFlowException if the bytes cannot be read at all
   */
  InboundEvent read(byte[] body, Instant receivedAt);

  /** One attempt, no policy. The stage never fails: what goes wrong is an outcome. */
  CompletionStage<SendOutcome> send(Outgoing message);

  /**
   * What each message takes from, all of them at once; asked for when the transport is connected. None unless
   * overridden: then messages leave as fast as they are taken.
   */
  default List<SendBudget> budgets() {
    return List.of();
  }

  /**
   * What keeps this transport from working just now, for people: a sentence each, such as that its key was refused; none
   * unless overridden.
   */
  default List<String> missing() {
    return List.of();
  }

  /** What this transport counted since it was made, by name, for whoever looks at the engine's health. */
  default Map<String, Long> counted() {
    return new LinkedHashMap<>();
  }
}
