package dev.botflow.testkit;

import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import dev.botflow.routing.Why;
import dev.botflow.runtime.PlainValues;
import dev.botflow.scenario.ScenarioExpectation;
import dev.botflow.scenario.ScenarioResult;
import dev.botflow.session.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/**
 * What is expected of a bot, as a sentence. Verbs in the present participle play a turn, the others look at the last
 * one. A failure shows what was said and which rows came near.
 *
 * <pre>{@code
 * assertThat(bot).onChannel(WHATSAPP)
 *     .receiving("hi").choseFlow("welcome").byRule("R10").said("Hi Ana!", "What do you need?")
 *     .tapping("track").waitsAt("welcome.number");
 * }</pre>
 */
public final class BotAssert extends AbstractAssert<BotAssert, BotHarness> {
  BotAssert(BotHarness actual) {
    super(actual, BotAssert.class);
  }

  // Turns.

  /** The contact uses this channel from now on. */
  public BotAssert onChannel(Channel channel) {
    actual.onChannel(channel);
    return this;
  }

  /** The contact writes. */
  public BotAssert receiving(String text) {
    actual.receiving(text);
    return this;
  }

  /** The contact taps a button, named by its choice's id or its label. */
  public BotAssert tapping(String choice) {
    actual.tapping(choice);
    return this;
  }

  /** Something else happens, by its name in the routing table. */
  public BotAssert happening(String event) {
    actual.happening(event);
    return this;
  }

  /** Something happens with these values. */
  public BotAssert happening(String event, Map<String, Object> values) {
    actual.happening(event, values);
    return this;
  }

  /** An event made elsewhere comes in. */
  public BotAssert handling(InboundEvent event) {
    actual.handling(event);
    return this;
  }

  /** Time passes. */
  public BotAssert waiting(Duration time) {
    actual.waiting(time);
    return this;
  }

  // What came of the last one.

  /** This flow was started, or took the event. */
  public BotAssert choseFlow(String flow) {
    return meets(new ScenarioExpectation.Flow(flow));
  }

  /** No flow was started and none took the event. */
  public BotAssert choseNoFlow() {
    return meets(new ScenarioExpectation.Flow(ScenarioExpectation.NONE));
  }

  /** This row or rule decided. */
  public BotAssert byRule(String rule) {
    return meets(new ScenarioExpectation.Rule(rule));
  }

  /** No row decided, as for an answer. */
  public BotAssert byNoRule() {
    return meets(new ScenarioExpectation.Rule(ScenarioExpectation.NONE));
  }

  /** All messages in order; a star in a text stands for anything. */
  public BotAssert said(String... texts) {
    return meets(new ScenarioExpectation.Says(List.of(texts)));
  }

  public BotAssert saidNothing() {
    return said();
  }

  /** The innermost run waits at this step, written {@code flow.step}. */
  public BotAssert waitsAt(String step) {
    return meets(new ScenarioExpectation.Waiting(step));
  }

  /** Nothing is open. */
  public BotAssert waitsForNothing() {
    return waitsAt(ScenarioExpectation.NONE);
  }

  /** The open question missed so many answers so far. */
  public BotAssert countsMisses(int misses) {
    return meets(new ScenarioExpectation.Attempt(misses));
  }

  /** These actions were called, in this order, and no others. */
  public BotAssert called(String... actions) {
    return meets(new ScenarioExpectation.Called(List.of(actions)));
  }

  /** This action was called with these arguments, and maybe more. */
  public BotAssert calledWith(String action, Map<String, Object> arguments) {
    return meets(
        new ScenarioExpectation.CalledWith(Call.Kind.ACTION, action, PlainValues.map(arguments)));
  }

  /** The conversation was offered to the desk's queue of this name. */
  public BotAssert handedOverTo(String queue) {
    return meets(new ScenarioExpectation.Handover(queue));
  }

  /** The conversation was offered to this queue with these variables, and maybe more. */
  public BotAssert handedOverTo(String queue, Map<String, Object> carried) {
    return meets(
        new ScenarioExpectation.CalledWith(Call.Kind.DESK, queue, PlainValues.map(carried)));
  }

  /** This variable of the contact, the session or an open run holds this; a star in a text stands for anything. */
  public BotAssert saved(String name, Object value) {
    Object plain = PlainValues.of(value);
    return meets(new ScenarioExpectation.Saved(name, plain == null ? "" : plain));
  }

  /** How it went, as {@code play} says it: handled, ignored, suppressed, unsupported, failed or duplicate. */
  public BotAssert went(String outcome) {
    return meets(new ScenarioExpectation.Outcome(outcome));
  }

  /** What was decided: start, answer, miss, interrupt, silent, ignore, suppressed or continue. */
  public BotAssert decided(String decision) {
    return meets(new ScenarioExpectation.Decided(decision));
  }

  /**
   * The whole conversation so far reads as this file does, line by line. Run with {@code -Dbotflow.golden=update} the
   * file is written instead; what changed is then seen in version control.
   *
   * @param file its path from the working folder, such as {@code src/test/golden/newcomer.txt}
   */
  public BotAssert talkedAsIn(String file) {
    isNotNull();
    GoldenTranscript.of(file).check(actual.transcript().toString());
    return this;
  }

  /** The last turn is as expected. */
  public BotAssert meets(ScenarioExpectation expectation) {
    isNotNull();
    Optional<ScenarioExpectation.Mismatch> mismatch = expectation.check(actual.last());
    if (mismatch.isPresent()) {
      String expected = mismatch.get().expected();
      String found = mismatch.get().found();
      throw failureWithActualExpected(found, expected, "%s", report(expectation, expected, found));
    }
    return this;
  }

  private String report(ScenarioExpectation expectation, String expected, String found) {
    String row = expectation instanceof ScenarioExpectation.Rule rule ? rule.rule() : null;
    StringBuilder report = new StringBuilder();
    report.append("expected ").append(expected).append("\nfound    ").append(found);
    actual.course().forEach(line -> report.append("\n").append(line));
    List<Why> nearest = actual.nearestMisses(row);
    if (!nearest.isEmpty()) {
      report.append("\nRows that came near:");
      nearest.forEach(why -> report.append("\n  ").append(ScenarioResult.sentence(why)));
    }
    report.append("\nWhat was said:");
    actual.transcript().lines().forEach(line -> report.append("\n  ").append(line));
    return report.toString();
  }
}
