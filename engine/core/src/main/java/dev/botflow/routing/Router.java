package dev.botflow.routing;

import java.util.List;
import java.util.Set;

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

  /**
   * The names of the facts that rows ask about, by which a trace keeps them; without those that every trace has: what
   * happened, app, channel and time.
   */
  default Set<String> asks() {
    return Set.of();
  }

  /**
   * The same as {@link #why(Facts, int)} of a turn that is over, from what its trace kept. A row that only a fact decided
   * which is not kept was found at {@link KeptFacts#NOT_KEPT}.
   */
  default List<Why> why(KeptFacts facts, int limit) {
    return List.of();
  }
}
