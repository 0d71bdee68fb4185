package dev.botflow.scenario;

import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Why;
import dev.botflow.text.SideBySide;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays scenarios on a bot: fresh state for each scenario and channel, a clock that stands still between turns. A
 * scenario that breaks does not stop the others. Safe for use by many threads.
 */
public final class ScenarioRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ScenarioRunner.class);
  private static final int NEAREST = 3;

  private final BotVersion bot;

  public ScenarioRunner(BotVersion bot) {
    this.bot = bot;
  }

  /** Plays each scenario on each of its channels, in their order. */
  public List<ScenarioResult> run(Collection<Scenario> scenarios) {
    List<ScenarioResult> results = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      for (Channel channel : scenario.channels()) {
        results.add(run(scenario, channel));
      }
    }
    return results;
  }

  /** Plays a scenario on one channel, until a turn fails. */
  public ScenarioResult run(Scenario scenario, Channel channel) {
    Conversation conversation = Conversation.of(bot, scenario, channel);
    Optional<ScenarioResult.Failure> failure = Optional.empty();
    for (ScenarioTurn turn : scenario.turns()) {
      failure = play(conversation, turn);
      if (failure.isPresent()) {
        break;
      }
    }
    if (failure.isEmpty()) {
      failure = unused(conversation, scenario.turns().get(scenario.turns().size() - 1));
    }
    return new ScenarioResult(scenario, channel, conversation.transcript(), failure);
  }

  private static Optional<ScenarioResult.Failure> play(
      Conversation conversation, ScenarioTurn turn) {
    if (turn.on() != null) {
      conversation.on(turn.on());
    }
    if (turn.act() instanceof ScenarioTurn.Act.Taps taps
        && conversation.button(taps.choice()).isEmpty()) {
      List<String> offered = conversation.offered();
      return failure(
          turn,
          "button " + taps.choice(),
          "button " + (offered.isEmpty() ? ScenarioExpectation.NONE : String.join(", ", offered)));
    }
    Exchange exchange;
    try {
      exchange = conversation.next(turn.after(), turn.act());
    } catch (RuntimeException e) {
      LOG.warn("{}: the turn could not be played", turn.place(), e);
      return failure(turn, "a turn that can be played", String.valueOf(e.getMessage()));
    }
    return check(conversation, turn, exchange);
  }

  private static Optional<ScenarioResult.Failure> check(
      Conversation conversation, ScenarioTurn turn, Exchange exchange) {
    List<ScenarioExpectation.Mismatch> mismatches = new ArrayList<>();
    List<SideBySide> pairs = new ArrayList<>();
    for (ScenarioExpectation expectation : turn.expected()) {
      expectation.check(exchange).ifPresent(mismatch -> {
        mismatches.add(mismatch);
        pairs.addAll(pairs(expectation, mismatch, exchange));
      });
    }
    for (String action : conversation.stubs().undeclared()) {
      mismatches.add(new ScenarioExpectation.Mismatch(
          "stub for " + action, "stub for " + action + " missing, though it is called"));
    }
    if (mismatches.isEmpty()) {
      return Optional.empty();
    }
    PlayResult last = exchange.last();
    List<Why> nearest = conversation.why(exchange, expectedRow(turn), NEAREST);
    return Optional.of(new ScenarioResult.Failure(
        turn.number(),
        turn.place(),
        joined(mismatches.stream().map(ScenarioExpectation.Mismatch::expected).toList()),
        joined(mismatches.stream().map(ScenarioExpectation.Mismatch::found).toList()),
        last == null ? null : last.rule(),
        nearest,
        conversation.course(exchange),
        pairs));
  }

  private static List<SideBySide> pairs(
      ScenarioExpectation expectation, ScenarioExpectation.Mismatch mismatch, Exchange exchange) {
    return expectation instanceof ScenarioExpectation.Says says
        ? says.pairs(exchange)
        : List.of(new SideBySide(mismatch.expected(), mismatch.found(), false));
  }

  private static @Nullable String expectedRow(ScenarioTurn turn) {
    return turn.expected().stream()
        .filter(ScenarioExpectation.Rule.class::isInstance)
        .map(expectation -> ((ScenarioExpectation.Rule) expectation).rule())
        .findFirst()
        .orElse(null);
  }

  private static Optional<ScenarioResult.Failure> unused(
      Conversation conversation, ScenarioTurn last) {
    Set<String> unused = conversation.stubs().unused();
    return unused.isEmpty()
        ? Optional.empty()
        : failure(
            last,
            "called " + String.join(", ", unused) + " in some turn, since there is a stub",
            "called " + ScenarioExpectation.NONE);
  }

  private static Optional<ScenarioResult.Failure> failure(
      ScenarioTurn turn, String expected, String found) {
    return Optional.of(new ScenarioResult.Failure(
        turn.number(), turn.place(), expected, found, null, List.of(), List.of(), List.of()));
  }

  private static String joined(List<String> parts) {
    return String.join("; ", parts);
  }
}
