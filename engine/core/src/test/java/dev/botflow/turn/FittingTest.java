package dev.botflow.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TemplateMessage;
import dev.botflow.message.TextMessage;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FittingTest {
  private static final List<Choice> CHOICES = List.of(new Choice.Reply("Fern", "fern"));

  private static ChannelLimits limits(int text, int choiceText) {
    return new ChannelLimits(
        Channel.WHATSAPP,
        EnumSet.of(ChannelLimits.Feature.TEXT, ChannelLimits.Feature.CHOICE),
        text,
        3,
        choiceText,
        20,
        0,
        0,
        true);
  }

  private static List<String> parts(String text, int most) {
    return Fitting.parts(new TextMessage(text), limits(most, 0)).stream()
        .map(Outbound::readable)
        .toList();
  }

  @Test
  void cutsBetweenWordsAndKeepsEveryOne() {
    assertThat(parts("moss and fern and ivy", 9)).containsExactly("moss and", "fern and", "ivy");
    assertThat(parts("moss and", 8)).containsExactly("moss and");
    assertThat(parts("moss and", 0)).containsExactly("moss and");
  }

  @Test
  void cutsAtTheEndOfALineWhereOneIsNear() {
    assertThat(parts("water it\nand feed it", 13)).containsExactly("water it", "and feed it");
  }

  @Test
  void cutsAWordThatIsLongerThanAPartButNoEmoji() {
    assertThat(parts("abcdefgh", 3)).containsExactly("abc", "def", "gh");
    assertThat(parts("ab🌱cd", 3)).containsExactly("ab", "🌱c", "d");
  }

  @Test
  void leavesTheChoicesWithTheLastPart() {
    assertThat(Fitting.parts(new ChoiceMessage("which plant now", CHOICES), limits(100, 11)))
        .containsExactly(new TextMessage("which plant"), new ChoiceMessage("now", CHOICES));
  }

  private static ChannelLimits cards(int title, int text) {
    return new ChannelLimits(
        Channel.RCS,
        EnumSet.of(ChannelLimits.Feature.CARD, ChannelLimits.Feature.CAROUSEL),
        40,
        0,
        0,
        0,
        0,
        0,
        title,
        text,
        true);
  }

  @Test
  void goesOnBelowACardThatIsTooLongWithTheChoicesAtTheEnd() {
    CardMessage card =
        new CardMessage("Fern", "likes the shade of trees", "https://a.example/f.png", CHOICES);

    assertThat(Fitting.parts(card, cards(20, 11)))
        .containsExactly(
            new CardMessage("Fern", "likes the", "https://a.example/f.png", List.of()),
            new ChoiceMessage("shade of trees", CHOICES));
    assertThat(Fitting.parts(card, cards(20, 24))).containsExactly(card);
    assertThat(
            Fitting.parts(new CardMessage("Moss and fern", "wet", null, List.of()), cards(8, 20)))
        .containsExactly(
            new CardMessage("Moss and", null, null, List.of()), new TextMessage("fern\nwet"));
  }

  @Test
  void sendsTheCardsOfACarouselOneByOneIfOneIsTooLong() {
    CardMessage moss = new CardMessage("Moss", "wet", null, List.of());
    CardMessage fern = new CardMessage("Fern", "likes the shade", null, List.of());

    assertThat(Fitting.parts(new CarouselMessage(List.of(moss, fern), CHOICES), cards(20, 9)))
        .containsExactly(
            moss,
            new CardMessage("Fern", "likes the", null, List.of()),
            new ChoiceMessage("shade", CHOICES));
    CarouselMessage pair = new CarouselMessage(List.of(moss, moss), CHOICES);
    assertThat(Fitting.parts(pair, cards(20, 9))).containsExactly(pair);
    assertThat(Fitting.parts(pair, limits(20, 0))).containsExactly(moss, moss.withChoices(CHOICES));
  }

  @Test
  void sendsALongCaptionBeforeTheFile() {
    MediaMessage film = new MediaMessage("https://a.example/f.mp4", "How to water it", null, "f");

    assertThat(Fitting.parts(film, limits(30, 0)))
        .containsExactly(
            new TextMessage("How to water it"),
            new MediaMessage("https://a.example/f.mp4", null, null, "f"));
    assertThat(Fitting.parts(film, limits(39, 0))).containsExactly(film);
  }

  @Test
  void leavesTheRowsOfAListWithTheLastPart() {
    List<ListMessage.Section> rows = List.of(new ListMessage.Section(
        "", List.of(new ListMessage.Row(new Choice.Reply("Fern", "fern"), null))));

    assertThat(Fitting.parts(new ListMessage("Which one", "of all of them", rows), limits(30, 0)))
        .containsExactly(
            new TextMessage("Which one"), new ListMessage("of all of them", null, rows));
  }

  @Test
  void leavesRoomForChoicesThatAreWrittenAsLines() {
    assertThat(Fitting.parts(new ChoiceMessage("which plant", CHOICES), limits(16, 0)))
        .containsExactly(new TextMessage("which"), new ChoiceMessage("plant", CHOICES));
  }

  @Test
  void saysTheTextOfACardThatLostItsTitle() {
    assertThat(Fitting.shaped(new CardMessage(" ", "Moss", null, List.of())))
        .isEqualTo(new TextMessage("Moss"));
    assertThat(Fitting.shaped(new CardMessage("", "Moss", null, CHOICES)))
        .isEqualTo(new ChoiceMessage("Moss", CHOICES));
  }

  @Test
  void flattensTheParametersOfATemplateAndNamesOneThatIsEmpty() {
    Outbound message = Fitting.shaped(new TemplateMessage(
        "note", null, "en", Map.of("a", " two\n\nlines\tand   blanks ", "b", "\n")));

    assertThat(((TemplateMessage) message).parameters()).containsEntry("a", "two lines and blanks");
    assertThat(Fitting.emptyParameter(message)).contains("b");
    assertThat(Fitting.emptyParameter(new TextMessage(""))).isEmpty();
  }
}
