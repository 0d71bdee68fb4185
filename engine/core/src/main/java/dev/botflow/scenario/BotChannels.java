package dev.botflow.scenario;

import dev.botflow.event.Channel;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import java.util.LinkedHashSet;
import java.util.Set;

/** The channels a bot's flows speak of: those with a wording of their own, and those a step sends to. */
public final class BotChannels {
  private BotChannels() {}

  /** In the order the flows name them. */
  public static Set<Channel> of(Bot bot) {
    Set<Channel> channels = new LinkedHashSet<>();
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        if (step.head().channel() != null) {
          channels.add(step.head().channel());
        }
        if (step.message() != null) {
          channels.addAll(step.message().byChannel().keySet());
        }
      }
    }
    return channels;
  }
}
