package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Findings;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.Channel;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.Signal;
import dev.botflow.event.SignalReceived;
import dev.botflow.flow.Texts;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private static final String WELCOME = """
      flow: welcome
      steps:
      - id: hello
        say: { default: "Hi {contact.name|there}.", SMS: "SMS hi." }
      - id: topic
        ask: "What do you need?"
        choices: { track: { label: "Track order", also: [parcel] }, person: { label: "A person" } }
        save: topic
        on_invalid: ["First miss.", "Second miss."]
        on_give_up: person
        nudge: { after: 30m, then: nudge }
        next: { track: number, person: person }
      - id: number
        ask: "Your number?"
        type: { pattern: 'LC-\\d{6}', case: upper }
        save: order.number
        on_invalid: "Not like LC-123456."
        interrupt: never
      - { id: lookup, do: find, with: { number: "{order.number}" }, save: parcel, on_error: sorry }
      - { id: where, decide: desk, next: { travelling: tell, lost: person, else: sorry } }
      - { id: tell, say: "Order {order.number} arrives {parcel.eta}.", next: end }
      - { id: nudge, say: "Still there?", next: topic }
      - { id: sorry, say: "Sorry.", next: person }
      - { id: person, handover: { queue: orders, carry: [topic, order.number], open: "A colleague joins.", then: bye } }
      - { id: bye, say: "Thanks.", next: end }
      """;

  private static Talk welcome(String stubs) {
    Findings findings = new Findings();
    Stubs read = Stubs.read("stub.yaml", stubs, findings);
    assertThat(findings.all()).isEmpty();
    return Talk.with(
        new PlainRouter("welcome")
            .interrupting("help", "help")
            .ending("stop", "stop")
            .on("opt-in succeeded", "hello"),
        read,
        Texts.none(),
        "error_occurred: broken\n",
        WELCOME,
        "flow: help\nsteps:\n- { id: h, say: 'Here is help.' }",
        "flow: stop\nlegal: true\nsteps:\n- { id: o, set: { contact.opted_out: 'true' } }\n- { id: s, say: 'Bye for good.' }",
        "flow: hello\nsteps:\n- { id: h, say: 'Hello from {channel}.' }",
        "flow: broken\nsteps:\n- { id: b, say: 'Something broke.' }");
  }

  @Test
  void greetsAndAsksWithButtonsThatCannotBeGuessed() {
    Talk talk = welcome("{}");

    assertThat(talk.says("hi")).containsExactly("Hi there.", "What do you need?");

    assertThat(talk.waitingAt()).isEqualTo("welcome.topic");
    assertThat(talk.last().rule()).isEqualTo("ALL");
    ChoiceMessage question = (ChoiceMessage) talk.last().messages().get(1).message();
    assertThat(question.choices())
        .extracting(choice -> choice.label())
        .containsExactly("Track order", "A person");
    assertThat(question.choices().get(0).postback())
        .hasSize(24)
        .isNotEqualTo(question.choices().get(1).postback());
  }

  @Test
  void usesTheVariantOfTheChannel() {
    Talk talk = welcome("{}").on(Channel.SMS);

    assertThat(talk.says("hi")).containsExactly("SMS hi.", "What do you need?");
  }

  @Test
  void takesAButtonANumberALabelAndASynonym() {
    for (String answer : new String[] {"1", " 1) ", "track order", "PARCEL", "my parcel please"}) {
      Talk talk = welcome("{}");
      talk.says("hi");

      assertThat(talk.says(answer)).as(answer).containsExactly("Your number?");
      assertThat(talk.last().decision()).isEqualTo("answer");
    }
    Talk talk = welcome("{}");
    talk.says("hi");
    assertThat(talk.taps("Track order")).containsExactly("Your number?");
  }

  @Test
  void countsMissesWithATextEachAndHandsOverAfterTheLast() {
    Talk talk = welcome("{}");
    talk.says("hi");

    assertThat(talk.says("purple")).containsExactly("First miss.");
    assertThat(talk.last().messages().get(0).message()).isInstanceOf(ChoiceMessage.class);
    assertThat(talk.says("green")).containsExactly("Second miss.");
    assertThat(talk.says("blue")).containsExactly("A colleague joins.");
    assertThat(talk.last().calls()).hasSize(1);
    assertThat(talk.last().trace()).extracting(TraceEntry::what).containsOnlyOnce("handover");
    assertThat(talk.says("hello?")).isEmpty();
    assertThat(talk.last().decision()).isEqualTo("silent");
  }

  @Test
  void callsAnActionOnceAndTellsItsResult() {
    Talk talk = welcome("find: { ok: { status: travelling, eta: tomorrow } }");
    talk.says("hi");
    talk.says("1");

    assertThat(talk.says("12")).containsExactly("Not like LC-123456.");
    assertThat(talk.says("lc-004217 ")).containsExactly("Order LC-004217 arrives tomorrow.");
    assertThat(talk.last().calls()).hasSize(1);
    assertThat(talk.last().calls().get(0).arguments()).containsEntry("number", "LC-004217");
    assertThat(talk.waitingAt()).isNull();
  }

  @Test
  void goesToOnErrorWhenAnActionFailsOrIsLate() {
    for (String stub : new String[] {"find: { error: down }", "find: timeout"}) {
      Talk talk = welcome(stub);
      talk.says("hi");
      talk.says("1");

      assertThat(talk.says("LC-004217")).as(stub).containsExactly("Sorry.", "A colleague joins.");
      assertThat(talk.last().outcome()).isEqualTo("handled");
    }
  }

  @Test
  void carriesWhatIsKnownToTheDeskAndGoesOnWhenTheAgentLeaves() {
    Talk talk = welcome("find: { ok: { status: lost } }");
    talk.says("hi");
    talk.says("1");
    talk.says("LC-004217");

    assertThat(talk.last().calls().get(1).arguments())
        .containsEntry("topic", "track")
        .containsKey("order.number");
    assertThat(talk.session().agentActive()).isTrue();
    assertThat(talk.plays(new AgentLeft(talk.header()))).containsExactly("Thanks.");
    assertThat(talk.session().agentActive()).isFalse();
    assertThat(talk.waitingAt()).isNull();
  }

  @Test
  void asksAgainAfterAnInterruptionWithAttemptsUnchanged() {
    Talk talk = welcome("{}");
    talk.says("hi");
    talk.says("purple");

    // A strict question beats interrupting rows, but "help" is no choice.
    assertThat(talk.says("help")).containsExactly("Here is help.", "What do you need?");
    assertThat(talk.says("green")).containsExactly("Second miss.");
  }

  @Test
  void letsOnlyEndingRowsIntoAQuestionThatIsNeverInterrupted() {
    Talk talk = welcome("{}");
    talk.says("hi");
    talk.says("1");

    assertThat(talk.says("help")).containsExactly("Not like LC-123456.");
    assertThat(talk.says("stop")).containsExactly("Bye for good.");
    assertThat(talk.waitingAt()).isNull();
  }

  @Test
  void isSilentToAContactWhoOptedOut() {
    Talk talk = welcome("{}");
    talk.says("hi");
    talk.says("stop");

    assertThat(talk.says("hi")).isEmpty();
    assertThat(talk.last().outcome()).isEqualTo("suppressed");
    assertThat(talk.last().trace()).extracting(TraceEntry::what).contains("suppressed");
  }

  @Test
  void nudgesOnceAndLeavesTheQuestionOpen() {
    Talk talk = welcome("{}");
    talk.says("hi");

    assertThat(talk.waits(Duration.ofMinutes(29))).isEmpty();
    assertThat(talk.waits(Duration.ofMinutes(1))).containsExactly("Still there?");
    assertThat(talk.waitingAt()).isEqualTo("welcome.topic");
    assertThat(talk.waits(Duration.ofHours(5))).isEmpty();
    assertThat(talk.says("1")).containsExactly("Your number?");
  }

  @Test
  void expiresAfterADayAndRoutesTheNextMessageAfresh() {
    Talk talk = welcome("{}");
    talk.says("hi");

    talk.waits(Duration.ofHours(25));

    assertThat(talk.last().trace()).extracting(TraceEntry::what).contains("expired");
    assertThat(talk.says("1")).containsExactly("Hi there.", "What do you need?");
  }

  @Test
  void keepsAnAgentsConversationOpenPastTheExpiry() {
    Talk talk = welcome("find: { ok: { status: lost } }");
    talk.says("hi");
    talk.says("1");
    talk.says("LC-004217");

    talk.waits(Duration.ofDays(7));

    assertThat(talk.session().agentActive()).isTrue();
    assertThat(talk.plays(new AgentLeft(talk.header()))).containsExactly("Thanks.");
  }

  @Test
  void takesAnOldButtonForStaleAndNeverJumpsIntoARun() {
    Talk talk = welcome("{}");
    talk.says("hi");
    talk.taps("Track order");

    assertThat(talk.taps("A person")).containsExactly("Your number?");
    assertThat(talk.last().trace()).extracting(TraceEntry::what).contains("stale_button");
    assertThat(talk.waitingAt()).isEqualTo("welcome.number");
    assertThat(talk.tapsPostback("forged")).containsExactly("Your number?");
    assertThat(talk.waitingAt()).isEqualTo("welcome.number");
    Wait.ForAnswer open = (Wait.ForAnswer) talk.session().openWait();
    assertThat(open.attempts()).isZero();
    assertThat(talk.last().trace()).extracting(TraceEntry::what).containsExactly("stale_button");
  }

  @Test
  void staysSilentOnAnOldButtonWhereTheBotSaysSo() {
    Talk talk = Talk.with(
        new PlainRouter("ask"),
        "stale_buttons: ignore\n",
        "flow: ask\nsteps:\n- { id: q, ask: 'Well?', choices: { a: A }, on_give_up: end, next: end }");
    talk.says("hi");

    assertThat(talk.tapsPostback("forged")).isEmpty();
    assertThat(talk.last().trace())
        .containsExactly(
            new TraceEntry.StaleButton(), new TraceEntry.Ignored(null, "the button is stale"));
    assertThat(talk.taps("A")).isEmpty();
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void neverTakesTypingForAnAnswer() {
    Talk talk = welcome("{}");
    talk.says("hi");

    assertThat(talk.plays(new SignalReceived(talk.header(), "s1", new Signal.Typing(true))))
        .isEmpty();
    assertThat(talk.last().outcome()).isEqualTo("ignored");
    assertThat(talk.says("purple")).containsExactly("First miss.");
  }

  @Test
  void startsAFlowOnAnOptInBesideAnOpenQuestionWithoutAskingAgain() {
    Talk talk = welcome("{}");
    talk.says("hi");

    assertThat(talk.plays(new OptInChanged(talk.header(), true, null, "OPT_IN_SUCCEEDED", null)))
        .containsExactly("Hello from WHATSAPP.");
    assertThat(talk.waitingAt()).isEqualTo("welcome.topic");
  }

  @Test
  void handlesTheSameEventOnce() {
    Talk talk = welcome("{}");
    OptInChanged event = new OptInChanged(talk.header(), true, null, "OPT_IN_SUCCEEDED", null);

    assertThat(talk.plays(event)).hasSize(1);
    assertThat(talk.plays(event)).isEmpty();
    assertThat(talk.last().outcome()).isEqualTo("duplicate");
  }

  @Test
  void callsAFlowAndComesBackWithItsDeclaredResultsOnly() {
    Talk talk = Talk.with(new PlainRouter("outer"), "", """
            flow: outer
            steps:
            - { id: c, call: inner, with: { budget: "20" }, save: { plant: result.plant } }
            - { id: s, say: "{plant} {secret|nothing}" }
            """, """
            flow: inner
            returns: [plant]
            steps:
            - { id: set, set: { plant: "fern for {budget}", secret: "x" } }
            """);

    assertThat(talk.says("go")).containsExactly("fern for 20 nothing");
  }

  @Test
  void endsALoopAtTheLimitWithTheErrorFlowSpeakingOnce() {
    Talk talk = Talk.with(
        new PlainRouter("loop"),
        "error_occurred: broken\n",
        "flow: loop\nsteps:\n- { id: a, say: 'again', next: b }\n- { id: b, set: { n: { add: 1 } }, next: a }",
        "flow: broken\nsteps:\n- { id: b, say: 'Something broke.' }");

    assertThat(talk.says("go")).containsExactly("Something broke.");
    assertThat(talk.last().outcome()).isEqualTo("failed");
    assertThat(talk.last().trace()).extracting(TraceEntry::what).contains("loop");
    assertThat(talk.says("go")).containsExactly("Something broke.");
  }

  @Test
  void setsVariablesInTheirScopesAndSkipsAQuestionWhoseAnswerIsKnown() {
    Talk talk = Talk.with(new PlainRouter("count"), "", """
            flow: count
            steps:
            - { id: set, set: { session.n: { add: 1 }, contact.tags: { append: plants }, name: { trim: " Ana " } } }
            - { id: ask, ask: "Name?", save: name }
            - { id: s, say: "{session.n} {contact.tags} {name|upper}" }
            """);

    talk.says("go");

    assertThat(talk.session().variables()).containsEntry("n", new BigDecimal("1"));
    assertThat(talk.last().messages()).hasSize(1);
    assertThat(talk.last().messages().get(0).message().readable()).endsWith("ANA");
  }

  @Test
  void speaksTheContactsLanguageButtonsIncluded() {
    Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    texts.put("nl", new LinkedHashMap<>(Map.of("hi.q", "Wat wil je?", "hi.q.yes", "Ja graag")));
    Talk talk = Talk.with(
        new PlainRouter("hi"), Stubs.none(), new Texts(texts), "languages: [en, nl]\n", """
            flow: hi
            steps:
            - { id: set, set: { contact.language: nl } }
            - { id: q, ask: "What?", choices: { yes: { label: "Yes please" }, no: { label: "No" } } }
            """);

    assertThat(talk.says("hi")).containsExactly("Wat wil je?");
    assertThat(talk.last().messages().get(0).message().choices())
        .extracting(choice -> choice.label())
        .containsExactly("Ja graag", "No");
    assertThat(talk.says("ja graag")).isEmpty();
    assertThat(talk.last().decision()).isEqualTo("answer");
  }

  @Test
  void branchesOnTheFirstConditionThatHolds() {
    Talk talk = Talk.with(new PlainRouter("b"), "", """
            flow: b
            steps:
            - id: pick
              branch:
              - { when: { internal.sinchConversationAPI.channelIdentifier: SMS }, next: sms }
              - { else: other }
            - { id: sms, say: "sms {internal.sinchConversationAPI.contactId}", next: end }
            - { id: other, say: "other {internal.sinchConversationAPI.nothing}." }
            """);

    assertThat(talk.says("x")).containsExactly("other .");
    assertThat(talk.last().trace()).extracting(TraceEntry::what).contains("warning");
    assertThat(talk.on(Channel.SMS).says("x")).containsExactly("sms C1");
  }

  @Test
  void waitsBeforeADelayedStepAndGoesOnByItself() {
    Talk talk = Talk.with(
        new PlainRouter("d"),
        "",
        "flow: d\nsteps:\n- { id: a, say: now }\n- { id: b, say: later, delay: 3h }");

    assertThat(talk.says("x")).containsExactly("now");
    assertThat(talk.waits(Duration.ofHours(2))).isEmpty();
    assertThat(talk.waits(Duration.ofHours(1))).containsExactly("later");
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void answersNoQuestionForAContactWhoOptedOutOnThatChannel() {
    Talk talk = welcome("find: { ok: { status: lost } }").on(Channel.SMS);
    talk.plays(new OptInChanged(talk.header(), false, null, "OPT_OUT_SUCCEEDED", null));
    talk.on(Channel.WHATSAPP).says("hi");
    talk.says("1");

    assertThat(talk.on(Channel.SMS).says("LC-123456")).isEmpty();

    assertThat(talk.last().outcome()).isEqualTo("suppressed");
    assertThat(talk.last().calls()).isEmpty();
    assertThat(talk.waitingAt()).isEqualTo("welcome.number");
  }

  @Test
  void addsNoNumberThatWouldTakeAllMemory() {
    Talk talk = Talk.with(
        new PlainRouter("n"),
        "error_occurred: broken\n",
        "flow: n\nsteps:\n- { id: a, ask: 'How many?', save: n }\n- { id: b, set: { n: { add: 1 } } }\n- { id: c, say: '{n}' }",
        "flow: broken\nsteps:\n- { id: b, say: 'Something broke.' }");
    talk.says("go");

    assertThat(talk.says("1E400000000")).containsExactly("Something broke.");
    talk.says("go");
    assertThat(talk.says("41")).containsExactly("42");
  }

  @Test
  void sendsNothingWhereAMessageWouldBeEmpty() {
    Talk talk = Talk.with(
        new PlainRouter("n"),
        "",
        "flow: n\nsteps:\n- { id: a, say: '{nothing}' }\n- { id: b, say: 'something' }");

    assertThat(talk.says("go")).containsExactly("something");
    assertThat(talk.last().trace()).extracting(TraceEntry::what).contains("warning");
  }
}
