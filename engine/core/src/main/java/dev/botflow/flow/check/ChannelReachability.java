package dev.botflow.flow.check;

import dev.botflow.event.Channel;
import dev.botflow.flow.Bot;
import dev.botflow.flow.FlowEntry;
import dev.botflow.flow.StepTransitions;
import dev.botflow.message.ChannelCatalog;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** On which channels each flow can run, as far as rows, calls and the bot's settings say. */
final class ChannelReachability {
  private final ChannelCatalog catalog;
  private final Map<String, Set<Channel>> reached = new LinkedHashMap<>();
  private final Deque<String> open = new ArrayDeque<>();

  ChannelReachability(Bot bot, ChannelCatalog catalog, List<FlowEntry> entries) {
    this.catalog = catalog;
    for (FlowEntry entry : entries) {
      reach(entry.flow(), channels(entry.channels()));
    }
    Set<Channel> any = channels(Set.of());
    if (bot.settings().notUnderstood() != null) {
      reach(bot.settings().notUnderstood(), any);
    }
    if (bot.settings().errorOccurred() != null) {
      reach(bot.settings().errorOccurred(), any);
    }
    while (!open.isEmpty()) {
      String name = open.remove();
      bot.flow(name)
          .ifPresent(flow -> StepTransitions.flows(flow)
              .forEach(next -> reach(next, new LinkedHashSet<>(of(name)))));
    }
  }

  private Set<Channel> channels(Set<Channel> named) {
    Set<Channel> channels = new LinkedHashSet<>(named);
    if (named.isEmpty()) {
      catalog.all().forEach(limits -> channels.add(limits.channel()));
    }
    return channels;
  }

  private void reach(String flow, Set<Channel> channels) {
    if (reached.computeIfAbsent(flow, name -> new LinkedHashSet<>()).addAll(channels)) {
      open.add(flow);
    }
  }

  /** The channels a flow can run on; empty for a flow nothing leads to. */
  Set<Channel> of(String flow) {
    return Collections.unmodifiableSet(reached.getOrDefault(flow, Set.of()));
  }
}
