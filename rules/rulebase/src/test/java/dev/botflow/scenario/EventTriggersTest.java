package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.NamedHours;
import dev.botflow.error.Findings;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.CapabilityReported;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.ContactMerged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.ConversationChanged;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.Reason;
import dev.botflow.event.Signal;
import dev.botflow.event.SignalReceived;
import dev.botflow.flow.read.BotReader;
import dev.botflow.routing.Router;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.rules.RuleBase;
import dev.botflow.session.Wait;
import dev.botflow.table.TableWords;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.read.TableReader;
import dev.botflow.table.sheet.CsvSheet;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.WordLists;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that are no messages: a row that names one starts its flow, without one nothing happens; none is an answer. */
class EventTriggersTest {
  private static final String HEADER =
      "Rule,What happened,Delivery reason,Go to flow,With,During a question\n";
  private static final String ASK =
      "flow: ask\nsteps:\n- { id: q, ask: 'Yes or no?', type: yes_no, attempts: 2, on_give_up: end }";
  private static final String TOLD =
      "flow: told\nlegal: true\nsteps:\n- { id: t, say: 'Noted: {reason|-}.' }";
  private static final ContactProfile ANA =
      new ContactProfile("C1", List.of(), "Ana", null, null, null);
  private static final ContactProfile OTHER =
      new ContactProfile("C9", List.of(), "Ana", null, null, null);

  private static Arguments event(
      String kind, boolean leavesQuestion, Function<EventHeader, InboundEvent> event) {
    return Arguments.of(kind, leavesQuestion, event);
  }

  static Stream<Arguments> events() {
    return Stream.of(
        event(
            "opt-in succeeded",
            true,
            h -> new OptInChanged(h, true, null, "OPT_IN_SUCCEEDED", null)),
        event("opt-in failed", true, h -> new OptInChanged(h, true, null, "OPT_IN_FAILED", null)),
        event(
            "opt-out succeeded",
            false,
            h -> new OptInChanged(h, false, null, "OPT_OUT_SUCCEEDED", null)),
        event(
            "opt-out failed", true, h -> new OptInChanged(h, false, null, "OPT_OUT_FAILED", null)),
        event(
            "conversation started",
            true,
            h -> new ConversationChanged(h, ConversationChanged.Change.STARTED)),
        event(
            "conversation stopped",
            false,
            h -> new ConversationChanged(h, ConversationChanged.Change.STOPPED)),
        event(
            "reaction",
            true,
            h -> new SignalReceived(h, "s1", new Signal.Reaction("👍", "REACT", "m1", null))),
        event("typing", true, h -> new SignalReceived(h, "s1", new Signal.Typing(true))),
        event(
            "contact created",
            true,
            h -> new ContactChanged(h, ContactChanged.Change.CREATED, ANA)),
        event(
            "contact updated",
            true,
            h -> new ContactChanged(h, ContactChanged.Change.UPDATED, ANA)),
        event(
            "contact deleted",
            false,
            h -> new ContactChanged(h, ContactChanged.Change.DELETED, ANA)),
        event("contact merged", true, h -> new ContactMerged(h, ANA, OTHER)),
        event(
            "capability result",
            true,
            h -> new CapabilityReported(h, null, "CAPABILITY_FULL", List.of(), null)),
        event("agent left", true, AgentLeft::new),
        event(
            "parcel scanned",
            true,
            h -> new HostEvent(h, "parcel scanned", new LinkedHashMap<>())));
  }

  private static Talk talk(String... rows) {
    return Talk.with(
        drools(HEADER + String.join("\n", rows) + "\nR90,message,,ask,,wait\n"), "", ASK, TOLD);
  }

  private static Router drools(String csv) {
    Findings findings = new Findings();
    TableReader reader = new TableReader(
        new TableWords(
            BotReader.settings("bot.yaml", "bot: test\n", findings),
            WordLists.none(),
            NamedHours.none()),
        findings);
    CsvSheet.read("routing.csv", csv.getBytes(StandardCharsets.UTF_8), SheetKind.ROUTING, findings)
        .ifPresent(reader::read);
    findings.refuseErrors("test");
    return new DroolsRouter(RuleBase.base(), RoutingTable.of(reader.rows()));
  }

  private static boolean asksAsBefore(Talk talk) {
    Wait.ForAnswer wait = talk.session().openQuestion();
    return wait != null && wait.attempts() == 0;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void aRowThatNamesAnEventStartsItsFlow(
      String kind, boolean leavesQuestion, Function<EventHeader, InboundEvent> event) {
    Talk talk = talk("K1," + kind + ",,told,,");
    talk.says("hi");

    assertThat(talk.plays(event.apply(talk.header()))).containsExactly("Noted: -.");
    assertThat(talk.last().rule()).isEqualTo("K1");
    assertThat(asksAsBefore(talk)).isEqualTo(leavesQuestion);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void anEventNoRowNamesSaysNothingAndIsNoWrongAnswer(
      String kind, boolean leavesQuestion, Function<EventHeader, InboundEvent> event) {
    Talk talk = talk("K1,another event,,told,,");
    talk.says("hi");

    assertThat(talk.plays(event.apply(talk.header()))).isEmpty();
    assertThat(asksAsBefore(talk)).isEqualTo(leavesQuestion);
  }

  @Test
  void aDeliveryReportIsRoutedByStatusAndReasonAndARowActsOncePerMessage() {
    Talk talk = talk(
        "D1,delivery failed,RECIPIENT_NOT_REACHABLE,told,reason={delivery.reason},",
        "D2,delivery failed,,told,,",
        "D3,read,,told,,");
    talk.says("hi");
    String message = talk.last().messages().get(0).id();

    assertThat(talk.plays(report(talk, "FAILED", "RECIPIENT_NOT_REACHABLE", message)))
        .containsExactly("Noted: RECIPIENT_NOT_REACHABLE.");
    // Its row acted on this message, and no other row takes the same failure in its place.
    assertThat(talk.plays(report(talk, "FAILED", "RECIPIENT_NOT_REACHABLE", message)))
        .isEmpty();
    assertThat(talk.plays(report(talk, "READ", null, message))).containsExactly("Noted: -.");
    assertThat(talk.plays(report(talk, "DELIVERED", null, message))).isEmpty();
    assertThat(talk.plays(report(talk, "FAILED", null, "no-message-of-ours"))).isEmpty();
    assertThat(asksAsBefore(talk)).isTrue();
  }

  private static InboundEvent report(
      Talk talk, String status, @org.jspecify.annotations.Nullable String reason, String message) {
    return new DeliveryReport(
        talk.header(), "sinch", status, new Reason(reason, null, null, null), message);
  }
}
