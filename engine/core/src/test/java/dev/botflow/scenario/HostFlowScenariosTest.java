package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for a bot's own flows holds for those of the host; a stub stands in for them. */
class HostFlowScenariosTest {
  private static final BotVersion BOT = Talk.hosted(
      new PlainRouter("order_status")
          .ending("STOP", "stop")
          .interrupting("help", "help")
          .interrupting("prices", "prices")
          .interrupting("care", "care")
          .on("cart abandoned", "cart"),
      "error_occurred: sorry\nfacts: { Plan: customer.plan }\n",
      List.of("order_status", "prices", "cart"),
      "flow: stop\nlegal: true\nsteps:\n- { id: s, set: { contact.opted_out: true } }\n- { id: t, say: 'Bye.' }",
      "flow: help\nsteps:\n- { id: h, say: 'Just ask.' }",
      "flow: sorry\nsteps:\n- { id: s, say: 'Sorry.' }",
      """
      flow: care
      on_error: worse
      steps:
      - { id: c, call: prices, save: { price: result } }
      - { id: t, say: 'It costs {price}, {contact.tier}.', next: end }
      - { id: worse, say: 'No price.' }
      """);

  private static List<ScenarioResult> run(String yaml) {
    Findings findings = new Findings();
    List<Scenario> scenarios =
        new ScenarioReader(BOT.bot().settings(), findings).read("scenarios/a.yaml", yaml);
    assertThat(findings.all()).extracting(Finding::sentence).isEmpty();
    return new ScenarioRunner(BOT).run(scenarios);
  }

  private static void passes(String yaml) {
    for (ScenarioResult result : run(yaml)) {
      assertThat(result.failure().map(failure -> result.report())).isEmpty();
    }
  }

  @Test
  void waitsAndGoesOnCallByCallAndBracesAreNoTemplates() {
    passes("""
        scenario: a parcel
        on: [WHATSAPP, SMS]
        stub: { order_status: [ { waits: "Which number? {text}" }, { says: [ "Ghent.", "Bye." ] } ] }
        turns:
        - { user: hi,   expect: { flow: order_status, says: ["Which number? {text}"], waiting: order_status.host, called: none } }
        - { user: LC-1, expect: { flow: order_status, decision: answer, says: ["Ghent.", "Bye."], waiting: none } }
        - { user: hi,   expect: { decision: start } }
        """);
  }

  @Test
  void withoutAStubAFlowOfTheHostSaysNothingAndIsDone() {
    passes("""
        scenario: only the way there
        on: SMS
        turns:
        - { user: hi, expect: { rule: ALL, flow: order_status, says: [], waiting: none } }
        """);
  }

  @Test
  void anotherFlowInterruptsItAndWhatItSaidLastIsSaidOnceMore() {
    passes("""
        scenario: helped meanwhile
        on: SMS
        stub: { order_status: [ { waits: ["Hello.", "Which number?"] }, { says: Ghent. } ] }
        turns:
        - { user: hi }
        - { user: help, expect: { flow: help, says: ["Just ask.", "Hello.", "Which number?"], waiting: order_status.host } }
        - { user: LC-1, expect: { says: [Ghent.], waiting: none } }
        """);
  }

  @Test
  void aFlowOfTheHostInterruptsAnother() {
    passes("""
        scenario: prices meanwhile
        on: SMS
        stub: { order_status: [ { waits: "Which number?" }, { says: Ghent. } ], prices: [ { waits: "Of what?" }, { says: "Five." } ] }
        turns:
        - { user: hi }
        - { user: prices, expect: { says: ["Of what?"], waiting: prices.host } }
        - { user: ferns,  expect: { says: ["Five.", "Which number?"], waiting: order_status.host } }
        - { user: LC-1,   expect: { says: [Ghent.], waiting: none } }
        """);
  }

  @Test
  void aRowThatEndsItEndsItAndNothingIsSaidToWhoOptedOut() {
    passes("""
        scenario: stopped
        on: SMS
        stub: { order_status: { waits: "Which number?" } }
        turns:
        - { user: hi }
        - { user: STOP,  expect: { flow: stop, says: ["Bye."], waiting: none } }
        - { user: hello, expect: { says: [], waiting: none } }
        """);
  }

  @Test
  void anOptOutByTheFlowItselfEndsItAndSilencesIt() {
    passes("""
        scenario: opted out inside
        on: SMS
        stub: { order_status: { waits: "Never read.", sets: { contact.opted_out: true } } }
        turns:
        - { user: hi, expect: { says: [], waiting: none } }
        """);
  }

  @Test
  void isCalledOnceNobodyRepliedForAsLongAsItSaid() {
    passes("""
        scenario: silent
        on: WHATSAPP
        stub: { order_status: [ { waits: "Which number?", no_reply_after: 30m }, { says: "Another time." } ] }
        turns:
        - { user: hi }
        - { after: 29m, expect: { says: [], waiting: order_status.host } }
        - { after: 1m,  expect: { says: ["Another time."], waiting: none } }
        """);
    passes("""
        scenario: answered in time
        on: WHATSAPP
        stub: { order_status: [ { waits: "Which number?", no_reply_after: 30m }, { says: "Ghent." } ] }
        turns:
        - { user: hi }
        - { after: 29m, user: LC-1, expect: { says: ["Ghent."] } }
        - { after: 2h, expect: { says: [] } }
        """);
  }

  @Test
  void whoeverComesBackTooLateIsNotAskedAgain() {
    passes("""
        scenario: late
        on: WHATSAPP
        stub: { order_status: [ { waits: "Which number?", no_reply_after: 30m }, { says: "Another time." } ], prices: [ { waits: "Of what?" }, { says: "Five." } ] }
        turns:
        - { user: hi }
        - { user: prices }
        - { after: 1h, user: ferns, expect: { says: ["Five.", "Another time."], waiting: none } }
        """);
  }

  @Test
  void itsChoicesAreTappedOrTypedAndOnlyTheLatestStand() {
    passes("""
        scenario: chosen
        on: SMS
        stub:
          order_status:
          - { waits: "What is it?", choices: { track: "Track it", stop: "Send it back" } }
          - { waits: "Sure?", choices: { yes: "Yes", no: "No" } }
          - { says: "Done." }
        turns:
        - { user: hi,   expect: { says: ["What is it?"] } }
        - { user: "2",  expect: { says: ["Sure?"] } }
        - { tap: track, expect: { says: ["Sure?"], waiting: order_status.host } }
        - { tap: yes,   expect: { says: ["Done."], waiting: none } }
        """);
  }

  @Test
  void givesItsCallerWhatItSetsAndFailsIntoTheCallersErrorExit() {
    passes("""
        scenario: called
        on: SMS
        stub: { prices: [ { waits: "Of what?" }, { says: "Well.", sets: { result: 5 EUR, contact.tier: gold } } ] }
        turns:
        - { user: care }
        - { user: ferns, expect: { says: ["Well.", "It costs 5 EUR, gold."], saved: { contact.tier: gold } } }
        """);
    for (String stub : List.of("{ error: closed }", "timeout", "{ ok: { a: b } }")) {
      passes("""
          scenario: fails
          on: SMS
          stub: { prices: %s }
          turns:
          - { user: care, expect: { says: ["No price."], waiting: none } }
          """.formatted(stub));
    }
  }

  @Test
  void oneThatFailsLeadsToTheBotsErrorFlow() {
    passes("""
        scenario: fails
        on: SMS
        stub: { order_status: { error: closed } }
        turns:
        - { user: hi, expect: { says: ["Sorry."], waiting: none } }
        """);
    passes("""
        scenario: sets what is the engine's
        on: SMS
        stub: { order_status: { says: "Never said.", sets: { delivery.status: lost } } }
        turns:
        - { user: hi, expect: { says: ["Sorry."], waiting: none } }
        """);
  }

  @Test
  void theSessionEndsItWhenNothingIsHeard() {
    passes("""
        scenario: a day later
        on: WHATSAPP
        stub: { order_status: [ { waits: "Which number?" }, { waits: "Anew." } ] }
        turns:
        - { user: hi }
        - { after: 25h, user: LC-1, expect: { decision: start, says: ["Anew."] } }
        """);
  }

  @Test
  void aStubThatNobodyCallsAndOneOfAnActionAreTold() {
    assertThat(run("""
        scenario: unused
        on: SMS
        stub: { prices: { says: Five. } }
        turns:
        - { user: hi }
        """).get(0).report()).contains("expected called prices in some turn");
  }

  @Test
  void coverageSeesItByName() {
    CoverageMeter meter = new CoverageMeter(BOT, List.of("ALL"), List.of(), List.of(Channel.SMS));
    run("""
        scenario: seen
        on: SMS
        stub: { order_status: { waits: "Which number?" } }
        turns:
        - { user: hi }
        """).forEach(meter::add);

    Coverage coverage = meter.coverage();
    assertThat(coverage.steps().covered()).containsExactly("order_status.host");
    assertThat(coverage.steps().missed()).contains("prices.host", "cart.host");
  }

  @Test
  void theTranscriptTellsThatTheHostWasAsked() {
    ScenarioResult result = run("""
        scenario: seen
        on: SMS
        turns:
        - { user: hi }
        """).get(0);

    assertThat(result.transcript().lines()).contains("  flow of the host: order_status");
  }
}
