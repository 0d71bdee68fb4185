package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Findings;
import dev.botflow.flow.Texts;
import dev.botflow.session.TraceEntry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails is told to the contact once: steps, loops, desks, and the error flow itself. */
class FailureTest {
  private static final String ASK = """
      flow: ask
      steps:
      - { id: q, ask: "Yes or no?", type: yes_no, on_give_up: end, next: thanks }
      - { id: thanks, say: Thanks. }
      """;
  private static final String BROKEN = "flow: broken\nsteps:\n- { id: b, say: 'Something broke.' }";
  private static final String DESK = "flow: desk\nsteps:\n- { id: p, handover: { queue: q } }";
  private static final String LOST =
      "flow: lost\nsteps:\n- { id: s, say: 'Sorry, say that again.' }";

  private static Talk talk(PlainRouter router, String settings, String... flows) {
    return Talk.with(router, settings, flows);
  }

  /** A talk in which the desk, and the action act, always fail. */
  private static Talk failing(String start, String settings, String... flows) {
    return Talk.with(
        new PlainRouter(start),
        stubs("{ act: { error: no }, handover: { error: no } }"),
        Texts.none(),
        settings,
        flows);
  }

  private static Stubs stubs(String yaml) {
    Findings findings = new Findings();
    Stubs stubs = Stubs.read("stubs.yaml", yaml, findings);
    assertThat(findings.all()).isEmpty();
    return stubs;
  }

  private static List<String> words(Talk talk) {
    return talk.last().trace().stream().map(TraceEntry::what).toList();
  }

  @Test
  void aDeskThatFailsNeverLeavesTheContactInSilence() {
    Talk talk = Talk.with(
        new PlainRouter("h"),
        stubs("{ handover: { error: no } }"),
        Texts.none(),
        "",
        "flow: h\nsteps:\n- { id: p, handover: { queue: q, closed: We are closed., then: bye } }\n- { id: bye, say: Bye. }");

    assertThat(talk.says("x")).containsExactly("We are closed.", "Bye.");
    assertThat(words(talk)).contains("error");
    assertThat(talk.says("x")).containsExactly("We are closed.", "Bye.");
  }

  @Test
  void theErrorFlowSpeaksOnceAfterALoopInsideAnInterruptionAndTheQuestionComesBack() {
    Talk talk = talk(
        new PlainRouter("ask").interrupting("loop", "loop"),
        "error_occurred: broken\n",
        ASK,
        "flow: loop\nsteps:\n- { id: a, say: again, next: b }\n- { id: b, set: { n: { add: 1 } }, next: a }",
        BROKEN);
    talk.says("hi");

    assertThat(talk.says("loop")).containsExactly("Something broke.", "Yes or no?");
    assertThat(talk.says("yes")).containsExactly("Thanks.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void flowsThatCallThemselvesForEverEndWithTheErrorFlowsWord(int stepsALevel) {
    StringBuilder rec = new StringBuilder("flow: rec\nsteps:\n");
    for (int step = 1; step < stepsALevel; step++) {
      rec.append("- { id: s").append(step).append(", say: again }\n");
    }
    Talk talk = talk(
        new PlainRouter("rec"),
        "error_occurred: broken\n",
        rec.append("- { id: c, call: rec }").toString(),
        BROKEN);

    assertThat(talk.says("x")).containsExactly("Something broke.");
    assertThat(talk.last().outcome()).isEqualTo("failed");
    assertThat(words(talk)).contains("loop");
    assertThat(talk.session().runs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 100, 101})
  void aStepThatFailsNearTheLimitOfStepsIsToldToTheContact(int failing) {
    StringBuilder flow = new StringBuilder("flow: f\nsteps:\n- { id: s0, set: { a: x } }\n");
    for (int step = 1; step < failing - 1; step++) {
      flow.append("- { id: s").append(step).append(", set: { a: x } }\n");
    }
    Talk talk = talk(
        new PlainRouter("f"),
        "error_occurred: broken\n",
        flow.append("- { id: bad, set: { a: { add: 1 } } }").toString(),
        BROKEN);

    assertThat(talk.says("x")).containsExactly("Something broke.");
    assertThat(talk.last().outcome()).isEqualTo("failed");
  }

  @Test
  void anErrorFlowThatLeadsToTheNextFailureSpeaksOnceAndEnds() {
    String say = "flow: broken\nsteps:\n- { id: b, say: 'Something broke.', next: ";
    String loop = "flow: loop\nsteps:\n- { id: a, say: again }\n- { id: b, say: more, next: a }";
    String bad =
        "flow: bad\nsteps:\n- { id: s, set: { a: x } }\n- { id: t, set: { a: { add: 1 } } }";
    String act = "flow: act\nsteps:\n- { id: d, do: act }";
    for (String flow : List.of("bad", "loop", "act")) {
      for (String next : List.of("bad", "loop", "act", "b")) {
        Talk talk = Talk.with(
            new PlainRouter(flow),
            stubs("{ act: { error: no } }"),
            Texts.none(),
            "error_occurred: broken\n",
            say + next + " }",
            bad,
            loop,
            act);

        assertThat(talk.says("x")).as(flow + " then " + next).containsExactly("Something broke.");
        assertThat(talk.session().runs()).isEmpty();
        assertThat(talk.last().outcome()).isEqualTo("failed");
      }
    }
  }

  @Test
  void aDeskThatFailsWithoutAWordOfItsOwnIsAnsweredByTheNotUnderstoodFlow() {
    Talk talk = failing("desk", "not_understood: lost\n", DESK, LOST);

    assertThat(talk.says("x")).containsExactly("Sorry, say that again.");
    assertThat(words(talk)).contains("error");
    assertThat(talk.session().misses()).isEqualTo(1);
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void aDeskThatTheNotUnderstoodFlowItselfComesToIsTriedOnceMoreAndNoOftener() {
    String lost = "flow: lost\nsteps:\n- { id: s, say: 'One moment.', next: desk }";
    String loops =
        "flow: lost\nsteps:\n- { id: s, say: 'One moment.' }\n- { id: t, say: 'And?', next: t }";
    String inside = "flow: lost\nsteps:\n- { id: s, say: 'One moment.' }\n"
        + "- { id: p, handover: { queue: q, then: bye } }\n- { id: bye, say: 'Bye.' }";

    assertThat(failing("desk", "not_understood: lost\n", DESK, lost).says("x"))
        .containsExactly("One moment.");
    assertThat(failing("desk", "not_understood: lost\n", DESK, loops).says("x"))
        .containsExactly("One moment.", "And?");
    assertThat(failing("lost", "not_understood: lost\n", inside).says("x"))
        .containsExactly("One moment.", "Bye.");
    assertThat(failing("desk", "not_understood: lost\n", DESK, inside).says("x"))
        .containsExactly("One moment.", "Bye.");
  }

  @Test
  void anErrorFlowThatARowBeganAndThatLoopsSpeaksOnceLikeAnyOther() {
    String loop = "flow: broken\nsteps:\n- { id: b, say: 'Something broke.', next: c }\n"
        + "- { id: c, set: { n: { add: 1 } }, next: b }";
    Talk talk = failing("broken", "error_occurred: broken\n", loop);

    assertThat(talk.says("x")).containsExactly("Something broke.");
    assertThat(words(talk)).containsOnlyOnce("routed").contains("loop");
    assertThat(talk.last().outcome()).isEqualTo("failed");
    assertThat(talk.session().runs()).isEmpty();
    assertThat(talk.says("y")).containsExactly("Something broke.");
  }

  @Test
  void anErrorFlowThatARowBeganAndThatFailsIsNotBegunAgain() {
    String fails =
        "flow: broken\nsteps:\n- { id: b, say: 'Something broke.' }\n- { id: c, do: act }";

    assertThat(failing("broken", "error_occurred: broken\n", fails).says("x"))
        .containsExactly("Something broke.");
  }

  // Loops that take their time.

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"delay: 1d", "delay: 1m", "delay: { until: '09:00' }"})
  void aFlowThatComesAgainAfterAPauseGoesOnForYears(String delay) {
    Talk talk = talk(
        new PlainRouter("tips"),
        "error_occurred: broken\n",
        "flow: tips\nsteps:\n- { id: a, say: Water your fern., " + delay + " }\n"
            + "- { id: b, set: { n: { add: 1 } }, next: a }",
        BROKEN);
    talk.says("hi");

    Duration all = delay.endsWith("1m") ? Duration.ofMinutes(1_000) : Duration.ofDays(1_000);
    assertThat(talk.waits(all)).hasSize(1_000).containsOnly("Water your fern.");
  }

  @Test
  void aFlowThatComesAgainWithinAMinuteIsALoop() {
    Talk talk = talk(
        new PlainRouter("tips"),
        "error_occurred: broken\n",
        "flow: tips\nsteps:\n- { id: a, say: Water your fern., delay: 59s, next: a }",
        BROKEN);
    talk.says("hi");

    // The step is run twice a round, before its delay and after it.
    List<String> said = talk.waits(Duration.ofDays(1));
    assertThat(said).hasSize(50).endsWith("Water your fern.", "Something broke.");
    assertThat(words(talk)).contains("loop");
  }

  @Test
  void aQuestionAskedAnewEachDayGoesOn() {
    Talk talk = talk(
        new PlainRouter("ask"),
        "error_occurred: broken\n",
        "flow: ask\nsteps:\n- { id: q, ask: 'Well?', on_give_up: end, deadline: { after: 1d, then: q } }",
        BROKEN);
    talk.says("hi");

    assertThat(talk.waits(Duration.ofDays(300))).hasSize(300).containsOnly("Well?");
  }

  @Test
  void aPauseGivesAnErrorFlowNoSecondWord() {
    Talk talk = failing(
        "act",
        "error_occurred: broken\n",
        "flow: act\nsteps:\n- { id: d, do: act }",
        "flow: broken\nsteps:\n- { id: b, say: 'Something broke.' }\n- { id: c, do: act, delay: 1d }");

    assertThat(talk.says("hi")).containsExactly("Something broke.");
    assertThat(talk.waits(Duration.ofDays(30))).isEmpty();
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void theTimerOfAnotherRunGivesAnErrorFlowNoSecondWordEither() {
    PlainRouter router = new PlainRouter("tips").interrupting("act", "act");
    Talk talk = Talk.with(
        router,
        stubs("{ act: { error: no } }"),
        Texts.none(),
        "error_occurred: broken\n",
        "flow: tips\nsteps:\n- { id: a, say: Water your fern., delay: 1d, next: a }",
        "flow: act\nsteps:\n- { id: d, do: act }",
        "flow: broken\nsteps:\n- { id: b, say: 'Something broke.' }\n- { id: c, do: act, delay: 36h }");
    talk.says("hi");

    assertThat(talk.says("act")).containsExactly("Something broke.");
    assertThat(talk.waits(Duration.ofDays(5))).hasSize(5).containsOnly("Water your fern.");
  }

  // Who takes an error.

  private static final String FAILS = "- { id: t, set: { a: { add: x } }";

  @Test
  void theFlowThatCalledTakesTheErrorOfTheOneItCalled() {
    Talk talk = talk(
        new PlainRouter("outer"),
        "error_occurred: broken\n",
        "flow: outer\nsteps:\n- { id: c, call: middle, on_error: sorry }\n- { id: sorry, say: Sorry., next: end }",
        "flow: middle\nsteps:\n- { id: c, call: inner }",
        "flow: inner\nsteps:\n" + FAILS + " }",
        BROKEN);

    assertThat(talk.says("x")).containsExactly("Sorry.");
    assertThat(talk.last().outcome()).isEqualTo("handled");
    assertThat(words(talk)).containsExactly("routed", "error");
  }

  @Test
  void anErrorMayLeadToAnotherFlow() {
    Talk talk = talk(
        new PlainRouter("f"),
        "error_occurred: broken\n",
        "flow: f\nsteps:\n" + FAILS + ", on_error: lost }",
        LOST,
        BROKEN);

    assertThat(talk.says("x")).containsExactly("Sorry, say that again.");
  }

  @Test
  void theStepAFlowsErrorsLeadToIsNotLedToItself() {
    Talk talk = talk(
        new PlainRouter("f"),
        "error_occurred: broken\n",
        "flow: f\non_error: t\nsteps:\n- { id: s, say: Hi. }\n" + FAILS + " }",
        BROKEN);

    assertThat(talk.says("x")).containsExactly("Hi.", "Something broke.");
    assertThat(words(talk)).containsExactly("routed", "error");
  }

  @Test
  void aFlowsErrorsLeadToTheStepItNames() {
    Talk talk = talk(
        new PlainRouter("f"),
        "error_occurred: broken\n",
        "flow: f\non_error: sorry\nsteps:\n" + FAILS
            + " }\n- { id: n, say: Never., next: end }\n- { id: sorry, say: Sorry. }",
        BROKEN);

    assertThat(talk.says("x")).containsExactly("Sorry.");
  }

  @Test
  void anErrorFlowThatLoopsWithoutAWordKeepsTheOneItSaid() {
    Talk talk = talk(
        new PlainRouter("f"),
        "error_occurred: broken\n",
        "flow: f\nsteps:\n" + FAILS + " }",
        "flow: broken\nsteps:\n- { id: b, say: Something broke. }\n- { id: c, set: { n: { add: 1 } } }\n"
            + "- { id: d, set: { n: { add: 1 } }, next: c }");

    assertThat(talk.says("x")).containsExactly("Something broke.");
    assertThat(words(talk)).contains("loop");
  }

  @Test
  void whatALoopSaidIsNotRememberedAsSent() {
    Talk talk = talk(
        new PlainRouter("loop"),
        "error_occurred: broken\n",
        "flow: loop\nsteps:\n- { id: a, say: again, next: b }\n- { id: b, say: more, next: a }",
        BROKEN);
    talk.says("x");

    assertThat(talk.session().sent()).hasSize(1);
    assertThat(talk.session().sent().get(0).id())
        .isEqualTo(talk.last().messages().get(0).id());
  }

  // Once since the last event from outside.

  /** The error flow's word, and then a flow that fails again a day and a half later. */
  private static final String SPEAKS =
      "flow: broken\nsteps:\n- { id: b, say: 'Something broke.', next: again }";

  private static final String AGAIN = "flow: again\nsteps:\n- { id: c, do: act, delay: 36h }";
  private static final String ACT = "flow: act\nsteps:\n- { id: d, do: act }";

  private static Talk twice(PlainRouter router, String... flows) {
    String[] all = Arrays.copyOf(flows, flows.length + 3);
    all[flows.length] = SPEAKS;
    all[flows.length + 1] = AGAIN;
    all[flows.length + 2] = ACT;
    return Talk.with(
        router, stubs("{ act: { error: no } }"), Texts.none(), "error_occurred: broken\n", all);
  }

  @Test
  void aPauseGivesNoSecondWordToWhateverFlowTheErrorFlowLedTo() {
    Talk talk = twice(new PlainRouter("act"));

    assertThat(talk.says("hi")).containsExactly("Something broke.");
    assertThat(talk.waits(Duration.ofDays(30))).isEmpty();
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void aMessageInBetweenGivesAnErrorFlowItsNextWord() {
    Talk talk = twice(
        new PlainRouter("act").interrupting("hi", "hi"), "flow: hi\nsteps:\n- { id: a, say: Hi. }");
    talk.says("x");

    assertThat(talk.says("hi")).containsExactly("Hi.");

    assertThat(talk.waits(Duration.ofHours(37))).containsExactly("Something broke.");
  }

  @Test
  void aRunThatSleptThroughAnErrorHasItsOwnWord() {
    Talk talk = twice(
        new PlainRouter("tips").interrupting("act", "act"),
        "flow: tips\nsteps:\n- { id: a, say: Hi. }\n- { id: b, do: act, delay: 1d }");
    talk.says("hi");

    assertThat(talk.says("act")).containsExactly("Something broke.");

    assertThat(talk.waits(Duration.ofDays(1))).containsExactly("Something broke.");
  }

  @Test
  void anErrorFlowMayRunAHundredStepsOfItsOwn() {
    for (int sets : new int[] {99, 100}) {
      StringBuilder flow = new StringBuilder("flow: broken\nsteps:\n");
      for (int i = 0; i < sets; i++) {
        flow.append("- { id: s").append(i).append(", set: { a: x } }\n");
      }
      Talk talk = failing(
          "act",
          "error_occurred: broken\n",
          ACT,
          flow.append("- { id: b, say: Something broke. }").toString());

      assertThat(talk.says("hi")).hasSize(sets == 99 ? 1 : 0);
    }
  }
}
