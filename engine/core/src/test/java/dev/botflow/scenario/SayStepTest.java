package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.OptInChanged;
import dev.botflow.flow.Texts;
import dev.botflow.message.Address;
import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.session.Button;
import dev.botflow.session.TraceEntry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a step says: to whom, in which words, with which buttons, and when it says nothing. */
class SayStepTest {
  private static final String PING = "flow: ping\nsteps:\n- { id: a, say: Ping. }";
  private static final String PING_SMS =
      "flow: ping\nsteps:\n- { id: a, say: Ping., channel: SMS }";

  private static Talk saying(String... messages) {
    StringBuilder flow = new StringBuilder("flow: f\nsteps:\n");
    for (int i = 0; i < messages.length; i++) {
      flow.append("- { id: s").append(i).append(", say: ").append(messages[i]).append(" }\n");
    }
    return Talk.with(new PlainRouter("f"), "", flow.toString());
  }

  private static TraceEntry warning(String step, String message) {
    return new TraceEntry.Warning("f", step, message);
  }

  private static Outgoing sent(Talk talk) {
    assertThat(talk.last().messages()).hasSize(1);
    return talk.last().messages().get(0);
  }

  // To whom.

  private static ChannelContext context(
      @Nullable Channel channel, @Nullable String identity, @Nullable String contact) {
    return new ChannelContext(channel, identity, contact, "APP", null, null);
  }

  private static InboundEvent ping(ChannelContext about, int number) {
    return new HostEvent(
        EventHeader.own("HOST_EVENT", about, Talk.START, "p" + number),
        "ping",
        new LinkedHashMap<>());
  }

  private static InboundEvent message(ChannelContext from) {
    return new MessageReceived(
        EventHeader.own("MESSAGE_INBOUND", from, Talk.START, "m1"),
        "m1",
        new Content.Text("hi"),
        null,
        null,
        null,
        false);
  }

  private static InboundEvent profile(ChannelContext about, Channel channel, String identity) {
    return new ContactChanged(
        EventHeader.own("CONTACT_UPDATE", about, Talk.START, "c1"),
        ContactChanged.Change.UPDATED,
        new ContactProfile(
            about.contactId(),
            List.of(new ContactProfile.Identity(channel, identity, "APP")),
            null,
            null,
            null,
            null));
  }

  private static Talk pinged(String flow) {
    return Talk.with(
        new PlainRouter("f").on("ping", "ping"),
        "",
        "flow: f\nsteps:\n- { id: a, say: Hi. }",
        flow);
  }

  @Test
  void answersWhereTheContactWroteLast() {
    Talk talk = pinged(PING);
    talk.plays(message(context(Channel.SMS, "467", "C1")));

    talk.plays(ping(context(Channel.WHATSAPP, "468", "C1"), 1));

    assertThat(sent(talk).to()).isEqualTo(new Address("APP", Channel.SMS, "C1", "467"));
  }

  @Test
  void writesToTheEventsOwnPlaceWhereTheContactNeverWrote() {
    Talk talk = pinged(PING);

    talk.plays(ping(context(Channel.WHATSAPP, "468", "C1"), 1));

    assertThat(sent(talk).to()).isEqualTo(new Address("APP", Channel.WHATSAPP, "C1", "468"));
  }

  @Test
  void answersAnOptInOnItsOwnChannel() {
    Talk talk = Talk.with(
        new PlainRouter("f").on("opt-in succeeded", "f"),
        "",
        "flow: f\nsteps:\n- { id: a, say: Hi. }");
    talk.says("hi");
    EventHeader header =
        EventHeader.own("OPT_IN", context(Channel.SMS, "467", "C1"), Talk.START, "o1");

    talk.plays(new OptInChanged(header, true, null, "OPT_IN_SUCCEEDED", null));

    assertThat(sent(talk).to()).isEqualTo(new Address("APP", Channel.SMS, "C1", "467"));
  }

  @Test
  void writesOnTheChannelTheStepNamesWithTheIdentityKnownThere() {
    Talk talk = pinged(PING_SMS);
    talk.plays(message(context(Channel.WHATSAPP, "468", "C1")));
    talk.plays(ping(context(null, null, "C1"), 1));
    assertThat(sent(talk).to()).isEqualTo(new Address("APP", Channel.SMS, "C1", null));

    talk.plays(profile(context(null, null, "C1"), Channel.SMS, "467"));
    talk.plays(ping(context(null, null, "C1"), 2));
    assertThat(sent(talk).to()).isEqualTo(new Address("APP", Channel.SMS, "C1", "467"));
  }

  @Test
  void writesToAContactWhoNeverWroteOnTheChannelTheStepNames() {
    Talk talk = pinged(PING_SMS);
    talk.plays(ping(context(null, null, "C1"), 1));
    assertThat(sent(talk).to()).isEqualTo(new Address("APP", Channel.SMS, "C1", null));

    talk.plays(profile(context(null, null, "C1"), Channel.SMS, "467"));
    talk.plays(ping(context(null, null, "C1"), 2));
    assertThat(sent(talk).to()).isEqualTo(new Address("APP", Channel.SMS, "C1", "467"));
  }

  @Test
  void failsWhereNobodyIsKnownOnTheChannelOfTheReply() {
    Talk talk = pinged(PING);

    assertThat(talk.plays(ping(context(null, null, "C1"), 1))).isEmpty();

    assertThat(talk.last().outcome()).isEqualTo("failed");
    assertThat(talk.last().trace())
        .contains(TraceEntry.Failed.step(
            "ping",
            "a",
            "expected a contact or an identity on the channel of the reply, but none is known"));
  }

  @Test
  void failsWhereAnIdentityAloneIsKnownAndThatOfAnotherChannel() {
    Talk talk = pinged(PING_SMS);
    talk.plays(message(context(Channel.WHATSAPP, "468", null)));

    assertThat(talk.plays(ping(context(Channel.WHATSAPP, "468", null), 1))).isEmpty();

    assertThat(talk.last().trace())
        .contains(TraceEntry.Failed.step(
            "ping", "a", "expected a contact or an identity on SMS, but none is known"));
  }

  @Test
  void anIdentityAloneIsEnoughOnItsOwnChannel() {
    Talk talk = pinged(PING_SMS);
    talk.plays(message(context(Channel.SMS, "467", null)));

    talk.plays(ping(context(Channel.SMS, "467", null), 1));

    assertThat(sent(talk).to()).isEqualTo(new Address("APP", Channel.SMS, null, "467"));
  }

  // When it says nothing.

  @Test
  void saysNothingWhereTheChannelHasNoWordingAndThereIsNoDefault() {
    Talk talk = saying("{ SMS: Hello. }", "Bye.");

    assertThat(talk.says("hi")).containsExactly("Bye.");

    assertThat(talk.last().trace())
        .contains(warning("s0", "there is no wording for WHATSAPP and no default"));
  }

  @Test
  void saysNothingWhereWhatItSaysIsAbsent() {
    Talk talk = saying(
        "'{none}'",
        "{ media: { url: '{none}', caption: Look. } }",
        "{ card: { title: '{none}', text: '{none}' } }",
        "Bye.");

    assertThat(talk.says("hi")).containsExactly("Bye.");

    String reason = "there is nothing to say: what it says is absent";
    assertThat(talk.last().trace())
        .contains(warning("s0", reason), warning("s1", reason), warning("s2", reason))
        .contains(new TraceEntry.Absent("f", "s0", "none"));
  }

  @Test
  void tellsWhatItHeldBackFromAContactWhoOptedOut() {
    Talk talk = Talk.with(
        new PlainRouter("f"),
        "",
        "flow: f\nsteps:\n- { id: o, set: { contact.opted_out: 'true' } }\n- { id: a, say: Hi. }");

    assertThat(talk.says("hi")).isEmpty();

    assertThat(talk.last().outcome()).isEqualTo("handled");
    assertThat(talk.last().trace())
        .contains(TraceEntry.Suppressed.step("f", "a", "the contact opted out"));
  }

  // WhatsApp's 24 hours.

  private static Talk withWindow(String message) {
    BotVersion plain = Talk.bot(
        new PlainRouter("f").on("ping", "f"),
        "flow: f\nsteps:\n- { id: s0, say: " + message + " }");
    ChannelLimits limits = new ChannelLimits(
        Channel.WHATSAPP, EnumSet.of(ChannelLimits.Feature.TEXT), 0, 0, 0, 0, 0, 24, true);
    return Talk.with(BotVersions.of(new BotVersion(
        plain.bot(),
        plain.router(),
        plain.tables(),
        ChannelCatalog.of(List.of(limits)),
        0,
        "test")));
  }

  private static List<TraceEntry> warnings(Talk talk) {
    return talk.last().trace().stream()
        .filter(TraceEntry.Warning.class::isInstance)
        .toList();
  }

  private static List<TraceEntry> warningsAfter(Talk talk, Duration silence) {
    talk.later(silence).plays(new HostEvent(talk.header(), "ping", new LinkedHashMap<>()));
    return warnings(talk);
  }

  @Test
  void takesOnErrorForFreeTextOutsideTheWindow() {
    Talk talk = withWindow("Hello.");
    talk.says("hi");
    assertThat(warnings(talk)).isEmpty();

    assertThat(after(talk, Duration.ofHours(24).minusSeconds(1))).containsExactly("Hello.");
    assertThat(after(talk, Duration.ofSeconds(1))).isEmpty();
    assertThat(talk.last().trace().toString())
        .contains("WHATSAPP takes free text only within 24 h of the contact's last message");
  }

  private static List<String> after(Talk talk, Duration silence) {
    talk.later(silence).plays(new HostEvent(talk.header(), "ping", new LinkedHashMap<>()));
    return talk.last().messages().stream()
        .map(message -> message.message().readable())
        .toList();
  }

  @Test
  void sendsNoFreeTextToAContactWhoNeverWrote() {
    assertThat(after(withWindow("Hello."), Duration.ZERO)).isEmpty();
  }

  @Test
  void goesOnAfterTheWordingForAContactWhoWasSilentForLong() {
    Talk talk = withWindow(
        "{ default: Hello., WHATSAPP outside 24h: { template: { name: order_here } } } }\n- { id: s1, say: { template: { name: bye } }");

    assertThat(after(talk, Duration.ZERO)).containsExactly("order_here", "bye");
    assertThat(talk.last().outcome()).isEqualTo("handled");
  }

  @Test
  void warnsOfNoTemplateAndOnNoChannelWithoutAWindow() {
    Talk template = withWindow("{ template: { name: order_here } }");
    assertThat(warningsAfter(template, Duration.ZERO)).isEmpty();

    Talk sms = withWindow("Hello.").on(Channel.SMS);
    assertThat(warningsAfter(sms, Duration.ZERO)).isEmpty();
  }

  // Buttons.

  private static final String CHOICES = "choices: { a: Apple, b: Pear }";

  private static void assertButtons(Talk talk, List<Choice> choices) {
    assertThat(choices).extracting(Choice::label).containsExactly("Apple", "Pear");
    assertThat(choices)
        .extracting(Choice::postback)
        .doesNotHaveDuplicates()
        .allSatisfy(postback -> assertThat(postback).hasSize(24));
    assertThat(talk.session().buttons())
        .containsExactly(
            new Button(postback(choices, 0), "r1", "f", "s0", "a", "Apple"),
            new Button(postback(choices, 1), "r1", "f", "s0", "b", "Pear"));
  }

  private static String postback(List<Choice> choices, int index) {
    return String.valueOf(choices.get(index).postback());
  }

  @Test
  void givesEveryChoiceAPostbackOfItsOwnAndRemembersIt() {
    for (String message : List.of(
        "{ text: Pick, " + CHOICES + " }",
        "{ card: { title: Pick, text: one, image: 'https://leaf.example/a.png', " + CHOICES
            + " } }",
        "{ list: { title: Pick, text: one, sections: [ { title: Fruit, " + CHOICES + " } ] } }",
        "{ carousel: [ { title: Pick, choices: { a: Apple } } ], choices: { b: Pear } }")) {
      Talk talk = saying(message);
      talk.says("hi");

      assertButtons(talk, sent(talk).message().choices());
    }
  }

  @Test
  void leavesTheRestOfTheMessageAsItIsWritten() {
    Talk talk = saying(
        "{ text: '1', " + CHOICES + " }",
        "{ card: { title: '2', text: two, image: 'https://leaf.example/a.png', " + CHOICES + " } }",
        "{ list: { title: '3', text: three, sections: [ { title: Fruit, choices: { a: { label: Apple, description: Red } } } ] } }",
        "{ carousel: [ { title: '4', text: four, choices: { a: Apple } } ], choices: { b: Pear } }");
    talk.says("hi");
    List<Outbound> messages =
        talk.last().messages().stream().map(Outgoing::message).toList();

    assertThat(((ChoiceMessage) messages.get(0)).text()).isEqualTo("1");
    CardMessage card = (CardMessage) messages.get(1);
    assertThat(card.title()).isEqualTo("2");
    assertThat(card.text()).isEqualTo("two");
    assertThat(card.image()).isEqualTo("https://leaf.example/a.png");
    ListMessage list = (ListMessage) messages.get(2);
    assertThat(list.title()).isEqualTo("3");
    assertThat(list.text()).isEqualTo("three");
    assertThat(list.sections().get(0).title()).isEqualTo("Fruit");
    assertThat(list.sections().get(0).rows().get(0).description()).isEqualTo("Red");
    CarouselMessage carousel = (CarouselMessage) messages.get(3);
    assertThat(carousel.cards().get(0).title()).isEqualTo("4");
    assertThat(carousel.cards().get(0).text()).isEqualTo("four");
    assertThat(carousel.outer()).extracting(Choice::label).containsExactly("Pear");
  }

  @Test
  void remembersAButtonOnceHoweverOftenTheSameRunOffersIt() {
    Talk talk = Talk.with(
        new PlainRouter("f"),
        "",
        "flow: f\nsteps:\n- { id: q, ask: Pick, choices: { a: Apple, b: Pear }, on_give_up: end, next: end }");
    talk.says("hi");
    List<Button> first = talk.session().buttons();
    talk.says("purple");

    assertThat(talk.session().buttons()).isEqualTo(first).hasSize(2);
  }

  @Test
  void theLatestSixtyButtonsAndMessagesAreRemembered() {
    Talk talk = saying("{ text: Pick, " + CHOICES + " }");
    for (int i = 0; i < 30; i++) {
      talk.says("hi");
    }
    assertThat(talk.session().buttons()).hasSize(60);
    assertThat(talk.session().buttons().get(0).run()).isEqualTo("r1");
    assertThat(talk.session().sent()).hasSize(30);

    for (int i = 0; i < 31; i++) {
      talk.says("hi");
    }

    assertThat(talk.session().buttons()).hasSize(60);
    assertThat(talk.session().buttons().get(59).run()).isEqualTo("r61");
    assertThat(talk.session().sent()).hasSize(60);
    assertThat(talk.session().sent().get(59).id()).isEqualTo(sent(talk).id());
  }

  // In the contact's language.

  private static Talk dutch(Map<String, String> texts, String message) {
    Map<String, Map<String, String>> languages = new LinkedHashMap<>();
    languages.put("nl", new LinkedHashMap<>(texts));
    return Talk.with(
        new PlainRouter("f"),
        Stubs.none(),
        new Texts(languages),
        "languages: [en, nl]\n",
        "flow: f\nsteps:\n- { id: l, set: { contact.language: nl } }\n- { id: s0, say: " + message
            + " }");
  }

  private static Outbound inDutch(Map<String, String> texts, String message) {
    Talk talk = dutch(texts, message);
    talk.says("hi");
    return sent(talk).message();
  }

  @Test
  void putsATextAndItsChoicesIntoTheLanguage() {
    ChoiceMessage message = (ChoiceMessage) inDutch(
        Map.of("f.s0", "Kies", "f.s0.a", "Appel", "f.s0.b", "Peer"),
        "{ text: Pick, " + CHOICES + " }");

    assertThat(message.text()).isEqualTo("Kies");
    assertThat(message.choices()).extracting(Choice::label).containsExactly("Appel", "Peer");
  }

  @Test
  void putsAVariantIntoTheLanguageByItsOwnKeyAndItsChoicesByTheSharedOne() {
    ChoiceMessage message = (ChoiceMessage) inDutch(
        Map.of(
            "f.s0", "Kies", "f.s0.WHATSAPP", "Tik", "f.s0.a", "Appel", "f.s0.WHATSAPP.b", "Peer"),
        "{ default: Pick, WHATSAPP: { text: Tap, " + CHOICES + " } }");

    assertThat(message.text()).isEqualTo("Tik");
    assertThat(message.choices()).extracting(Choice::label).containsExactly("Appel", "Peer");
  }

  @Test
  void aVariantWithoutATextOfItsOwnStaysAsTheFlowHasIt() {
    assertThat(
            inDutch(Map.of("f.s0", "Kies"), "{ default: Pick, WHATSAPP: Tap }").readable())
        .isEqualTo("Tap");
    assertThat(inDutch(Map.of("f.s0", "Kies"), "{ default: Pick, SMS: Tap }").readable())
        .isEqualTo("Kies");
  }

  @Test
  void putsACardIntoTheLanguage() {
    CardMessage card = (CardMessage) inDutch(
        Map.of("f.s0.title", "Fruit", "f.s0.text", "Kies", "f.s0.a", "Appel"),
        "{ card: { title: Fruits, text: Pick, image: 'https://leaf.example/a.png', " + CHOICES
            + " } }");

    assertThat(card.title()).isEqualTo("Fruit");
    assertThat(card.text()).isEqualTo("Kies");
    assertThat(card.image()).isEqualTo("https://leaf.example/a.png");
    assertThat(card.choices()).extracting(Choice::label).containsExactly("Appel", "Pear");
    assertThat(((CardMessage) inDutch(Map.of("f.s0.text", "Kies"), "{ card: { title: Fruits } }"))
            .text())
        .isNull();
  }

  @Test
  void putsTheCardsOfACarouselIntoTheLanguageByTheirNumbers() {
    CarouselMessage carousel = (CarouselMessage) inDutch(
        Map.of(
            "f.s0.1.title", "Een",
            "f.s0.2.title", "Twee",
            "f.s0.2.text", "tweede",
            "f.s0.b", "Peer"),
        "{ carousel: [ { title: One }, { title: Two, text: second } ], choices: { b: Pear } }");

    assertThat(carousel.cards()).extracting(CardMessage::title).containsExactly("Een", "Twee");
    assertThat(carousel.cards().get(1).text()).isEqualTo("tweede");
    assertThat(carousel.outer()).extracting(Choice::label).containsExactly("Peer");
  }

  @Test
  void putsAListIntoTheLanguage() {
    ListMessage list = (ListMessage)
        inDutch(
            Map.of("f.s0.title", "Fruit", "f.s0.text", "Kies", "f.s0.a", "Appel"),
            "{ list: { title: Fruits, text: Pick, sections: [ { title: Red, choices: { a: { label: Apple, description: Sweet } } } ] } }");

    assertThat(list.title()).isEqualTo("Fruit");
    assertThat(list.text()).isEqualTo("Kies");
    assertThat(list.sections().get(0).title()).isEqualTo("Red");
    assertThat(list.sections().get(0).rows().get(0).choice().label()).isEqualTo("Appel");
    assertThat(list.sections().get(0).rows().get(0).description()).isEqualTo("Sweet");
  }

  @Test
  void putsACaptionIntoTheLanguage() {
    MediaMessage media = (MediaMessage)
        inDutch(
            Map.of("f.s0", "Kijk"),
            "{ media: { url: 'https://leaf.example/a.png', caption: Look, thumbnail: 'https://leaf.example/t.png', filename: a.png } }");

    assertThat(media)
        .isEqualTo(new MediaMessage(
            "https://leaf.example/a.png", "Kijk", "https://leaf.example/t.png", "a.png"));
    assertThat(inDutch(Map.of("f.s0", "Kijk"), "{ media: { url: 'https://leaf.example/a.png' } }"))
        .isEqualTo(new MediaMessage("https://leaf.example/a.png", null, null, null));
  }

  @Test
  void aContactWhoReadsTheBotsFirstLanguageGetsTheTextsAsTheyAreWritten() {
    Talk talk = Talk.with(
        new PlainRouter("f"),
        Stubs.none(),
        new Texts(new LinkedHashMap<>(Map.of("en", Map.of("f.s0", "Other", "f.s0.a", "Other")))),
        "languages: [en, nl]\n",
        "flow: f\nsteps:\n- { id: s0, say: { text: Pick, " + CHOICES + " } }");

    assertThat(talk.says("hi")).containsExactly("Pick");
    assertThat(sent(talk).message().choices())
        .extracting(Choice::label)
        .containsExactly("Apple", "Pear");
  }

  // What texts know of an opt-out.

  @Test
  void textsKnowWhetherTheContactIsOptedOutOnTheChannelOfTheEvent() {
    Talk talk = Talk.with(
        new PlainRouter("f").on("ping", "f"),
        "",
        "flow: f\nlegal: true\nsteps:\n- { id: a, say: 'Out? {contact.opted_out}' }");
    assertThat(talk.on(Channel.SMS).says("hi")).containsExactly("Out? false");
    talk.plays(new OptInChanged(talk.header(), false, null, "OPT_OUT_SUCCEEDED", null));

    assertThat(talk.on(Channel.SMS).says("hi")).containsExactly("Out? true");
    assertThat(talk.on(Channel.WHATSAPP).says("hi")).containsExactly("Out? false");
    // An event without a channel asks for all of them.
    talk.plays(ping(context(null, null, "C1"), 1));
    assertThat(sent(talk).message().readable()).isEqualTo("Out? false");
  }

  @Test
  void aFlowThatOptsTheContactBackInLiftsEveryChannel() {
    Talk talk = Talk.with(
        new PlainRouter("f"),
        "",
        "flow: f\nlegal: true\nsteps:\n- { id: a, set: { contact.opted_out: 'false' } }");
    talk.plays(new OptInChanged(talk.header(), false, null, "OPT_OUT_SUCCEEDED", null));
    assertThat(talk.session().optedOut()).containsExactly(Channel.WHATSAPP);

    talk.says("hi");

    assertThat(talk.session().optedOut()).isEmpty();
    assertThat(talk.session().optedOutOfAll()).isFalse();
  }

  @Test
  void aFlowThatOptsTheContactOutLeavesEveryChannelAndWhatWasLiftedBefore() {
    Talk talk = Talk.with(
        new PlainRouter("f"),
        "",
        "flow: f\nlegal: true\nsteps:\n- { id: a, set: { contact.opted_out: 'true' } }");
    talk.says("hi");
    talk.plays(new OptInChanged(talk.header(), true, null, "OPT_IN_SUCCEEDED", null));
    talk.on(Channel.SMS)
        .plays(new OptInChanged(talk.header(), false, null, "OPT_OUT_SUCCEEDED", null));
    assertThat(talk.session().optedBackIn()).containsExactly(Channel.WHATSAPP);

    talk.on(Channel.WHATSAPP).says("hi");

    assertThat(talk.session().optedOutOfAll()).isTrue();
    assertThat(talk.session().optedBackIn()).isEmpty();
    assertThat(talk.session().optedOut()).containsExactly(Channel.SMS);
  }
}
