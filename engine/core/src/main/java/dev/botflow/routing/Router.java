package dev.botflow.routing;

import java.util.List;

/** From facts to a decision. Safe for use by many threads. A broken table or rule fails at load. */
public interface Router {

  /**
   * Decides. Facts are for one decision: their {@link Deliberation} holds the candidates afterwards.
   *
   * @return what to do
   * @throws dev.botflow.error.BotFlowException if a bot's own rule throws, or its rules do not come to rest
   */
  Decision route(Facts facts);

  /**
   * Why the rows above the winner, and those nearest to fitting, did not win; the nearest first. Costs nothing unless
   * asked.
   *
   * @param facts as they were routed
   */
  List<Why> why(Facts facts, int limit);
}
