package dev.botflow.sinch.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.ChannelLimits.Feature;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TextMessage;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WHATSAPP",
        "RCS",
        "MESSENGER",
        "INSTAGRAM",
        "TELEGRAM",
        "LINE",
        "VIBERBM",
        "KAKAOTALK"
      })
  void showsButtonsWhereTheChannelHasThem(String channel) {
    ChoiceMessage three = choices("What do you need?", "Track order", "Plant advice", "A person");

    assertThat(render(three, channel)).isEqualTo(three);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SMS", "MMS", "WECHAT", "APPLEBC", "KAKAOTALKCHAT", "VIBER", "SINCH_CHAT"})
  void numbersChoicesWhereTheChannelHasNoButtons(String channel) {
    ChoiceMessage three = choices("What do you need?", "Track order", "Plant advice", "A person");

    assertThat(render(three, channel))
        .isEqualTo(
            new TextMessage("What do you need?\n\n1. Track order\n2. Plant advice\n3. A person"));
  }

  @Test
  void countsNoChoicesOfWhichOneIsItselfANumber() {
    assertThat(render(choices("How many?", "2", "3", "more"), "SMS"))
        .isEqualTo(new TextMessage("How many?\n\n2\n3\nmore"));
    assertThat(render(choices("How much?", "€ 10", "2️⃣", "2 kg"), "SMS"))
        .isEqualTo(new TextMessage("How much?\n\n€ 10\n2️⃣\n2 kg"));
    assertThat(render(choices("How much?", "1 kg", "2 kg"), "SMS"))
        .isEqualTo(new TextMessage("How much?\n\n1. 1 kg\n2. 2 kg"));
  }

  @Test
  void showsFourToTenChoicesAsAListOnWhatsApp() {
    Outbound four = render(choices("Which?", "A", "B", "C", "D"), "WHATSAPP");
    Outbound eleven = render(choices("Which?", labels(11)), "WHATSAPP");

    assertThat(four).isInstanceOf(ListMessage.class);
    assertThat(four.readable()).isEqualTo("Which?");
    assertThat(four.choices()).extracting(Choice::label).containsExactly("A", "B", "C", "D");
    assertThat(four.choices())
        .extracting(Choice::postback)
        .containsExactly("pb-A", "pb-B", "pb-C", "pb-D");
    assertThat(eleven).isInstanceOf(TextMessage.class);
    assertThat(eleven.readable()).endsWith("\n11. L11");
  }

  @Test
  void keepsToWhatsAppsLengths() {
    String twenty = "x".repeat(20);

    assertThat(render(choices("Which?", twenty), "WHATSAPP")).isInstanceOf(ChoiceMessage.class);
    assertThat(render(choices("Which?", twenty + "y"), "WHATSAPP")).isInstanceOf(ListMessage.class);
    assertThat(render(choices("Which?", twenty + "yyyy"), "WHATSAPP"))
        .isInstanceOf(ListMessage.class);
    assertThat(render(choices("Which?", twenty + "yyyyy"), "WHATSAPP"))
        .isInstanceOf(TextMessage.class);
    assertThat(render(choices("t".repeat(1024), "A"), "WHATSAPP"))
        .isInstanceOf(ChoiceMessage.class);
    assertThat(render(choices("t".repeat(1025), "A"), "WHATSAPP")).isInstanceOf(TextMessage.class);
  }

  @Test
  void keepsToWhatsAppsOtherRulesForButtons() {
    assertThat(render(choices("Which?", "A", "A"), "WHATSAPP"))
        .isEqualTo(new TextMessage("Which?\n\n1. A\n2. A"));
    assertThat(render(choices("Which?", "*A*"), "WHATSAPP")).isInstanceOf(ListMessage.class);
    assertThat(render(choiceOf(new Choice.Reply("A", "p".repeat(230))), "WHATSAPP"))
        .isInstanceOf(TextMessage.class);
    assertThat(render(choiceOf(new Choice.OpenUrl("Site", "https://a.example", null)), "WHATSAPP"))
        .isEqualTo(new TextMessage("Which?\n\nSite: https://a.example"));
  }

  @Test
  void countsOnlyWhatATypedNumberCanAnswer() {
    ChoiceMessage mixed = choiceOf(
        new Choice.Reply("One", "p1"),
        new Choice.OpenUrl("Site", "https://a.example", null),
        new Choice.Call("Call us", "+46 8", null),
        new Choice.ShowLocation("Shop", null, 59.3, 18.1, null),
        new Choice.AddToCalendar("Visit", "s", "e", "t", null, "https://a.example/c", null),
        new Choice.ShareLocation("Share", "https://a.example/w", null),
        new Choice.Reply("Two", "p2"));

    assertThat(render(mixed, "SMS").readable()).isEqualTo("""
            Which?

            1. One
            Site: https://a.example
            Call us: +46 8
            Shop: https://www.google.com/maps/search/?api=1&query=59.3,18.1
            Visit: https://a.example/c
            Share: https://a.example/w
            2. Two""");
  }

  @Test
  void numbersWhatIsMoreOrLongerThanTheChannelsButtons() {
    assertThat(render(choices("Which?", labels(4)), "MESSENGER")).isInstanceOf(TextMessage.class);
    assertThat(render(choices("Which?", labels(5)), "LINE")).isInstanceOf(TextMessage.class);
    assertThat(render(choices("Which?", labels(10)), "RCS")).isInstanceOf(ChoiceMessage.class);
    assertThat(render(choices("Which?", "x".repeat(31)), "VIBERBM"))
        .isInstanceOf(TextMessage.class);
    assertThat(render(choiceOf(new Choice.Call("Call", "1", null)), "TELEGRAM"))
        .isInstanceOf(TextMessage.class);
  }

  @Test
  void keepsACardThatItsChannelShows() {
    CardMessage card = card("https://a.example/f.png", new Choice.Reply("Buy", "pb"));

    assertThat(render(card, "WHATSAPP")).isEqualTo(card);
    assertThat(render(card, "RCS")).isEqualTo(card);
  }

  @Test
  void leavesACardWithNothingToAnswerToSinch() {
    CardMessage card =
        card("https://a.example/f.png", new Choice.OpenUrl("Site", "https://a.example", null));

    assertThat(render(card, "SMS")).isEqualTo(card);
  }

  @Test
  void numbersTheAnswersOfACardWhereItIsText() {
    CardMessage card = card(
        "https://a.example/f.png", new Choice.Reply("Buy", "pb"), new Choice.Reply("No", "pb"));

    assertThat(render(card, "SMS"))
        .isEqualTo(new TextMessage("Fern\nLikes shade\nhttps://a.example/f.png\n\n1. Buy\n2. No"));
  }

  @Test
  void keepsThePictureOfACardWhoseButtonsDoNotFit() {
    CardMessage card = card(
        "https://a.example/f.png", new Choice.Reply("Buy", "pb"), new Choice.Reply("No", "pb"));

    assertThat(render(card, "MMS"))
        .isEqualTo(new CardMessage(
            "Fern", "Likes shade\n\n1. Buy\n2. No", "https://a.example/f.png", List.of()));
  }

  @Test
  void countsTheAnswerOfACardOnViberWhoseOneButtonCanOnlyLeadSomewhere() {
    String image = "https://a.example/f.png";
    CardMessage site = card(image, new Choice.OpenUrl("Site", "https://a.example", null));

    assertThat(render(site, "VIBERBM")).isEqualTo(site);
    assertThat(render(card(image, new Choice.Reply("Buy", "pb")), "VIBERBM"))
        .isEqualTo(new CardMessage("Fern", "Likes shade\n\n1. Buy", image, List.of()));
  }

  @Test
  void makesAListOfACardWithoutPictureAndManyChoicesOnWhatsApp() {
    CardMessage card = new CardMessage(
        "Fern", "Likes shade", null, choices("", "A", "B", "C", "D").choices());

    Outbound rendered = render(card, "WHATSAPP");

    assertThat(rendered).isInstanceOf(ListMessage.class);
    assertThat(((ListMessage) rendered).text()).isEqualTo("Likes shade");
  }

  @Test
  void keepsACarouselOnlyWhereAllOfItIsShown() {
    CarouselMessage carousel = new CarouselMessage(
        List.of(
            new CardMessage("Fern", "Shade", null, List.of(new Choice.Reply("Buy", "p1"))),
            new CardMessage("Sage", null, null, List.of(new Choice.Reply("Buy", "p2")))),
        List.of(new Choice.Reply("More", "p3")));

    assertThat(render(carousel, "RCS")).isEqualTo(carousel);
    assertThat(render(carousel, "WHATSAPP"))
        .isEqualTo(new TextMessage("Fern\nShade\n1. Buy\n\nSage\n2. Buy\n\n3. More"));
  }

  @Test
  void numbersAListOffWhatsApp() {
    ListMessage list = new ListMessage(
        "Plants",
        "Pick one",
        List.of(
            new ListMessage.Section(
                "Shade", List.of(new ListMessage.Row(new Choice.Reply("Fern", "p1"), "green"))),
            new ListMessage.Section(
                "Sun", List.of(new ListMessage.Row(new Choice.Reply("Sage", "p2"), null)))));

    assertThat(render(list, "WHATSAPP")).isEqualTo(list);
    assertThat(render(list, "MESSENGER"))
        .isEqualTo(new TextMessage("Plants\nPick one\n\nShade\n1. Fern - green\n\nSun\n2. Sage"));
  }

  @Test
  void givesAPictureItsCaptionAsACardsTitle() {
    MediaMessage picture =
        new MediaMessage("https://a.example/f.png?w=9", "Your fern\nLikes shade", null, null);

    assertThat(render(picture, "WHATSAPP"))
        .isEqualTo(
            new CardMessage("Your fern", "Likes shade", "https://a.example/f.png?w=9", List.of()));
    assertThat(render(picture, "SMS"))
        .isEqualTo(new TextMessage("Your fern\nLikes shade\nhttps://a.example/f.png?w=9"));
  }

  @Test
  void givesAnyOtherFileItsCaptionAsText() {
    MediaMessage guide = new MediaMessage("https://a.example/guide.PDF", "Your guide", null, null);
    MediaMessage plain = new MediaMessage("https://a.example/guide.PDF", null, null, "Guide.pdf");

    assertThat(render(guide, "WHATSAPP"))
        .isEqualTo(new TextMessage("Your guide\nhttps://a.example/guide.PDF"));
    assertThat(render(plain, "SMS")).isEqualTo(plain);
  }

  @Test
  void takesACaptionForATitleUpToTwoHundredCharactersAndOnlyOfWhatMayBeAPicture() {
    String url = "https://a.example/f.png";
    String longest = "x".repeat(200);

    assertThat(render(new MediaMessage(url, longest, null, null), "RCS"))
        .isEqualTo(new CardMessage(longest, null, url, List.of()));
    assertThat(render(new MediaMessage(url, longest + "x", null, null), "RCS"))
        .isEqualTo(new TextMessage(longest + "x\n" + url));
    String page = "https://a.example/guide.pdf?v=1#page";
    assertThat(render(new MediaMessage(page, "Guide", null, null), "RCS"))
        .isEqualTo(new TextMessage("Guide\n" + page));
  }

  @Test
  void keepsACarouselUpToThreeButtonsBelowItAndTenCards() {
    assertThat(render(carousel(10, 3), "RCS")).isEqualTo(carousel(10, 3));
    assertThat(render(carousel(2, 4), "RCS")).isInstanceOf(TextMessage.class);
    assertThat(render(carousel(11, 3), "RCS")).isInstanceOf(TextMessage.class);
  }

  private static CarouselMessage carousel(int cards, int outer) {
    List<CardMessage> all = IntStream.range(0, cards)
        .mapToObj(i -> new CardMessage("Fern " + i, null, null, List.of()))
        .toList();
    return new CarouselMessage(all, choices("", labels(outer)).choices());
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "_", "~", "`"})
  void showsNoButtonOnWhatsAppWhoseLabelItWouldMarkUp(String mark) {
    assertThat(render(choices("Which?", "a" + mark + "b"), "WHATSAPP"))
        .isInstanceOf(ListMessage.class);
    assertThat(render(choices("Which?", "a" + mark + "b"), "RCS"))
        .isInstanceOf(ChoiceMessage.class);
  }

  @Test
  void keepsToTheLengthsOfPostbacksOnWhatsApp() {
    assertThat(render(choiceOf(new Choice.Reply("A", "p".repeat(229))), "WHATSAPP"))
        .isInstanceOf(ChoiceMessage.class);
    assertThat(render(choiceOf(new Choice.Reply("A", "p".repeat(230))), "WHATSAPP"))
        .isEqualTo(new TextMessage("Which?\n\n1. A"));
    assertThat(render(list(new Choice.Reply("A", "p".repeat(200)), null), "WHATSAPP"))
        .isInstanceOf(ListMessage.class);
    assertThat(render(list(new Choice.Reply("A", "p".repeat(201)), null), "WHATSAPP"))
        .isInstanceOf(TextMessage.class);
  }

  @Test
  void keepsToTheLengthsOfRowsAndNamesOneOfSeveralSections() {
    Choice.Reply reply = new Choice.Reply("A", "pb");

    assertThat(render(list(reply, "d".repeat(72)), "WHATSAPP")).isInstanceOf(ListMessage.class);
    assertThat(render(list(reply, "d".repeat(73)), "WHATSAPP")).isInstanceOf(TextMessage.class);
    assertThat(render(list(reply, " "), "SMS")).isEqualTo(new TextMessage("Which?\n\n1. A"));
    ListMessage.Section first =
        new ListMessage.Section("First", List.of(new ListMessage.Row(reply, null)));
    ListMessage.Section other = new ListMessage.Section(
        "", List.of(new ListMessage.Row(new Choice.Reply("B", "pb"), null)));
    assertThat(render(new ListMessage("Which?", null, List.of(other)), "WHATSAPP"))
        .isInstanceOf(ListMessage.class);
    assertThat(render(new ListMessage("Which?", null, List.of(first, other)), "WHATSAPP"))
        .isInstanceOf(TextMessage.class);
  }

  private static ListMessage list(Choice.Reply choice, @Nullable String description) {
    return new ListMessage(
        "Which?",
        null,
        List.of(new ListMessage.Section("", List.of(new ListMessage.Row(choice, description)))));
  }

  @Test
  void knowsEveryChannelSinchNames() {
    List<Channel> limited =
        SinchChannelLimits.all().all().stream().map(ChannelLimits::channel).toList();

    assertThat(limited)
        .containsExactlyInAnyOrderElementsOf(Channel.known().stream()
            .filter(channel -> !channel.equals(Channel.CHANNEL_UNSPECIFIED))
            .toList());
    assertThat(SinchChannelLimits.all().all()).allMatch(limits -> limits.shows(Feature.TEXT));
    assertThat(SinchChannelLimits.all().limits(Channel.WHATSAPP).windowHours()).isEqualTo(24);
    assertThat(SinchChannelLimits.all().limits(Channel.RCS).confirmed()).isFalse();
  }

  private static Outbound render(Outbound message, String channel) {
    return new Rendering(SinchChannelLimits.all().limits(Channel.of(channel))).render(message);
  }

  private static ChoiceMessage choices(String text, String... labels) {
    return new ChoiceMessage(
        text,
        List.of(labels).stream()
            .<Choice>map(label -> new Choice.Reply(label, "pb-" + label))
            .toList());
  }

  private static ChoiceMessage choiceOf(Choice... choices) {
    return new ChoiceMessage("Which?", List.of(choices));
  }

  private static CardMessage card(String image, Choice... choices) {
    return new CardMessage("Fern", "Likes shade", image, List.of(choices));
  }

  private static String[] labels(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "L" + i).toArray(String[]::new);
  }
}
