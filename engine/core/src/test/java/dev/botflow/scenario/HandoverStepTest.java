package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.NamedHours;
import dev.botflow.cell.WeekTimesParser;
import dev.botflow.error.Findings;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.flow.Texts;
import dev.botflow.routing.BotVersions;
import dev.botflow.session.Call;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A conversation goes to a person and comes back. */
class HandoverStepTest {
  private static final String BYE = "- { id: bye, say: Bye., next: end }";

  private static Stubs stubs(String yaml) {
    Findings findings = new Findings();
    Stubs stubs = Stubs.read("stubs.yaml", yaml, findings);
    assertThat(findings.all()).isEmpty();
    return stubs;
  }

  /** A talk with a flow of this handover, in which the desk answers so; the shop opens at ten. */
  private static Talk talk(String desk, String handover, Texts texts, String settings) {
    NamedHours hours = new NamedHours(
        Map.of("shop", WeekTimesParser.parse("Mon-Fri 10:00-17:00", NamedHours.none())));
    return Talk.with(
        BotVersions.of(Talk.bot(
            new PlainRouter("h").on("ping", "h"),
            texts,
            hours,
            settings,
            "flow: h\nsteps:\n- { id: s, set: { topic: plants } }\n- { id: p, handover: { queue: 'desk-{topic}', "
                + handover + " } }\n" + BYE)),
        stubs("{ handover: " + desk + " }"));
  }

  private static Talk talk(String desk, String handover) {
    return talk(desk, handover, Texts.none(), "");
  }

  private static <T extends TraceEntry> T of(Talk talk, Class<T> kind) {
    return new Trace(talk.last().trace()).of(kind).get(0);
  }

  private static Map<String, Object> carried(Object... pairs) {
    Map<String, Object> carried = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      carried.put((String) pairs[i], pairs[i + 1]);
    }
    return carried;
  }

  // Open.

  @Test
  void asksTheDeskWithWhatItCarriesAndSilencesTheBotOnceItAccepts() {
    Talk talk = talk("ok", "carry: [topic, session.none], open: A colleague joins., then: bye");

    assertThat(talk.says("hi")).containsExactly("A colleague joins.");

    assertThat(talk.last().calls()).hasSize(1);
    Call call = talk.last().calls().get(0);
    assertThat(call.kind()).isEqualTo(Call.Kind.DESK);
    assertThat(call.name()).isEqualTo("desk-plants");
    assertThat(call.arguments()).isEqualTo(carried("topic", "plants"));
    assertThat(call.madeAt()).isEqualTo(Talk.START);
    assertThat(call.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(call.id()).hasSize(24);
    assertThat(of(talk, TraceEntry.HandedOver.class))
        .isEqualTo(new TraceEntry.HandedOver("h", "p", "desk-plants", carried("topic", "plants")));
    assertThat(of(talk, TraceEntry.Completed.class))
        .isEqualTo(new TraceEntry.Completed("h", "p", ActionCompleted.Outcome.OK));
    assertThat(talk.session().agentActive()).isTrue();
    assertThat(talk.session().openWait())
        .isEqualTo(new Wait.ForAgent("p", Talk.START, "desk-{topic}"));
  }

  @Test
  void goesOnWhereItSaysWhenThePersonLeaves() {
    Talk talk = talk("ok", "then: bye");
    talk.says("hi");

    assertThat(talk.plays(new AgentLeft(talk.header()))).containsExactly("Bye.");
    assertThat(talk.last().decision()).isEqualTo("continue");
    assertThat(talk.last().flow()).isEqualTo("h");
    assertThat(talk.session().agentActive()).isFalse();
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void goesOnWithTheNextStepWhereItSaysNothing() {
    Talk talk = talk("ok", "open: Here.");
    talk.says("hi");

    assertThat(talk.plays(new AgentLeft(talk.header()))).containsExactly("Bye.");
  }

  @Test
  void carriesTheInnermostOfTwoValuesOfOneName() {
    Talk talk = Talk.with(
        new PlainRouter("outer"),
        "",
        "flow: outer\nsteps:\n- { id: s, set: { topic: plants, tone: kind } }\n- { id: c, call: inner }",
        "flow: inner\nsteps:\n- { id: s, set: { topic: pots } }\n- { id: p, handover: { queue: q, carry: [topic, tone] } }");
    talk.says("hi");

    assertThat(talk.last().calls().get(0).arguments())
        .isEqualTo(carried("topic", "pots", "tone", "kind"));
  }

  @Test
  void carriesWhatTheSessionAndTheContactKnow() {
    Talk talk = Talk.with(
        new PlainRouter("h"),
        "",
        "flow: h\nsteps:\n- { id: s, set: { session.topic: plants, contact.name: Ana } }\n"
            + "- { id: p, handover: { queue: q, carry: [session.topic, contact.name] } }");
    talk.says("hi");

    assertThat(talk.last().calls().get(0).arguments())
        .isEqualTo(carried("session.topic", "plants", "contact.name", "Ana"));
  }

  @Test
  void aPersonHasTheConversationThoughTheContactCannotBeTold() {
    Talk talk = talk("ok", "open: Here., then: bye");
    EventHeader header = EventHeader.own(
        "HOST_EVENT", new ChannelContext(null, null, "C1", "APP", null, null), Talk.START, "p1");

    assertThat(talk.plays(new HostEvent(header, "ping", new LinkedHashMap<>()))).isEmpty();

    assertThat(talk.session().agentActive()).isTrue();
    assertThat(talk.last().outcome()).isEqualTo("handled");
    assertThat(of(talk, TraceEntry.Warning.class))
        .isEqualTo(new TraceEntry.Warning(
            "h",
            "p",
            "expected a contact or an identity on the channel of the reply, but none is known"));
  }

  // Closed.

  @Test
  void outsideItsHoursTheDeskIsNotAskedAndTheContactHearsSo() {
    Talk talk = talk("ok", "hours: shop, open: Here., closed: We open at ten., then: bye");

    assertThat(talk.says("hi")).containsExactly("We open at ten.", "Bye.");

    assertThat(talk.last().calls()).isEmpty();
    assertThat(talk.session().agentActive()).isFalse();
    assertThat(of(talk, TraceEntry.DeskClosed.class))
        .isEqualTo(new TraceEntry.DeskClosed("h", "p", "desk-plants"));
    talk.later(Duration.ofHours(1));
    assertThat(talk.says("hi")).containsExactly("Here.");
  }

  @Test
  void aClosedDeskThatSaysNothingGoesOn() {
    assertThat(talk("ok", "hours: shop, then: bye").says("hi")).containsExactly("Bye.");
  }

  @Test
  void aClosedDeskThatCannotSaySoFails() {
    Talk talk = talk("ok", "hours: shop, closed: We open at ten., then: bye");
    EventHeader header = EventHeader.own(
        "HOST_EVENT", new ChannelContext(null, null, "C1", "APP", null, null), Talk.START, "p1");

    talk.plays(new HostEvent(header, "ping", new LinkedHashMap<>()));

    assertThat(talk.last().outcome()).isEqualTo("failed");
  }

  @Test
  void whatIsSaidOfTheDeskIsInTheContactsLanguage() {
    Map<String, Map<String, String>> languages = new LinkedHashMap<>();
    languages.put(
        "nl", new LinkedHashMap<>(Map.of("h.p.open", "Hier.", "h.p.closed", "Gesloten.")));
    Texts texts = new Texts(languages);
    String dutch = "languages: [nl, en]\n";
    String english = "languages: [en, nl]\n";

    assertThat(talk("ok", "open: Here.", texts, english).says("hi")).containsExactly("Here.");
    for (String desk : new String[] {"ok", "{ error: no }"}) {
      Talk talk = Talk.with(
          BotVersions.of(Talk.bot(
              new PlainRouter("h"),
              texts,
              english,
              "flow: h\nsteps:\n- { id: l, set: { contact.language: nl } }\n"
                  + "- { id: p, handover: { queue: q, open: Here., closed: Closed. } }")),
          stubs("{ handover: " + desk + " }"));
      assertThat(talk.says("hi")).containsExactly(desk.equals("ok") ? "Hier." : "Gesloten.");
    }
    assertThat(talk("ok", "open: Hoi.", texts, dutch).says("hi")).containsExactly("Hoi.");
  }

  // Failed.

  private static TraceEntry error(String message) {
    return TraceEntry.Failed.step("h", "p", message);
  }

  @Test
  void aDeskThatRefusesOrIsLateCountsAsClosed() {
    for (String[] desk : new String[][] {
      {"{ error: full }", "handover: full"},
      {"timeout", "handover: the desk did not answer within 30 s"}
    }) {
      Talk talk = talk(desk[0], "closed: We are closed., then: bye");

      assertThat(talk.says("hi")).containsExactly("We are closed.", "Bye.");
      assertThat(of(talk, TraceEntry.Failed.class)).isEqualTo(error(desk[1]));
      assertThat(talk.last().outcome()).isEqualTo("handled");
      assertThat(talk.session().agentActive()).isFalse();
    }
  }

  @Test
  void aDeskThatFailsIsAnErrorWhereSomebodyTakesIt() {
    String closed = "{ queue: q, closed: We are closed. }";
    String sorry = "- { id: sorry, say: Sorry., next: end }";
    Talk step = failing(
        "flow: h\nsteps:\n- { id: p, handover: " + closed + ", on_error: sorry }\n" + sorry);
    Talk flow = failing(
        "flow: h\non_error: sorry\nsteps:\n- { id: p, handover: " + closed + " }\n" + sorry);
    Talk caller = failing(
        "flow: h\nsteps:\n- { id: c, call: inner, on_error: sorry }\n" + sorry,
        "flow: inner\nsteps:\n- { id: p, handover: " + closed + " }");

    assertThat(step.says("hi")).containsExactly("Sorry.");
    assertThat(flow.says("hi")).containsExactly("Sorry.");
    assertThat(caller.says("hi")).containsExactly("Sorry.");
  }

  @Test
  void soItIsWhereTheBotHasAnErrorFlow() {
    Talk talk = Talk.with(
        new PlainRouter("h"),
        stubs("{ handover: { error: full } }"),
        Texts.none(),
        "error_occurred: broken\n",
        "flow: h\nsteps:\n- { id: p, handover: { queue: q, closed: We are closed. } }",
        "flow: broken\nsteps:\n- { id: b, say: Something broke. }");

    assertThat(talk.says("hi")).containsExactly("Something broke.");
  }

  private static Talk failing(String... flows) {
    return Talk.with(
        new PlainRouter("h"), stubs("{ handover: { error: full } }"), Texts.none(), "", flows);
  }
}
