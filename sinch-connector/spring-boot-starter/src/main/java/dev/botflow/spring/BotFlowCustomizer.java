package dev.botflow.spring;

import dev.botflow.BotFlow;

/**
 * A bean that has the last word on the engine before it is built: an executor, a clock, limits of a turn, a key. Several
 * come in the order of their {@code @Order}.
 */
@FunctionalInterface
public interface BotFlowCustomizer {
  void customize(BotFlow.Builder builder);
}
