package dev.botflow.authoring.record;

import dev.botflow.answer.AnswerExamples;
import dev.botflow.authoring.io.BotTables;
import dev.botflow.cell.Cell;
import dev.botflow.cell.PatternExample;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.scenario.Conversation;
import dev.botflow.scenario.Exchange;
import dev.botflow.scenario.ScenarioTurn.Act;
import dev.botflow.session.Button;
import dev.botflow.session.Run;
import dev.botflow.session.TraceEntry;
import dev.botflow.table.Check;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.OptWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a contact may have done for a turn to go as its trace reports, the likeliest first: made of the bot's own words. */
final class TracedActs {
  private static final List<String> TEXTS = List.of("hi", "???", "something else");
  private static final List<Duration> WHILES = Stream.of(
          "PT1M", "PT5M", "PT10M", "PT15M", "PT30M", "PT1H", "PT2H", "PT4H", "PT8H", "PT12H", "P1D",
          "P2D", "P3D", "P7D", "P30D")
      .map(Duration::parse)
      .toList();

  private final BotTables tables;

  TracedActs(BotTables tables) {
    this.tables = tables;
  }

  /**
   * Something the contact does after a while.
   *
   * @param on on which channel; null for the one before
   */
  record Try(Duration after, @Nullable Channel on, Act act) {

    /** Does it in a conversation. */
    Exchange in(Conversation conversation) {
      if (on != null) {
        conversation.on(on);
      }
      return conversation.next(after, act);
    }
  }

  /** @param so the conversation up to this turn */
  Set<Try> of(TracedTurn turn, Conversation so) {
    Set<Try> tries = new LinkedHashSet<>();
    Optional<AskStep> open = open(so);
    if (turn.has(TraceEntry.TimerDue.class)) {
      open.ifPresent(ask -> Stream.of(ask.nudge(), ask.deadline()).forEach(after -> {
        if (after != null) {
          tries.add(new Try(after.after(), null, new Act.Waits()));
        }
      }));
      WHILES.forEach(some -> tries.add(new Try(some, null, new Act.Waits())));
    }
    Duration expiry = tables.version().bot().settings().sessionExpiry();
    Duration after = turn.has(TraceEntry.Expired.class) ? expiry.plusHours(1) : Duration.ZERO;
    Set<Act> acts = acts(turn, so, open);
    acts.forEach(act -> tries.add(new Try(after, null, act)));
    rows(turn)
        .flatMap(row -> words(row, Subject.What.CHANNEL).stream())
        .distinct()
        .forEach(word -> acts.forEach(act -> tries.add(new Try(after, Channel.of(word), act))));
    return tries;
  }

  private Set<Act> acts(TracedTurn turn, Conversation so, Optional<AskStep> open) {
    Set<Act> acts = new LinkedHashSet<>();
    turn.choice()
        .filter(choice -> so.button(choice).isPresent())
        .ifPresent(choice -> acts.add(new Act.Taps(choice)));
    Set<String> texts = new LinkedHashSet<>();
    if (turn.has(TraceEntry.Answered.class)) {
      open.ifPresent(ask -> texts.addAll(AnswerExamples.of(ask.question())));
    }
    rows(turn).forEach(row -> {
      words(row, Subject.What.HAPPENED).stream()
          .filter(TracedActs::canBeMade)
          .forEach(name -> acts.add(happens(name)));
      texts.addAll(texts(row));
    });
    texts.addAll(TEXTS);
    tables.routing().rows().forEach(row -> texts.addAll(texts(row)));
    texts.forEach(text -> acts.add(new Act.Says(text)));
    so.session().buttons().stream()
        .map(Button::choice)
        .distinct()
        .forEach(choice -> acts.add(new Act.Taps(choice)));
    Conversation.eventsByName().forEach(kind -> acts.add(happens(kind.name())));
    return acts;
  }

  private static Act happens(String name) {
    return new Act.Happens(name, new LinkedHashMap<>());
  }

  private static boolean canBeMade(String name) {
    return EventKind.known().stream().noneMatch(kind -> kind.name().equals(name))
        || Conversation.eventsByName().stream().anyMatch(kind -> kind.name().equals(name));
  }

  /** The rows that decided the turn. */
  private Stream<TableRow> rows(TracedTurn turn) {
    List<String> rules = turn.rules();
    return tables.routing().rows().stream().filter(row -> rules.contains(row.id()));
  }

  private static List<String> texts(TableRow row) {
    return words(row, Subject.What.SAYS);
  }

  private static List<String> words(TableRow row, Subject.What what) {
    List<String> words = new ArrayList<>();
    for (RowCell cell : row.cells()) {
      if (cell.check() instanceof Check.Value value && value.subject().what() == what) {
        words(value.cell(), words);
      }
    }
    return words;
  }

  /** Words that pass a test, where they can be read off it. */
  static void words(Cell cell, List<String> words) {
    if (cell instanceof Cell.AnyOf anyOf) {
      anyOf.words().stream().filter(word -> !OptWords.isMarked(word)).forEach(words::add);
    } else if (cell instanceof Cell.Part part) {
      words.addAll(part.words());
    } else if (cell instanceof Cell.Exactly exactly) {
      words.addAll(exactly.words());
    } else if (cell instanceof Cell.Either either) {
      either.tests().forEach(test -> words(test, words));
    } else if (cell instanceof Cell.Matches matches) {
      String example = PatternExample.of(matches.source(), matches.pattern());
      if (example != null) {
        words.add(example);
      }
    } else if (cell instanceof Cell.Range range) {
      Stream.of(range.from(), range.to()).forEach(bound -> {
        if (bound != null) {
          words.add(bound.toPlainString());
        }
      });
    }
  }

  private Optional<AskStep> open(Conversation so) {
    Run run = so.session().topRun();
    if (run == null) {
      return Optional.empty();
    }
    Optional<Flow> flow = tables.version().bot().flow(run.top().flow());
    Optional<Step> step = flow.flatMap(one -> one.step(String.valueOf(run.top().step())));
    return step.filter(AskStep.class::isInstance).map(AskStep.class::cast);
  }
}
