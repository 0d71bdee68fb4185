package dev.botflow.turn;

import dev.botflow.answer.OfferedChoice;
import dev.botflow.answer.Reading;
import dev.botflow.answer.ReadingContext;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.Target;
import dev.botflow.message.CardMessage;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TextMessage;
import dev.botflow.session.Run;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks, takes answers, counts misses and gives up. */
final class AskRunner {
  private AskRunner() {}

  static Next run(TurnState turn, AskStep step) {
    int visit = turn.frame().visits().getOrDefault(step.id(), 0) + 1;
    Reading.Accepted known = visit == 1 ? known(turn, step) : null;
    visited(turn, step.id(), visit);
    if (known != null) {
      save(turn, step, known.value());
      return new Next.Go(target(step, known.value(), known.choiceId()));
    }
    String problem =
        Sender.send(turn, step, step.prompt(), prompt -> withChoices(turn, step, prompt));
    if (problem != null) {
      return new Next.Failed(problem);
    }
    Run run = turn.run();
    if (step.nudge() != null) {
      turn.setTimer(Timers.nudge(run), turn.now.plus(step.nudge().after()));
    }
    if (step.deadline() != null) {
      turn.setTimer(Timers.deadline(run), turn.now.plus(step.deadline().after()));
    }
    return new Next.Stop(Wait.ForAnswer.begin(step.id(), turn.now, visit));
  }

  private static void visited(TurnState turn, String step, int visit) {
    turn.replaceFrame(turn.frame().visited(step, visit));
  }

  /** A value that was there before the run came here, if the question's type takes it. */
  private static Reading.@Nullable Accepted known(TurnState turn, AskStep step) {
    if (!step.skipIfKnown() || step.save() == null) {
      return null;
    }
    Object value = turn.values().value(step.save());
    if (value == null || "".equals(value)) {
      return null;
    }
    List<OfferedChoice> offered = step.question().options().stream()
        .map(option -> new OfferedChoice(option.id(), option.label(), option.also()))
        .toList();
    ReadingContext context = new ReadingContext(
        turn.facts.localTime(),
        turn.version().bot().settings().languages(),
        offered,
        turn.version().bot().words());
    Reading reading = step.question().type().readKnown(value, context);
    return reading instanceof Reading.Accepted accepted ? accepted : null;
  }

  private static Outbound withChoices(TurnState turn, AskStep step, Outbound prompt) {
    List<Choice> choices = choices(turn, step);
    if (choices.isEmpty()) {
      return prompt;
    }
    if (prompt instanceof TextMessage text) {
      return new ChoiceMessage(text.text(), choices);
    }
    if (prompt instanceof CardMessage card) {
      return card.withChoices(choices);
    }
    return prompt;
  }

  private static List<Choice> choices(TurnState turn, AskStep step) {
    Wording wording = new Wording(turn, step);
    return step.question().options().stream()
        .<Choice>map(option ->
            new Choice.Reply(wording.text("." + option.id(), option.label()), option.id()))
        .toList();
  }

  /** Asks the open question once more, attempts unchanged. */
  static void askAgain(TurnState turn, AskStep step) {
    Sender.send(turn, step, step.prompt(), prompt -> withChoices(turn, step, prompt));
  }

  /** Takes an answer: saves it and says where to go on. */
  static Next answered(TurnState turn, AskStep step, Object value, @Nullable String choice) {
    turn.cancelTimer(Timers.nudge(turn.run()));
    turn.cancelTimer(Timers.deadline(turn.run()));
    save(turn, step, value);
    return new Next.Go(target(step, value, choice));
  }

  private static void save(TurnState turn, AskStep step, Object value) {
    if (step.save() != null) {
      TurnValues.set(turn, step.save(), value);
    }
  }

  private static @Nullable Target target(AskStep step, Object value, @Nullable String choice) {
    Target byChoice = step.nextByChoice().get(choice != null ? choice : word(value));
    return byChoice != null ? byChoice : step.head().next();
  }

  private static String word(Object value) {
    if (value instanceof Boolean yes) {
      return yes ? "yes" : "no";
    }
    return value.toString();
  }

  /** Counts a miss: says that attempt's text, or gives up after the last. */
  static Next missed(TurnState turn, AskStep step, Wait.ForAnswer wait) {
    int attempts = wait.attempts() + 1;
    turn.record(new TraceEntry.Missed(turn.frame().flow(), step.id(), attempts));
    if (attempts >= step.question().attempts()) {
      turn.cancelTimer(Timers.nudge(turn.run()));
      turn.cancelTimer(Timers.deadline(turn.run()));
      return new Next.Go(giveUp(turn, step));
    }
    String text = step.question().invalidText(attempts).orElse(null);
    if (text == null) {
      askAgain(turn, step);
    } else {
      int number = Math.min(attempts, step.question().onInvalid().size());
      String worded = new Wording(turn, step).text(".on_invalid." + number, text);
      Sender.sendWorded(turn, step, withChoices(turn, step, new TextMessage(worded)));
    }
    return new Next.Stop(wait.missed());
  }

  private static Target giveUp(TurnState turn, AskStep step) {
    if (step.onGiveUp() != null) {
      return step.onGiveUp();
    }
    String notUnderstood = turn.version().bot().settings().notUnderstood();
    return notUnderstood == null ? new Target.End() : new Target.ToFlow(notUnderstood);
  }
}
