package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.BotFlow;
import dev.botflow.error.Findings;
import dev.botflow.flow.Texts;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Router;
import dev.botflow.routing.Why;
import dev.botflow.session.Call;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.TurnTexts;
import dev.botflow.turn.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sensitive variables are in messages and calls, and in nothing that is kept for people to read. */
class SensitiveTest {
  @Test
  void masksSensitiveVariablesInTheTraceAndNowhereElse() {
    Talk talk = Talk.with(
        new PlainRouter("h"),
        "sensitive: [contact.card, pin]\n",
        "flow: h\nsteps:\n- { id: s, set: { contact.card.number: '4111', pin: '0000', topic: plants } }\n"
            + "- { id: m, say: 'Card {contact.card.number}.' }\n"
            + "- { id: p, handover: { queue: q, carry: [contact.card, pin, topic] } }");

    assertThat(talk.says("x")).containsExactly("Card 4111.");

    assertThat(talk.last().calls().get(0).arguments()).containsEntry("pin", "0000");
    TraceEntry.HandedOver handover =
        new Trace(talk.last().trace()).of(TraceEntry.HandedOver.class).get(0);
    assertThat(handover.carried().toString())
        .isEqualTo("{contact.card=***, pin=***, topic=plants}");
    assertThat(talk.last().trace().toString()).doesNotContain("4111").doesNotContain("0000");
  }

  @Test
  void masksTheChoiceOfASensitiveQuestionAndTheQueueMadeOfIt() {
    Talk talk = Talk.with(new PlainRouter("h"), "sensitive: [illness]\n", """
        flow: h
        steps:
        - id: q
          ask: What is it?
          choices: { flu: Flu, other: Other }
          save: illness
          on_give_up: end
        - { id: colour, ask: Colour, choices: { red: Red, blue: Blue }, save: colour, on_give_up: end }
        - { id: p, handover: { queue: 'desk-{illness}', open: 'A nurse joins.' } }
        """);
    talk.says("hi");

    talk.says("1");
    assertThat(talk.last().trace()).containsExactly(new TraceEntry.Answered(null, "h", "q", "***"));
    assertThat(talk.says("1")).containsExactly("A nurse joins.");

    assertThat(talk.last().calls()).extracting(Call::name).containsExactly("desk-flu");
    assertThat(talk.last().trace())
        .contains(
            new TraceEntry.Answered(null, "h", "colour", "red"),
            new TraceEntry.HandedOver("h", "p", "***", new LinkedHashMap<>()));
  }

  @Test
  void masksWhatARowFoundInASensitiveFact() {
    Router router = new Router() {
      private final Router plain = new PlainRouter("h");

      @Override
      public Decision route(Facts facts) {
        return plain.route(facts);
      }

      @Override
      public List<Why> why(Facts facts, int limit) {
        return List.of(
            new Why("R1", "Plan", "gold", "bronze"),
            new Why("R2", "contact.card", "4111", "4222"),
            new Why("R3", "Channel", "SMS", "WHATSAPP"));
      }
    };
    Talk talk = Talk.with(
        router,
        "sensitive: [contact.card, plan]\nfacts: { Plan: plan }\n",
        "flow: h\nsteps:\n- { id: s, say: Hi. }");

    talk.says("x");

    assertThat(new Trace(talk.last().trace()).of(TraceEntry.Routed.class).get(0).why())
        .containsExactly(
            new TraceEntry.NearMiss("R1", "Plan", "gold", "***"),
            new TraceEntry.NearMiss("R2", "contact.card", "4111", "***"),
            new TraceEntry.NearMiss("R3", "Channel", "SMS", "WHATSAPP"));
  }

  @Test
  void ofAValueOfManyPartsItMasksTheSensitiveOnes() {
    Talk talk = Talk.with(
        new PlainRouter("h"),
        "sensitive: [contact.card.number]\n",
        "flow: h\nsteps:\n- { id: s, set: { contact.card.number: '4111', contact.card.holder: Ana } }\n"
            + "- { id: p, handover: { queue: q, carry: [contact.card] } }");
    talk.says("x");

    assertThat(talk.last().calls().get(0).arguments().get("contact.card"))
        .hasToString("{number=4111, holder=Ana}");
    assertThat(talk.last().trace().toString())
        .contains("carried={contact.card={number=***, holder=Ana}}");
  }

  @Test
  void masksWhatIsSensitiveInTheTextsThatAreKept() {
    BotVersion bot = Wire.bot("sensitive: [card, pin]\nkeep_texts: 30d\n", """
        flow: f
        steps:
        - { id: s, set: { card: '41114111', pin: '07', session.card: '{card}', topic: plants } }
        - { id: m, say: 'Card {card|upper} and PIN {pin} for {topic}, {session.card}.' }
        - { id: l, say: { media: { url: 'https://shop.example/{card}', caption: 'Your {topic}' } } }
        - { id: n, say: 'Thanks.' }
        - { id: q, ask: 'Anything else?', next: end }
        """);
    try (BotFlow engine = Wire.engine().bots(BotVersions.of(bot)).build()) {
      Turn first = engine.handle(Wire.event("e1", "C1", "x"));
      assertThat(first.messages().get(0).message().readable())
          .isEqualTo("Card 41114111 and PIN 07 for plants, 41114111.");

      TurnTexts texts = first.commit().trace().texts();
      assertThat(texts).isNotNull();
      assertThat(texts.messages())
          .extracting(sent -> sent.message().readable())
          .containsExactly(
              "Card *** and PIN *** for plants, ***.", "Your plants", "Thanks.", "Anything else?");
      assertThat(texts.messages().get(1).message())
          .hasToString(first.messages().get(1).message().toString().replace("41114111", "***"));
      Turn second = engine.handle(Wire.event("e2", "C1", "is it 41114111?"));
      assertThat(second.commit().trace().texts())
          .extracting(TurnTexts::said)
          .isEqualTo("is it ***?");
    }
  }

  @Test
  void masksWhateverTakesItsValueFromASensitiveVariable() {
    Talk talk = Talk.with(new PlainRouter("h"), "sensitive: [identity, pin]\n", """
        flow: h
        steps:
        - { id: s, set: { pin: '0000', phone: '{identity}', session.code: 'c-{pin}', topic: plants } }
        - { id: c, call: inner, with: { number: '{phone|upper}' }, save: { kept: back } }
        - id: p
          handover: { queue: 'q-{kept}', carry: [phone, session.code, kept, topic] }
        """, """
        flow: inner
        returns: [back]
        steps:
        - { id: b, set: { back: 'x{number}' } }
        """);
    talk.says("x");

    assertThat(new Trace(talk.last().trace()).of(TraceEntry.HandedOver.class).get(0))
        .satisfies(handover -> {
          assertThat(handover.queue()).isEqualTo("***");
          assertThat(handover.carried().toString())
              .isEqualTo("{phone=***, session.code=***, kept=***, topic=plants}");
        });
    assertThat(talk.last().calls().get(0).arguments().toString()).doesNotContain("***");
  }

  @Test
  void masksWhatAnActionGivesBackOfASensitiveValue() {
    Findings findings = new Findings();
    Stubs stubs = Stubs.read(
        "stubs.yaml",
        "pay: { ok: { text: paid with 41114111, lines: ['41114111', thanks], total: 3 } }\n",
        findings);
    assertThat(findings.all()).isEmpty();
    Talk talk = Talk.with(new PlainRouter("h"), stubs, Texts.none(), "sensitive: [card]\n", """
        flow: h
        steps:
        - { id: s, set: { card: '41114111' } }
        - { id: d, do: pay, with: { card: '{card}' }, save: receipt }
        - { id: p, handover: { queue: q, carry: [receipt] } }
        """);
    talk.says("x");

    assertThat(new Trace(talk.last().trace())
            .of(TraceEntry.HandedOver.class)
            .get(0)
            .carried())
        .isEqualTo(Map.of(
            "receipt", Map.of("text", "***", "lines", List.of("***", "thanks"), "total", "3")));
  }
}
