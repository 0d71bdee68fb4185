package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.AgentJoined;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.TimerFired;
import dev.botflow.event.UnsupportedReceived;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Router;
import dev.botflow.routing.Why;
import dev.botflow.session.Run;
import dev.botflow.session.SentMessage;
import dev.botflow.session.TraceEntry;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is reported of each decision: its word, its outcome, the flow that took the event, and the trace. */
class DecisionsTest {
  private static final String QUESTION = "flow: ask\nsteps:\n"
      + "- { id: q, ask: 'Yes or no?', type: yes_no, on_give_up: end, next: end }";
  private static final String HELP = "flow: help\nsteps:\n- { id: h, say: 'Here is help.' }";

  private final Talk talk = Talk.with(
      new PlainRouter("ask")
          .interrupting("help", "help")
          .on("ping", "help")
          .on("delivered", "help")
          .on("read", "help"),
      "",
      QUESTION,
      HELP);

  private void assertReported(
      String decision, String outcome, @Nullable String flow, TraceEntry... trace) {
    assertThat(talk.last().decision()).isEqualTo(decision);
    assertThat(talk.last().outcome()).isEqualTo(outcome);
    assertThat(talk.last().flow()).isEqualTo(flow);
    assertThat(talk.last().trace()).containsExactly(trace);
  }

  @Test
  void aFlowThatStarts() {
    talk.says("hi");

    assertReported("start", "handled", "ask", new TraceEntry.Routed("ALL", "ask"));
    assertThat(talk.session().runs()).extracting(Run::id).containsExactly("r1");
    assertThat(talk.session().runs()).extracting(Run::rule).containsExactly("ALL");
  }

  @Test
  void anAnswer() {
    talk.says("hi");
    talk.says("yes");

    assertReported("answer", "handled", "ask", new TraceEntry.Answered(null, "ask", "q", null));
  }

  @Test
  void aMiss() {
    talk.says("hi");
    talk.says("purple");

    assertReported("miss", "handled", "ask", new TraceEntry.Missed("ask", "q", 1));
  }

  @Test
  void aStaleButton() {
    talk.says("hi");
    talk.tapsPostback("forged");

    assertReported("miss", "handled", "ask", new TraceEntry.StaleButton());
  }

  @Test
  void anInterruption() {
    talk.says("hi");
    talk.says("help");

    assertReported(
        "interrupt",
        "handled",
        "help",
        new TraceEntry.Interrupted("INTERRUPT", "help", "ask.q", null),
        new TraceEntry.Resumed("ask", "q"));
    talk.says("help");
    // Each run has a number of its own.
    assertThat(talk.session().runCount()).isEqualTo(3);
  }

  @Test
  void silenceWhileAnAgentIsThere() {
    talk.plays(new AgentJoined(talk.header()));
    talk.says("hi");

    assertReported("silent", "handled", null, new TraceEntry.Silent(null, "an agent is active"));
  }

  @Test
  void anEventThatNoRowNames() {
    talk.plays(new HostEvent(talk.header(), "pong", new LinkedHashMap<>()));

    assertReported(
        "ignore", "ignored", null, new TraceEntry.Ignored(null, "no row names this event"));
  }

  @Test
  void anAgentWhoLeavesWhereNobodyWaitedForOne() {
    talk.says("hi");
    talk.plays(new AgentLeft(talk.header()));

    assertReported(
        "ignore", "ignored", null, new TraceEntry.Ignored(null, "no row names this event"));
    assertThat(talk.waitingAt()).isEqualTo("ask.q");
  }

  @Test
  void whatTheChannelCannotShow() {
    talk.plays(new UnsupportedReceived(talk.header(), null, null));

    assertThat(talk.last().outcome()).isEqualTo("unsupported");
  }

  @Test
  void aFlowBesideAnOpenQuestion() {
    talk.says("hi");
    talk.plays(new HostEvent(talk.header(), "ping", new LinkedHashMap<>()));

    assertReported("start", "handled", "help", new TraceEntry.Routed("KIND", "help"));
    assertThat(talk.waitingAt()).isEqualTo("ask.q");
  }

  // A bot's own rules may offer anything.

  private static Talk deciding(Decision decision) {
    Router router = new Router() {
      @Override
      public Decision route(Facts facts) {
        return decision;
      }

      @Override
      public List<Why> why(Facts facts, int limit) {
        return List.of();
      }
    };
    return Talk.with(versions(router));
  }

  private static BotVersions versions(Router router) {
    return BotVersions.of(Talk.bot(router, HELP, QUESTION));
  }

  @Test
  void anInterruptionWhereNothingIsOpenStartsItsFlow() {
    Talk own = deciding(new Decision.Interrupt("own", "help", new LinkedHashMap<>(), "30 %"));

    assertThat(own.says("hi")).containsExactly("Here is help.");
    assertThat(own.last().flow()).isEqualTo("help");
    assertThat(own.last().trace())
        .containsExactly(new TraceEntry.Routed("own", "help", "30 %", 0, List.of()));
  }

  @Test
  void anAnswerOrAMissWhereNothingIsOpenDoesNothing() {
    Talk answer = deciding(new Decision.Answer("own", "yes", null));
    Talk miss = deciding(new Decision.Miss("own", "a rule said so"));

    assertThat(answer.says("hi")).isEmpty();
    assertThat(answer.last().flow()).isNull();
    assertThat(miss.says("hi")).isEmpty();
    assertThat(miss.last().flow()).isNull();
    assertThat(miss.tapsPostback("forged")).isEmpty();
    assertThat(miss.last().flow()).isNull();
  }

  // Delivery reports.

  private static DeliveryReport report(Talk talk, String status, String ofMessage, boolean own) {
    EventHeader plain = talk.header();
    EventHeader header = new EventHeader(
        "MESSAGE_DELIVERY",
        plain.context(),
        plain.at(),
        plain.dedupeKey(),
        own ? null : ofMessage,
        null,
        null);
    return new DeliveryReport(header, "s1", status, null, own ? ofMessage : null);
  }

  private static List<String> acted(Talk talk) {
    return talk.session().sent().stream().map(SentMessage::acted).toList();
  }

  @Test
  void aDeliveryRowActsOnceAMessageWhoeverTellsItsId() {
    talk.says("hi");
    String id = talk.last().messages().get(0).id();
    talk.says("purple");
    for (boolean own : new boolean[] {true, false}) {
      InboundEvent delivered = report(talk, "DELIVERED", id, own);
      assertThat(talk.plays(delivered)).hasSize(own ? 1 : 0);
    }

    assertThat(acted(talk)).containsExactly("KIND", "", "");
    assertReported(
        "ignore",
        "ignored",
        null,
        new TraceEntry.Ignored("KIND", "the row acted on this message before"));
  }

  @Test
  void aReportWhoseIdStandsBesideItFindsItsMessageToo() {
    talk.says("hi");
    String id = talk.last().messages().get(0).id();

    assertThat(talk.plays(report(talk, "READ", id, false))).containsExactly("Here is help.");

    assertThat(acted(talk)).containsExactly("KIND", "");
  }

  @Test
  void everyRowThatActedOnAMessageIsNoted() {
    Talk two = Talk.with(
        new Router() {
          @Override
          public Decision route(Facts facts) {
            String rule = String.valueOf(facts.kind());
            return new Decision.Start(rule, "help", new LinkedHashMap<>(), false, false, null);
          }

          @Override
          public List<Why> why(Facts facts, int limit) {
            return List.of();
          }
        },
        "",
        HELP);
    two.says("hi");
    String id = two.last().messages().get(0).id();

    two.plays(report(two, "DELIVERED", id, true));
    two.plays(report(two, "READ", id, true));

    assertThat(acted(two)).containsExactly("delivered,read", "", "");
  }

  @Test
  void whatADeliveryRowSaysIsNeverRoutedAgain() {
    talk.says("hi");
    talk.plays(report(talk, "DELIVERED", talk.last().messages().get(0).id(), true));

    assertThat(talk.session().sent())
        .extracting(SentMessage::routable)
        .containsExactly(true, false);
    assertThat(talk.plays(report(talk, "READ", talk.last().messages().get(0).id(), true)))
        .isEmpty();
  }

  @Test
  void aRunThatAReportBeganStaysOneWhoseMessagesAreNotRouted() {
    Talk asks = Talk.with(new PlainRouter("help").on("delivered", "ask"), "", QUESTION, HELP);
    asks.says("hi");
    asks.plays(report(asks, "DELIVERED", asks.last().messages().get(0).id(), true));
    assertThat(asks.session().runs()).extracting(Run::kind).containsExactly(Run.Kind.DELIVERY);

    asks.says("purple");

    assertThat(asks.session().sent())
        .extracting(SentMessage::routable)
        .containsExactly(true, false, false);
  }

  // Events that come too late.

  @Test
  void aTimerThatNothingWaitsForLeavesTheStepsCounted() {
    talk.says("hi");
    int steps = talk.session().runs().get(0).steps();

    talk.plays(
        new TimerFired(EventHeader.own("TIMER", talk.context(), Talk.START, "late"), "r9.delay"));

    assertThat(steps).isPositive();
    assertThat(talk.session().runs()).extracting(Run::steps).containsExactly(steps);
    assertThat(talk.last().trace())
        .containsExactly(
            new TraceEntry.TimerDue("r9.delay"),
            new TraceEntry.Ignored(null, "nothing waits for this timer any more"));
    assertThat(talk.last().flow()).isNull();
  }
}
