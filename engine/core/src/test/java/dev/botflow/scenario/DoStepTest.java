package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Findings;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.EventHeader;
import dev.botflow.flow.Texts;
import dev.botflow.session.Call;
import dev.botflow.session.Trace;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static List<Trace.Entry> traced(Talk talk, String what) {
    return talk.last().trace().stream()
        .filter(entry -> entry.what().equals(what))
        .toList();
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
    assertThat(traced(talk, "called"))
        .containsExactly(Trace.Entry.of("called", "flow", "f", "step", "d", "action", "find"));
    Trace.Entry absent = Trace.Entry.of("warning", "flow", "f", "step", "d", "absent", "none");
    assertThat(traced(talk, "warning")).containsExactly(absent, absent);
  }

  @Test
  void savesWhatTheActionGives() {
    Talk talk = talk(
        "{ ok: { colour: red } }",
        "- { id: d, do: find, save: session.x }\n- { id: t, say: 'It is {session.x.colour}.' }");

    assertThat(talk.says("hi")).containsExactly("It is red.");
    assertThat(traced(talk, "completed"))
        .containsExactly(Trace.Entry.of("completed", "flow", "f", "step", "d", "outcome", "ok"));
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
      {"{ error: down }", "action find: down", "error"},
      {"timeout", "action find: no result within 7000 ms", "timeout"}
    }) {
      Talk talk = talk(answer[0], flow);

      assertThat(talk.says("hi")).containsExactly("Sorry.");
      assertThat(traced(talk, "error"))
          .containsExactly(Trace.Entry.of("error", "flow", "f", "step", "d", "message", answer[1]));
      assertThat(traced(talk, "completed"))
          .containsExactly(
              Trace.Entry.of("completed", "flow", "f", "step", "d", "outcome", answer[2]));
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
        .containsExactly(
            Trace.Entry.of("ignored", "reason", "nothing waits for this result any more"));
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

  private static Trace.Entry decided(Object... pairs) {
    Object[] all = new Object[pairs.length + 6];
    System.arraycopy(new Object[] {"flow", "f", "step", "w", "table", "desk"}, 0, all, 0, 6);
    System.arraycopy(pairs, 0, all, 6, pairs.length);
    return Trace.Entry.of("decided", all);
  }

  @Test
  void aTableLeadsToItsExit() {
    Talk talk = deciding("parcel.status: lost");

    assertThat(talk.says("hi")).containsExactly("Lost.");
    assertThat(traced(talk, "decided")).containsExactly(decided("rule", "D1", "exit", "lost"));
  }

  @Test
  void anExitTheStepDoesNotNameLeadsToItsElse() {
    Talk talk = deciding("parcel.status: travelling");

    assertThat(talk.says("hi")).containsExactly("Other.");
    assertThat(traced(talk, "decided"))
        .containsExactly(decided("rule", "D1", "exit", "travelling"));
  }

  @Test
  void aTableThatDecidesNothingLeadsToItsElse() {
    Talk talk = deciding("parcel.other: x");

    assertThat(talk.says("hi")).containsExactly("Other.");
    assertThat(traced(talk, "decided")).containsExactly(decided("exit", "else"));
  }
}
