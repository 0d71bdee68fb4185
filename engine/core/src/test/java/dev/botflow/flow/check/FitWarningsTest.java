package dev.botflow.flow.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.NamedHours;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.flow.Bot;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.FlowEntry;
import dev.botflow.flow.Texts;
import dev.botflow.flow.read.BotReader;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.ChannelLimits.Feature;
import dev.botflow.text.WordLists;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is warned of at load where a channel shows a message only in part. */
class FitWarningsTest {
  private static final ChannelCatalog CHANNELS = ChannelCatalog.of(List.of(
      new ChannelLimits(
          Channel.WHATSAPP,
          EnumSet.of(Feature.TEXT, Feature.CHOICE, Feature.CARD, Feature.LIST, Feature.TEMPLATE),
          30,
          3,
          10,
          20,
          10,
          24,
          true),
      new ChannelLimits(
          Channel.SMS, EnumSet.of(Feature.TEXT, Feature.MEDIA), 0, 0, 0, 0, 0, 0, true),
      new ChannelLimits(Channel.LINE, EnumSet.of(Feature.TEXT), 40, 0, 0, 0, 0, 0, false)));

  private static List<String> warnings(Texts texts, Set<Channel> from, String step) {
    Findings findings = new Findings();
    FlowReader reader = new FlowReader(WordLists.none(), List.of(), findings);
    Map<String, Flow> flows = new LinkedHashMap<>();
    reader
        .read("f.yaml", "flow: f\nsteps:\n- { id: a, " + step + " }")
        .ifPresent(flow -> flows.put("f", flow));
    BotSettings settings = BotReader.settings("bot.yaml", "bot: b", findings);
    Bot bot = new Bot(settings, flows, WordLists.none(), NamedHours.none(), texts);
    FlowChecks.check(
        bot,
        table -> Optional.empty(),
        CHANNELS,
        List.of(new FlowEntry("f", from, Map.of())),
        findings);
    return findings.all().stream().map(Finding::sentence).toList();
  }

  private static List<String> warnings(String step) {
    return warnings(Texts.none(), Set.of(), step);
  }

  @Test
  void tellsAPictureThatSomeChannelsDoNotShowInOneSentence() {
    String card = "say: { card: { title: T, image: 'https://a.example/x.png', text: Hello } }";

    assertThat(warnings(card))
        .containsExactly(
            "f.yaml:3: f.a: on SMS, LINE (as far as is known of LINE) this card arrives as text,"
                + " without its picture: expected a variant in plain words, but there is none");
    assertThat(warnings(Texts.none(), Set.of(Channel.WHATSAPP), card)).isEmpty();
  }

  @Test
  void saysNothingWhereThereIsAVariantOrNothingIsLost() {
    assertThat(
            warnings(
                "say: { default: Hello, WHATSAPP: { card: { title: T, image: 'https://a.example/x.png' } } }"))
        .isEmpty();
    assertThat(warnings("say: { card: { title: T, text: Hello } }")).isEmpty();
    assertThat(warnings(
            "say: { list: { title: T, sections: [ { title: S, choices: { a: A, b: B } } ] } }"))
        .isEmpty();
  }

  @Test
  void saysNothingOfChoicesThatBecomeAListOrNumberedLines() {
    assertThat(warnings(
            "ask: 'Which one?', choices: { a: A, b: B, c: C, d: D, e: E }, on_give_up: end"))
        .isEmpty();
  }

  @Test
  void tellsATextThatIsTooLong() {
    assertThat(warnings("say: 'Thirty-one characters, not less'"))
        .containsExactly(
            "f.yaml:3: f.a: on WHATSAPP a text has at most 30 characters, but this one has 31");
    assertThat(warnings(
            "ask: 'Exactly 41 characters long is this one, {contact.name}?', on_give_up: end"))
        .containsExactly(
            "f.yaml:3: f.a: on WHATSAPP a text has at most 30 characters, but this one has 41 and"
                + " what its names stand for",
            "f.yaml:3: f.a: on LINE (as far as is known) a text has at most 40 characters, but this"
                + " one has 41 and what its names stand for");
    assertThat(warnings("say: { default: 'Thirty-one characters, not less', WHATSAPP: Short }"))
        .isEmpty();
  }

  @Test
  void tellsCardsListsAndCaptionsThatAreTooLong() {
    Set<Channel> whatsApp = Set.of(Channel.WHATSAPP);
    String begin = "f.yaml:3: f.a: on WHATSAPP ";

    assertThat(warnings(Texts.none(), whatsApp, "say: { card: { title: Moss, text: is green } }"))
        .containsExactly(begin
            + "title and text of a card have at most 10 characters here, but this one has 13");
    assertThat(
            warnings(
                Texts.none(),
                whatsApp,
                "say: { list: { title: 'Ferns, all of them', sections: [ { title: S, choices: { a: A } } ] } }"))
        .containsExactly(begin
            + "title and text of a list have at most 10 characters here, but this one has 18");
    assertThat(warnings(
            new Texts(Map.of("nl", Map.of("f.a.1.text", "x".repeat(30)))),
            whatsApp,
            "say: { carousel: [ { title: M, text: Moss } ] }"))
        .contains(begin
            + "the cards of a carousel have at most 30 characters here, but the one in nl has 34");
    assertThat(warnings(
            Texts.none(),
            Set.of(Channel.LINE),
            "say: { media: { url: 'https://a.example/moss.png', caption: 'A cushion of moss' } }"))
        .contains("f.yaml:3: f.a: on LINE (as far as is known) a caption has at most 13 characters"
            + " here, but this one has 17");
  }

  @Test
  void tellsATranslationThatIsTooLong() {
    Texts texts = new Texts(Map.of("nl", Map.of("f.a", "x".repeat(31))));

    assertThat(warnings(texts, Set.of(Channel.WHATSAPP), "say: Short"))
        .containsExactly(
            "f.yaml:3: f.a: on WHATSAPP a text has at most 30 characters, but the one in nl has 31");
  }

  @Test
  void looksAtWhatIsSentOutsideWhatsAppsHoursToo() {
    assertThat(warnings(
            "say: { default: Hello, WHATSAPP outside 24h: { template: { name: hello } } }"))
        .containsExactly(
            "f.yaml:3: f.a: on WHATSAPP a template goes by its name and language: expected a language"
                + " such as en_US, but there is none, so Sinch refuses the message");
  }

  @Test
  void tellsATemplateThatSinchAlwaysRefuses() {
    assertThat(warnings("say: { template: { name: hello } }"))
        .containsExactly(
            "f.yaml:3: f.a: on WHATSAPP a template goes by its name and language: expected a language"
                + " such as en_US, but there is none, so Sinch refuses the message",
            "f.yaml:3: f.a: on SMS, LINE (as far as is known of LINE) there are no templates of the"
                + " channel's own, so this one is looked for at Sinch: expected a version, or a"
                + " variant in plain words, but there is none, so Sinch refuses the message");
    assertThat(warnings("say: { template: { name: hello, language: en_US, version: '1' } }"))
        .isEmpty();
    assertThat(warnings(
            "say: { default: Hello, WHATSAPP: { template: { name: hello, language: en_US } } }"))
        .isEmpty();
  }
}
