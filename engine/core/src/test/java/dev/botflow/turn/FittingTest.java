package dev.botflow.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.message.CardMessage;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
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
