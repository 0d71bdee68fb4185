package dev.botflow.authoring.record;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.scenario.Conversation;
import dev.botflow.scenario.Exchange;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.ScenarioSetting;
import dev.botflow.scenario.Stubs;
import dev.botflow.session.TraceEntry;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds a conversation that goes as traces say. A trace keeps no text of the contact, so the words are looked for among
 * the bot's own, and each is tried: what is found does the same, and holds nothing of the real conversation.
 */
public final class TraceReplay {
  /** Open and closed hours, and a weekend. */
  private static final List<LocalDateTime> TIMES = Stream.of(
          "2026-03-02T10:00", "2026-03-02T22:00", "2026-03-07T12:00")
      .map(LocalDateTime::parse)
      .toList();

  private final BotTables tables;
  private final List<TracedTurn> turns;
  private final Stubs stubs;
  private final TracedActs acts;
  private int reached;

  public TraceReplay(BotTables tables, List<TracedTurn> turns, Stubs stubs) {
    this.tables = tables;
    this.turns = turns;
    this.stubs = stubs;
    this.acts = new TracedActs(tables);
  }

  /** A conversation, when it began, and whether its contact wrote before. */
  public record Found(Conversation conversation, Instant began, boolean known) {}

  /**
   * Looks for it.
   *
   * @param channels where to look, in this order; empty for every channel the bot speaks of
   * @param at when it begins; empty for some hours of a week
   * @throws BotFlowException if nothing goes as the traces say, with the first turn that does not
   */
  public Found find(Set<Channel> channels, Optional<Instant> at) {
    Set<Channel> among = channels.isEmpty() ? new LinkedHashSet<>(tables.channels()) : channels;
    if (among.isEmpty()) {
      among.add(Channel.WHATSAPP);
    }
    List<Instant> times = at.map(List::of)
        .orElseGet(() -> TIMES.stream()
            .map(time -> time.atZone(tables.version().bot().settings().zone()).toInstant())
            .toList());
    for (Instant time : times) {
      for (boolean known : new boolean[] {false, true}) {
        for (Channel channel : among) {
          Optional<Conversation> found = goThrough(setting(time, known), channel);
          if (found.isPresent()) {
            return new Found(found.get(), time, known);
          }
        }
      }
    }
    TracedTurn stuck = turns.get(reached);
    throw new BotFlowException("record: turn " + (reached + 1)
        + ": expected a text, tap or event that leads to " + String.join(", ", stuck.signs())
        + ", but nothing that was tried does; is it a trace of this bot?");
  }

  private ScenarioSetting setting(Instant at, boolean known) {
    return new ScenarioSetting(
        at,
        known,
        false,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        stubs);
  }

  private Optional<Conversation> goThrough(ScenarioSetting setting, Channel channel) {
    List<TracedActs.Try> done = new ArrayList<>();
    for (TracedTurn turn : turns) {
      Optional<TracedActs.Try> next = acts.of(turn, play(setting, channel, done)).stream()
          .filter(one -> goesLike(turn, setting, channel, done, one))
          .findFirst();
      if (next.isEmpty()) {
        reached = Math.max(reached, done.size());
        return Optional.empty();
      }
      done.add(next.get());
    }
    return Optional.of(play(setting, channel, done));
  }

  private Conversation play(ScenarioSetting setting, Channel channel, List<TracedActs.Try> done) {
    Conversation conversation = new Conversation(tables.version(), setting, channel);
    done.forEach(one -> one.in(conversation));
    return conversation;
  }

  private boolean goesLike(
      TracedTurn turn,
      ScenarioSetting setting,
      Channel channel,
      List<TracedActs.Try> done,
      TracedActs.Try next) {
    Exchange exchange;
    try {
      exchange = next.in(play(setting, channel, done));
    } catch (BotFlowException e) {
      return false; // Such an event cannot be made without values, or such a button is not there.
    }
    List<TraceEntry> entries = new ArrayList<>();
    exchange.lines().stream().map(PlayResult::trace).forEach(entries::addAll);
    return TracedTurn.signs(entries).equals(turn.signs());
  }
}
