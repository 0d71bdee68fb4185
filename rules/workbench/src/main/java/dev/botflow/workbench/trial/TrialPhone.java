package dev.botflow.workbench.trial;

import dev.botflow.authoring.chat.PhoneTalk;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import dev.botflow.scenario.RoutingPreview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One channel of a trial: the contact's phone there. For one thread. */
public final class TrialPhone {
  private final Channel channel;
  private final PhoneTalk talk;
  private final List<TrialTurn> turns = new ArrayList<>();

  TrialPhone(BotVersion bot, Channel channel, PhoneTalk.Setting setting, boolean keepTexts) {
    this.channel = channel;
    this.talk = new PhoneTalk(bot, channel, setting, keepTexts);
  }

  /** Lets it happen; what cannot happen here is a turn with its problem. */
  TrialTurn play(int number, TrialEvent event, Runnable mayGoOn) {
    TrialTurn turn;
    try {
      turn = new TrialTurn(number, event, event.on(talk, mayGoOn), null, null);
    } catch (TrialTooLongException e) {
      throw e;
    } catch (BotFlowException e) {
      String sentence = String.valueOf(e.getMessage());
      turn = new TrialTurn(
          number, event, null, sentence.startsWith("/") ? sentence.substring(1) : sentence, null);
    }
    turns.add(turn);
    return turn;
  }

  /** Says of the last turn how it went first. */
  void compareLast(TrialTurn.Course first) {
    turns.add(turns.remove(turns.size() - 1).comparedWith(first));
  }

  PhoneTalk talk() {
    return talk;
  }

  public Channel channel() {
    return channel;
  }

  public List<TrialTurn> turns() {
    return List.copyOf(turns);
  }

  /** What the clock shows. */
  public Instant now() {
    return talk.now();
  }

  /** When the next timer falls due; empty if none is set. */
  public Optional<Instant> nextDue() {
    return talk.nextDue();
  }

  /** What else has to be said, in sentences. */
  public List<String> notes() {
    return talk.notes();
  }

  /** What the rule base says to a turn; empty if only time passed, or nothing happened. */
  public Optional<RoutingPreview> asked(TrialTurn turn) {
    return turn.act() == null ? Optional.empty() : talk.asked(turn.act());
  }
}
