package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.flow.Texts;
import dev.botflow.message.CardMessage;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.session.Frame;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a question is asked, answered, skipped, missed and given up. */
class AskStepTest {
  private static final String END = "- { id: got, say: 'Got {session.x|nothing}.', next: end }";

  /** A talk with a flow of this question between what is set before and what is said after. */
  private static Talk asking(String set, String question) {
    return Talk.with(
        new PlainRouter("f"),
        "",
        "flow: f\nsteps:\n- { id: s, set: { " + set + " } }\n- { id: q, ask: 'Well?', " + question
            + " }\n" + END);
  }

  private static Outbound message(Talk talk, int index) {
    return talk.last().messages().get(index).message();
  }

  private static Frame frame(Talk talk) {
    return talk.session().runs().get(0).top();
  }

  // Skipped where the answer is known.

  @Test
  void aKnownValueIsTakenAsTheTypeWritesIt() {
    Talk talk = asking("session.x: ' 0042 '", "type: integer, save: session.x");

    assertThat(talk.says("hi")).containsExactly("Got 42.");
    assertThat(talk.session().variables()).containsEntry("x", new BigDecimal("42"));
  }

  @Test
  void aKnownChoiceLeadsWhereItsAnswerWould() {
    Talk talk = asking(
        "session.x: pear tree",
        "choices: { a: Apple, b: { label: Pear, also: [pear tree] } }, save: session.x, next: { b: other, else: got } }\n"
            + "- { id: other, say: 'Other {session.x}.', next: end");

    assertThat(talk.says("hi")).containsExactly("Other b.");
  }

  @Test
  void aKnownYesLeadsWhereItsAnswerWould() {
    String exits =
        "type: yes_no, save: session.x, next: { yes: good, no: bad } }\n- { id: good, say: Good., next: end }\n- { id: bad, say: Bad., next: end";

    assertThat(asking("session.x: 'yes'", exits).says("hi")).containsExactly("Good.");
    assertThat(asking("session.x: 'no'", exits).says("hi")).containsExactly("Bad.");
  }

  @ParameterizedTest
  @CsvSource({
    "session.x: many, save: session.x",
    "session.x: '', save: session.x",
    "session.y: 42, save: session.x",
    "session.x: 42, 'save: session.x, skip_if_known: false'",
    "session.x: 42, save: session.y"
  })
  void anythingElseIsAsked(String set, String save) {
    Talk talk = asking(set, "type: integer, " + save);

    assertThat(talk.says("hi")).containsExactly("Well?");
    assertThat(frame(talk).visits()).containsEntry("q", 1);
  }

  @Test
  void aQuestionWithoutAPlaceToSaveIsAlwaysAsked() {
    assertThat(asking("q: 42", "type: integer").says("hi")).containsExactly("Well?");
  }

  @Test
  void aQuestionTheRunComesBackToIsAskedAgain() {
    Talk talk = asking("session.x: 42", "type: integer, save: session.x, next: q");

    assertThat(talk.says("hi")).containsExactly("Well?");
    assertThat(frame(talk).visits()).containsEntry("q", 2);
    assertThat(((Wait.ForAnswer) talk.session().openWait()).visit()).isEqualTo(2);
  }

  // Asked.

  @Test
  void theChoicesStandBelowATextAndOnACard() {
    String choices = "choices: { a: Apple, b: Pear }, next: end";
    Talk text = Talk.with(
        new PlainRouter("f"), "", "flow: f\nsteps:\n- { id: q, ask: 'Well?', " + choices + " }");
    Talk card = Talk.with(
        new PlainRouter("f"),
        "",
        "flow: f\nsteps:\n- { id: q, ask: { card: { title: Fruit, text: Pick, image: 'https://leaf.example/a.png' } }, "
            + choices + " }");
    text.says("hi");
    card.says("hi");

    assertThat(((ChoiceMessage) message(text, 0)).text()).isEqualTo("Well?");
    assertThat(message(text, 0).choices())
        .extracting(Choice::label)
        .containsExactly("Apple", "Pear");
    CardMessage shown = (CardMessage) message(card, 0);
    assertThat(shown.title()).isEqualTo("Fruit");
    assertThat(shown.text()).isEqualTo("Pick");
    assertThat(shown.image()).isEqualTo("https://leaf.example/a.png");
    assertThat(shown.choices()).extracting(Choice::label).containsExactly("Apple", "Pear");
  }

  @Test
  void aQuestionWithoutChoicesMayBeAnyMessage() {
    Talk talk = Talk.with(
        new PlainRouter("f"),
        "",
        "flow: f\nsteps:\n- { id: q, ask: { media: { url: 'https://leaf.example/a.png', caption: 'Which?' } }, next: end }");

    assertThat(talk.says("hi")).containsExactly("Which?");
    assertThat(message(talk, 0)).isInstanceOf(MediaMessage.class);
  }

  @Test
  void aQuestionNobodyCanBeAskedFails() {
    Talk talk = Talk.with(
        new PlainRouter("f").on("ping", "f"),
        "",
        "flow: f\nsteps:\n- { id: q, ask: 'Well?', on_error: sorry, next: end }\n- { id: sorry, set: { session.failed: 'yes' } }");

    talk.plays(new dev.botflow.event.HostEvent(
        dev.botflow.event.EventHeader.own(
            "HOST_EVENT",
            new dev.botflow.event.ChannelContext(null, null, "C1", "APP", null, null),
            Talk.START,
            "p1"),
        "ping",
        new LinkedHashMap<>()));

    assertThat(talk.session().variables()).containsEntry("failed", "yes");
    assertThat(talk.session().runs()).isEmpty();
  }

  // Answered.

  @Test
  void anAnswerIsSavedAndTold() {
    Talk talk = asking("session.y: 1", "choices: { a: Apple, b: Pear }, save: session.x");
    talk.says("hi");

    assertThat(talk.says("pear")).containsExactly("Got b.");
    assertThat(talk.last().trace()).containsExactly(new TraceEntry.Answered(null, "f", "q", "b"));
  }

  @Test
  void eachChoiceLeadsItsOwnWayAndTheOthersOn() {
    String exits =
        "choices: { a: Apple, b: Pear }, next: { b: other, else: got } }\n- { id: other, say: Other., next: end";
    Talk pear = asking("session.x: 1", exits);
    Talk apple = asking("session.x: 1", exits);
    pear.says("hi");
    apple.says("hi");

    assertThat(pear.says("pear")).containsExactly("Other.");
    assertThat(apple.says("apple")).containsExactly("Got 1.");
  }

  // Missed.

  @Test
  void eachMissHasItsTextAndTheLastRepeats() {
    Talk talk = asking(
        "session.y: 1",
        "choices: { a: Apple, b: Pear }, attempts: 4, on_invalid: [First., 'Second {session.y}.']");
    talk.says("hi");

    assertThat(talk.says("purple")).containsExactly("First.");
    assertThat(message(talk, 0).choices())
        .extracting(Choice::label)
        .containsExactly("Apple", "Pear");
    assertThat(talk.says("green")).containsExactly("Second 1.");
    assertThat(talk.says("blue")).containsExactly("Second 1.");
    Wait.ForAnswer open = (Wait.ForAnswer) talk.session().openWait();
    assertThat(open.attempts()).isEqualTo(3);
    assertThat(open.since()).isEqualTo(Talk.START);
    assertThat(open.visit()).isEqualTo(1);
    assertThat(open.nudged()).isFalse();
    assertThat(talk.says("white")).isEmpty();
    assertThat(talk.session().runs()).isEmpty();
  }

  @Test
  void theTextsOfMissesAreInTheContactsLanguageByTheirNumbers() {
    Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    texts.put(
        "nl",
        new LinkedHashMap<>(Map.of("f.q.on_invalid.1", "Eerste.", "f.q.on_invalid.2", "Tweede.")));
    Talk talk = Talk.with(
        new PlainRouter("f"),
        Stubs.none(),
        new Texts(texts),
        "languages: [en, nl]\n",
        "flow: f\nsteps:\n- { id: s, set: { contact.language: nl } }\n"
            + "- { id: q, ask: 'Well?', type: integer, attempts: 4, on_invalid: [First., Second.], next: end }");
    talk.says("hi");

    assertThat(List.of(talk.says("a"), talk.says("b"), talk.says("c")))
        .containsExactly(List.of("Eerste."), List.of("Tweede."), List.of("Tweede."));
  }

  @Test
  void aQuestionWithoutSuchTextsIsAskedOnceMore() {
    Talk talk = asking("session.y: 1", "type: integer");
    talk.says("hi");

    assertThat(talk.says("purple")).containsExactly("Well?");
  }

  // Given up.

  @Test
  void theLastMissLeadsWhereTheQuestionSays() {
    Talk talk = asking("session.y: 1", "type: integer, attempts: 1, on_give_up: got");
    talk.says("hi");

    assertThat(talk.says("purple")).containsExactly("Got nothing.");
    assertThat(talk.last().trace()).containsExactly(new TraceEntry.Missed("f", "q", 1));
  }

  @Test
  void elseItLeadsToTheFlowForWhatNobodyUnderstood() {
    Talk talk = Talk.with(
        new PlainRouter("f"),
        "not_understood: lost\n",
        "flow: f\nsteps:\n- { id: q, ask: 'Well?', type: integer, attempts: 1, next: end }",
        "flow: lost\nsteps:\n- { id: s, say: 'Sorry {misses}.' }");
    talk.says("hi");

    assertThat(talk.says("purple")).containsExactly("Sorry 1.");
  }

  @Test
  void aYesMayOptTheContactOutAndANoBackIn() {
    String flow = "flow: out\nlegal: true\nsteps:\n"
        + "- { id: q, ask: 'Leave?', type: yes_no, save: contact.opted_out, skip_if_known: false, on_give_up: end, next: end }";
    Talk talk = Talk.with(new PlainRouter("out"), "", flow);
    talk.says("hi");

    talk.says("yes");
    assertThat(talk.session().optedOutOfAll()).isTrue();

    talk.says("hi");
    talk.says("no");
    assertThat(talk.session().optedOutOfAll()).isFalse();
  }

  // Led on to a flow and back, from wherever a step leads on.

  @Test
  void givingUpCanCallAFlowAndThenAnother() {
    Talk talk = Talk.with(
        new PlainRouter("f"),
        "",
        "flow: f\nsteps:\n- { id: q, ask: 'Well?', type: integer, attempts: 1, on_give_up: { call: g, with: { n: '{event.text}' }, save: { kept: result.r }, then: { call: g, with: { n: '{kept}!' }, save: { kept: r }, then: got } } }\n- { id: no, say: No., next: end }\n- { id: got, say: 'Got {kept}.', next: end }",
        "flow: g\nreturns: [r]\nsteps:\n- { id: a, ask: 'Go on?', save: session.ok }\n- { id: s, set: { r: '{n}', session.ok: '' } }");
    talk.says("hi");

    assertThat(talk.says("many")).containsExactly("Go on?");
    assertThat(talk.says("yes")).containsExactly("Go on?");
    assertThat(talk.says("yes")).containsExactly("Got many!.");
  }

  @Test
  void aStepThatFailsCanCallAFlowAndGoOnBehindItself() {
    Talk talk = Talk.with(
        new PlainRouter("f"),
        "",
        "flow: f\nsteps:\n- { id: d, do: gone, on_error: { call: g } }\n- { id: s, say: On we go., next: end }",
        "flow: g\nsteps:\n- { id: s, say: It failed. }");

    assertThat(talk.says("hi")).containsExactly("It failed.", "On we go.");
  }
}
