package dev.botflow.turn;

import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.message.Outbound;
import dev.botflow.session.Lately;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.OutboxRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again: one SMS that was delivered under two ids, and what an auto-responder writes whenever the bot
 * answers.
 */
public final class Repeats {
  /** Some networks hand an SMS over twice; a person who sends the same again takes longer, or saw an answer. */
  private static final Duration TWICE = Duration.ofSeconds(5);

  private static final int MOST_KEPT = 20;

  private Repeats() {}

  /** True if this text came a moment ago already under another id, and nothing was sent that it could be about. */
  public static boolean isTwice(InboundEvent event, Session session) {
    Channel channel = channel(event);
    String text = event.text();
    if (!isSms(channel) || text == null || session.lately().isEmpty()) {
      return false;
    }
    Lately last = session.lately().get(session.lately().size() - 1);
    boolean unseen = event.at().isBefore(last.handled())
        || last.answered().isEmpty() && event.at().isAfter(last.at());
    return last.channel().equals(channel)
        && last.said().equals(Lately.digest(text))
        && Duration.between(last.at(), event.at()).abs().compareTo(TWICE) <= 0
        && unseen;
  }

  /**
   * Takes the answer back if the same text got it too often, and notes what was written and answered.
   *
   * @return what was written lately, this text with it
   */
  static List<Lately> after(TurnState turn, boolean twice) {
    InboundEvent event = turn.facts.event();
    Channel channel = channel(event);
    String text = event.text();
    BotSettings.Repeats repeats = turn.versions.live().bot().settings().repeats();
    if (channel == null || text == null || twice || repeats == null && !isSms(channel)) {
      return turn.before.lately();
    }
    Duration kept = repeats == null ? TWICE : repeats.within();
    List<Lately> lately = new ArrayList<>();
    for (Lately one : turn.before.lately()) {
      if (one.at().plus(kept).isAfter(event.at())) {
        lately.add(one);
      }
    }
    String said = Lately.digest(text);
    String answered = answer(turn);
    if (repeats != null && !answered.isEmpty() && !isLegal(turn)) {
      long before = lately.stream()
          .filter(one -> one.said().equals(said) && one.answered().equals(answered))
          .count();
      if (before >= repeats.same()) {
        suppress(turn, repeats.same());
        return lately;
      }
    }
    lately.add(new Lately(channel, said, answered, event.at(), turn.now));
    int most = repeats == null ? 1 : MOST_KEPT;
    return lately.size() <= most ? lately : lately.subList(lately.size() - most, lately.size());
  }

  private static String answer(TurnState turn) {
    return turn.outbox.isEmpty()
        ? ""
        : Lately.digest(turn.outbox.stream()
            .map(row -> row.message().message())
            .map(Outbound::readable)
            .collect(Collectors.joining("\n")));
  }

  private static boolean isLegal(TurnState turn) {
    Set<String> ids = ids(turn);
    return turn.sent.stream()
        .filter(sent -> ids.contains(sent.id()))
        .map(SentMessage::flow)
        .anyMatch(flow -> turn.versions.live().bot().flow(flow).map(Flow::legal).orElse(false));
  }

  private static void suppress(TurnState turn, int same) {
    Set<String> ids = ids(turn);
    for (SentMessage sent : List.copyOf(turn.sent)) {
      if (ids.contains(sent.id())) {
        turn.record(TraceEntry.Suppressed.step(
            sent.flow(), sent.step(), "the same text got the same answer " + same + " times"));
        turn.sent.remove(sent);
      }
    }
    turn.outbox.clear();
  }

  private static Set<String> ids(TurnState turn) {
    return turn.outbox.stream().map(OutboxRow::id).collect(Collectors.toSet());
  }

  private static @Nullable Channel channel(InboundEvent event) {
    return event instanceof MessageReceived ? event.context().channelIdentifier() : null;
  }

  private static boolean isSms(@Nullable Channel channel) {
    return Channel.SMS.equals(channel) || Channel.MMS.equals(channel);
  }
}
