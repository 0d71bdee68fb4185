package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.HostEvent;
import dev.botflow.flow.Texts;
import dev.botflow.message.TemplateMessage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said, in which words and on which message, where a turn itself decides it. */
class WordingTest {
  @Test
  void sendsTheTemplateOnceWhatsAppsHoursAreOver() {
    Talk talk = Talk.with(
        new PlainRouter("w").on("ping", "ping"),
        "",
        "flow: w\nsteps:\n- { id: a, say: Hi. }",
        "flow: ping\nsteps:\n- id: a\n  say:\n    default: Your order is here.\n"
            + "    WHATSAPP outside 24h: { template: { name: order_here, parameters: { 'body[1]text': '{event.order}' } } }");
    talk.says("hi");
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("order", "LC-1");

    talk.later(Duration.ofHours(23));
    assertThat(talk.plays(new HostEvent(talk.header(), "ping", order)))
        .containsExactly("Your order is here.");
    talk.later(Duration.ofHours(1));
    assertThat(talk.plays(new HostEvent(talk.header(), "ping", order)))
        .containsExactly("order_here");
    assertThat(((TemplateMessage) talk.last().messages().get(0).message()).parameters())
        .containsEntry("body[1]text", "LC-1");
  }

  @Test
  void showsThatTheBotIsTypingWhereAStepAsksForIt() {
    Talk talk = Talk.with(
        new PlainRouter("t"),
        "",
        "flow: t\nsteps:\n- { id: a, say: Let me see., typing: true }\n- { id: b, say: Here. }");

    talk.says("x");

    assertThat(talk.last().messages())
        .extracting(message -> message.typing())
        .containsExactly(true, false);
  }

  @Test
  void speaksALanguageHoweverItWasWritten() {
    Map<String, String> dutch = new LinkedHashMap<>();
    dutch.put("l.a", "Hallo.");
    dutch.put("l.b.x", "Eerste");
    Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    texts.put("nl", dutch);
    for (String written : new String[] {"NL", "nl_BE", "nl-NL"}) {
      Talk talk = Talk.with(
          new PlainRouter("l"),
          Stubs.none(),
          new Texts(texts),
          "languages: [en, nl]\n",
          "flow: l\nsteps:\n- { id: s, set: { contact.language: " + written
              + " } }\n- { id: a, say: Hello. }\n"
              + "- { id: b, say: { list: { title: Pick, sections: [ { title: S, choices: { x: First } } ] } } }");

      assertThat(talk.says("x")).as(written).containsExactly("Hallo.", "Pick");
      assertThat(talk.last().messages().get(1).message().choices().get(0).label())
          .isEqualTo("Eerste");
    }
  }

  @Test
  void writesDatesInTheLanguageOfTheTextAroundThem() {
    for (String language : new String[] {"fr", "sv", "fr-BE"}) {
      Talk talk = Talk.with(
          new PlainRouter("d"),
          "languages: [en, nl]\n",
          "flow: d\nsteps:\n- { id: s, set: { contact.language: " + language
              + ", day: '2026-03-04' } }\n- { id: a, say: 'It arrives {day|date}.' }");

      assertThat(talk.says("x")).as(language).containsExactly("It arrives 4 March 2026.");
    }
  }

  @Test
  void readsFiguresAsTheContactsLanguageWritesThem() {
    Talk talk = Talk.with(
        new PlainRouter("n"),
        "languages: [en, nl]\n",
        "flow: n\nsteps:\n- { id: s, set: { contact.language: nl } }\n- { id: q, ask: Amount, type: number, save: contact.amount, on_give_up: end }");
    talk.says("x");

    talk.says("1.500");

    assertThat(talk.session().contact().get("amount").toString()).isEqualTo("1500");
  }
}
