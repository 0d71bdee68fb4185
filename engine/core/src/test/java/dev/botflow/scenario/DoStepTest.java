package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Findings;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.EventHeader;
import dev.botflow.flow.Texts;
import dev.botflow.session.Call;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A flow calls the host's actions and decision tables, and goes on with what they say. */
class DoStepTest {
  private static Stubs stubs(String yaml) {
    Findings findings = new Findings();
    Stubs stubs = Stubs.read("stubs.yaml", yaml, findings);
    assertThat(findings.all()).isEmpty();
    return stubs;
  }

  private static Talk talk(String answer, String flow) {
    return Talk.with(
        new PlainRouter("f"),
        stubs("{ find: " + answer + " }"),
        Texts.none(),
        "",
        "flow: f\nsteps:\n" + flow);
  }

  private static <T extends TraceEntry> List<T> traced(Talk talk, Class<T> kind) {
    return new Trace(talk.last().trace()).of(kind);
  }

  @Test
  void handsOverWhatIsThereAndTellsWhatIsNot() {
    Talk talk = talk(
        "ok",
        "- { id: s, set: { n: 'LC-1' } }\n- { id: d, do: find, with: { number: '{n}', colour: '{none}', note: 'no {none}' }, timeout: 7s }");
    talk.says("hi");

    assertThat(talk.last().calls()).hasSize(1);
    Call call = talk.last().calls().get(0);
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("number", "LC-1");
    arguments.put("note", "no ");
    assertThat(call.kind()).isEqualTo(Call.Kind.ACTION);
    assertThat(call.name()).isEqualTo("find");
    assertThat(call.arguments()).isEqualTo(arguments);
    assertThat(call.timeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(call.madeAt()).isEqualTo(Talk.START);
    assertThat(traced(talk, TraceEntry.Called.class))
        .containsExactly(new TraceEntry.Called("f", "d", "find"));
    TraceEntry.Absent absent = new TraceEntry.Absent("f", "d", "none");
    assertThat(traced(talk, TraceEntry.Absent.class)).containsExactly(absent, absent);
  }

  @Test
  void savesWhatTheActionGives() {
    Talk talk = talk(
        "{ ok: { colour: red } }",
        "- { id: d, do: find, save: session.x }\n- { id: t, say: 'It is {session.x.colour}.' }");

    assertThat(talk.says("hi")).containsExactly("It is red.");
    assertThat(traced(talk, TraceEntry.Completed.class))
        .containsExactly(new TraceEntry.Completed("f", "d", ActionCompleted.Outcome.OK));
  }

  @Test
  void takesTheVariableOutWhereTheActionGivesNothing() {
    Talk talk =
        talk("ok", "- { id: s, set: { session.x: old } }\n- { id: d, do: find, save: session.x }");
    talk.says("hi");

    assertThat(talk.session().variables()).isEmpty();
  }

  @Test
  void anActionThatFailsOrIsLateIsAnErrorWithItsReason() {
    String flow =
        "- { id: d, do: find, timeout: 7s, on_error: sorry }\n- { id: t, say: Never., next: end }\n"
            + "- { id: sorry, say: Sorry., next: end }";
    for (String[] answer : new String[][] {
      {"{ error: down }", "action find: down", "ERROR"},
      {"timeout", "action find: no result within 7000 ms", "TIMEOUT"}
    }) {
      Talk talk = talk(answer[0], flow);

      assertThat(talk.says("hi")).containsExactly("Sorry.");
      assertThat(traced(talk, TraceEntry.Failed.class))
          .containsExactly(TraceEntry.Failed.step("f", "d", answer[1]));
      assertThat(traced(talk, TraceEntry.Completed.class))
          .containsExactly(
              new TraceEntry.Completed("f", "d", ActionCompleted.Outcome.valueOf(answer[2])));
    }
  }

  @Test
  void twoCallsOfOneTurnHaveIdsOfTheirOwn() {
    Talk talk = talk("ok", "- { id: d, do: find }\n- { id: e, do: find }");
    talk.says("hi");

    assertThat(talk.last().calls()).extracting(Call::id).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void aResultNobodyWaitsForIsIgnored() {
    Talk talk = talk("ok", "- { id: q, ask: 'Well?', next: end }");
    talk.says("hi");
    EventHeader header = EventHeader.own("ACTION_RESULT", talk.context(), Talk.START, "call:x");

    talk.plays(new ActionCompleted(header, "x", ActionCompleted.Outcome.OK, null, null));

    assertThat(talk.last().trace())
        .containsExactly(new TraceEntry.Ignored(null, "nothing waits for this result any more"));
    assertThat(talk.last().flow()).isNull();
    assertThat(talk.waitingAt()).isEqualTo("f.q");
  }

  // Decision tables.

  private static Talk deciding(String status) {
    return Talk.with(
        new PlainRouter("f"),
        "",
        "flow: f\nsteps:\n- { id: s, set: { " + status + " } }\n"
            + "- { id: w, decide: desk, next: { lost: lost, else: other } }\n"
            + "- { id: lost, say: Lost., next: end }\n- { id: other, say: Other., next: end }");
  }

  private static TraceEntry.Decided decided(@Nullable String rule, String exit) {
    return new TraceEntry.Decided("f", "w", "desk", rule, exit);
  }

  @Test
  void aTableLeadsToItsExit() {
    Talk talk = deciding("parcel.status: lost");

    assertThat(talk.says("hi")).containsExactly("Lost.");
    assertThat(traced(talk, TraceEntry.Decided.class)).containsExactly(decided("D1", "lost"));
  }

  @Test
  void anExitTheStepDoesNotNameLeadsToItsElse() {
    Talk talk = deciding("parcel.status: travelling");

    assertThat(talk.says("hi")).containsExactly("Other.");
    assertThat(traced(talk, TraceEntry.Decided.class)).containsExactly(decided("D1", "travelling"));
  }

  @Test
  void aTableThatDecidesNothingLeadsToItsElse() {
    Talk talk = deciding("parcel.other: x");

    assertThat(talk.says("hi")).containsExactly("Other.");
    assertThat(traced(talk, TraceEntry.Decided.class)).containsExactly(decided(null, "else"));
  }
}
