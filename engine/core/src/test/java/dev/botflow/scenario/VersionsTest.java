package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.AgentLeft;
import dev.botflow.flow.Texts;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.HostFacts;
import dev.botflow.runtime.OwnEvents;
import dev.botflow.runtime.Turns;
import dev.botflow.session.Call;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.memory.MemoryStore;
import dev.botflow.turn.Ids;
import dev.botflow.turn.Limits;
import dev.botflow.turn.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A bot is published anew while its runs are open: they finish on their own version, or end with a word if it is gone. */
class VersionsTest {
  private static final String BROKEN = "flow: broken\nsteps:\n- { id: b, say: 'Something broke.' }";

  private final Published published = new Published();

  /** The newest version is live; older ones are there until somebody drops them. */
  private static final class Published implements BotVersions {
    private final Map<Long, BotVersion> versions = new LinkedHashMap<>();

    void publish(PlainRouter router, String... flows) {
      BotVersion read = Talk.bot(router, Texts.none(), "error_occurred: broken\n", flows);
      long number = versions.size() + 1;
      versions.put(
          number,
          new BotVersion(
              read.bot(), read.router(), read.tables(), read.channels(), number, "v" + number));
    }

    void drop(long number) {
      versions.put(number, live());
    }

    @Override
    public BotVersion live() {
      return versions.get((long) versions.size());
    }

    @Override
    public BotVersion number(long number) {
      return versions.getOrDefault(number, live());
    }
  }

  private static List<Long> frameVersions(Talk talk) {
    return talk.session().runs().stream().map(Run::top).map(Frame::botVersion).toList();
  }

  private static TraceEntry error(String flow, String step, String message) {
    return TraceEntry.Failed.step(flow, step, message);
  }

  private static String ask(String answer) {
    return "flow: ask\nsteps:\n- { id: q, ask: 'Well?', on_give_up: end }\n- { id: a, say: "
        + answer + " }";
  }

  @Test
  void aRunFinishesOnTheVersionItBeganWithAndTheNextBeginsOnTheLiveOne() {
    published.publish(new PlainRouter("ask"), ask("Old."), BROKEN);
    Talk talk = Talk.with(published);
    talk.says("hi");
    assertThat(frameVersions(talk)).containsExactly(1L);
    assertThat(talk.last().trace())
        .containsExactly(new TraceEntry.Routed("ALL", "ask", null, 1, List.of()));

    published.publish(new PlainRouter("ask"), ask("New."), BROKEN);

    assertThat(talk.says("yes")).containsExactly("Old.");
    talk.says("hi");
    assertThat(frameVersions(talk)).containsExactly(2L);
    assertThat(talk.says("yes")).containsExactly("New.");
  }

  @Test
  void aFlowThatTheLiveVersionDroppedIsLedToInTheVersionThatStillHasIt() {
    published.publish(
        new PlainRouter("ask"),
        "flow: ask\nsteps:\n- { id: q, ask: 'Well?', on_give_up: end, next: old }",
        "flow: old\nsteps:\n- { id: p, ask: 'Sure?', on_give_up: end }\n- { id: a, say: 'Old.' }",
        BROKEN);
    Talk talk = Talk.with(published);
    talk.says("hi");
    published.publish(new PlainRouter("ask"), ask("New."), BROKEN);

    assertThat(talk.says("yes")).containsExactly("Sure?");
    assertThat(frameVersions(talk)).containsExactly(1L);
    assertThat(talk.says("yes")).containsExactly("Old.");
  }

  @Test
  void aFlowThatIsLedToRunsInTheLiveVersion() {
    String ask = "flow: ask\nsteps:\n- { id: q, ask: 'Well?', on_give_up: end, next: then }";
    String then = "flow: then\nsteps:\n- { id: p, ask: 'Sure?', on_give_up: end, next: end }";
    published.publish(new PlainRouter("ask"), ask, then, BROKEN);
    Talk talk = Talk.with(published);
    talk.says("hi");
    published.publish(new PlainRouter("ask"), ask, then.replace("Sure?", "Really?"), BROKEN);

    assertThat(talk.says("yes")).containsExactly("Really?");
    assertThat(frameVersions(talk)).containsExactly(2L);
  }

  // The version is gone.

  /** A talk in which a run sleeps before step b, of a version that is gone when it wakes. */
  private Talk slept(String laterFlow) {
    published.publish(
        new PlainRouter("tips"),
        "flow: tips\nsteps:\n- { id: a, say: Hi. }\n- { id: b, say: 'A tip.', delay: 1h }",
        BROKEN);
    Talk talk = Talk.with(published);
    talk.says("hi");
    published.publish(new PlainRouter("broken"), laterFlow, BROKEN);
    published.drop(1);
    return talk;
  }

  @Test
  void aStepThatIsGoneIsAnErrorTheContactHearsOf() {
    Talk talk = slept("flow: tips\nsteps:\n- { id: a, say: Hi. }");

    assertThat(talk.waits(Duration.ofHours(1))).containsExactly("Something broke.");
    assertThat(talk.last().outcome()).isEqualTo("failed");
    assertThat(talk.last().trace())
        .contains(error("tips", "b", "expected step b in its flow, but it is gone"));
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void soIsAFlowThatIsGone() {
    Talk talk = slept("flow: other\nsteps:\n- { id: a, say: Hi. }");

    assertThat(talk.waits(Duration.ofHours(1))).containsExactly("Something broke.");
    assertThat(talk.last().trace())
        .contains(error("tips", "b", "expected step b in its flow, but it is gone"));
  }

  @Test
  void aStepThatIsStillThereGoesOnInTheLiveVersion() {
    Talk talk = slept("flow: tips\nsteps:\n- { id: b, say: 'A newer tip.' }");

    assertThat(talk.waits(Duration.ofHours(1))).containsExactly("A newer tip.");
  }

  /** A talk inside a called flow, of a version that is gone when it comes back. */
  private Talk called(String outer, String laterOuter) {
    String inner = "flow: inner\nsteps:\n- { id: q, ask: 'Well?', on_give_up: end, next: end }";
    String thanks = "flow: thanks\nsteps:\n- { id: t, say: Thanks. }";
    published.publish(new PlainRouter("outer"), outer, inner, thanks, BROKEN);
    Talk talk = Talk.with(published);
    talk.says("hi");
    published.publish(new PlainRouter("outer"), laterOuter, inner, BROKEN);
    published.drop(1);
    return talk;
  }

  @Test
  void aFlowThatACallWasToGoOnWithAndThatIsGoneIsAnErrorTheContactHearsOf() {
    Talk talk = called(
        "flow: outer\nsteps:\n- { id: c, call: inner, next: thanks }",
        "flow: outer\nsteps:\n- { id: c, call: inner }");

    assertThat(talk.says("yes")).containsExactly("Something broke.");
    assertThat(talk.last().trace())
        .contains(error("outer", "c", "expected flow thanks, but the bot has none of this name"));
  }

  @Test
  void aRunEndsWhereTheStepThatCalledIsGone() {
    Talk talk = called(
        "flow: outer\nsteps:\n- { id: c, call: inner }\n- { id: d, say: Never. }",
        "flow: outer\nsteps:\n- { id: d, say: Never. }");

    assertThat(talk.says("yes")).isEmpty();
    assertThat(talk.last().outcome()).isEqualTo("handled");
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void aQuestionThatIsGoneWhenItsInterruptionEndsIsAnErrorTheContactHearsOf() {
    String help = "flow: help\nsteps:\n- { id: h, ask: 'Helped?', on_give_up: end, next: end }";
    PlainRouter router = new PlainRouter("ask").interrupting("help", "help");
    published.publish(router, ask("Thanks."), help, BROKEN);
    Talk talk = Talk.with(published);
    talk.says("hi");
    assertThat(talk.says("help")).containsExactly("Helped?");
    published.publish(router, "flow: ask\nsteps:\n- { id: a, say: Hi. }", help, BROKEN);
    published.drop(1);

    assertThat(talk.says("yes")).containsExactly("Something broke.");
    assertThat(talk.last().trace())
        .contains(error("ask", "q", "expected step q in its flow, but it is gone"));
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void anAgentWhoLeavesAFlowThatIsGoneEndsTheRun() {
    published.publish(
        new PlainRouter("desk"),
        "flow: desk\nsteps:\n- { id: p, handover: { queue: q, open: Here., then: bye } }\n"
            + "- { id: bye, say: Bye. }",
        BROKEN);
    Talk talk = Talk.with(published);
    assertThat(talk.says("hi")).containsExactly("Here.");
    published.publish(new PlainRouter("broken"), BROKEN);
    published.drop(1);

    assertThat(talk.plays(new AgentLeft(talk.header()))).isEmpty();
    assertThat(talk.last().outcome()).isEqualTo("handled");
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void aResultThatComesWhenTheStepThatAskedForItIsGoneIsAnErrorTheContactHearsOf() {
    published.publish(
        new PlainRouter("f"),
        "flow: f\nsteps:\n- { id: d, do: find }\n- { id: a, say: Found. }",
        BROKEN);
    MemoryStore store = new MemoryStore(Clock.fixed(Talk.START, ZoneOffset.UTC));
    Turns turns = new Turns(
        published,
        store,
        HostFacts.none(),
        new Ids(new byte[] {1}),
        Limits.DEFAULT,
        Clock.fixed(Talk.START, ZoneOffset.UTC),
        Turns.Time.EVENT,
        0);
    Call call = turns.handle(Wire.event("e1", "C1", "hi")).commit().calls().get(0);
    published.publish(new PlainRouter("f"), "flow: f\nsteps:\n- { id: a, say: Found. }", BROKEN);
    published.drop(1);

    Turn turn =
        turns.handle(OwnEvents.result(call, ActionCompleted.Outcome.OK, null, null, Talk.START));

    assertThat(turn.outcome()).isEqualTo(Turn.Outcome.FAILED);
    assertThat(turn.messages())
        .extracting(message -> message.message().readable())
        .containsExactly("Something broke.");
    assertThat(turn.trace().entries())
        .contains(error("f", "d", "expected the step that made the call, but it is gone"));
  }
}
