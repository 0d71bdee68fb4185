package dev.botflow.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.message.ChannelFit.Kind;
import dev.botflow.message.ChannelFit.Misfit;
import dev.botflow.message.ChannelLimits.Feature;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelFitTest {
  private static final ChannelLimits BUTTONS = new ChannelLimits(
      Channel.WHATSAPP,
      EnumSet.of(Feature.TEXT, Feature.CHOICE, Feature.CARD, Feature.LIST),
      20,
      2,
      10,
      5,
      3,
      24,
      true);
  private static final Choice YES = new Choice.Reply("Yes", null);

  @Test
  void findsNothingWhereEverythingFits() {
    assertThat(ChannelFit.of(new TextMessage("x".repeat(20)), BUTTONS)).isEmpty();
    assertThat(ChannelFit.of(new ChoiceMessage("Well?", List.of(YES, YES)), BUTTONS))
        .isEmpty();
    assertThat(ChannelFit.of(new TemplateMessage("t", null, null, Collections.emptyMap()), BUTTONS))
        .isEmpty();
  }

  @Test
  void tellsEachThingThatDoesNotFit() {
    ChoiceMessage message =
        new ChoiceMessage("A long question", List.of(YES, YES, new Choice.Reply("Perhaps", null)));

    assertThat(ChannelFit.of(message, BUTTONS))
        .containsExactly(
            new Misfit(
                Kind.TOO_LONG,
                "text above buttons of 15 characters: WHATSAPP shows at most 10",
                true),
            new Misfit(Kind.TOO_MANY, "3 choices: WHATSAPP shows at most 2 as buttons", true),
            new Misfit(
                Kind.TOO_LONG,
                "label \"Perhaps\" of 7 characters: WHATSAPP shows at most 5",
                true));
    assertThat(ChannelFit.of(new TextMessage("x".repeat(21)), BUTTONS))
        .containsExactly(
            new Misfit(Kind.TOO_LONG, "text of 21 characters: WHATSAPP shows at most 20", true));
  }

  @Test
  void tellsWhatIsSentAsText() {
    ChannelLimits unknown = ChannelLimits.unknown(Channel.of("BRAND_NEW"));

    assertThat(ChannelFit.of(new CardMessage("A", null, null, List.of()), unknown))
        .containsExactly(new Misfit(
            Kind.NOT_NATIVE,
            "card: BRAND_NEW does not show it natively, so it is sent as text",
            false));
    assertThat(ChannelFit.of(new LocationMessage("A", null, 0, 0), BUTTONS))
        .containsExactly(new Misfit(
            Kind.NOT_NATIVE,
            "location: WHATSAPP does not show it natively, so it is sent as text",
            true));
  }

  @Test
  void countsTheRowsOfAListAndTheButtonsOfEveryCard() {
    ListMessage.Row row = new ListMessage.Row(new Choice.Reply("A", null), null);
    ListMessage list = new ListMessage(
        "T", null, List.of(new ListMessage.Section("", Collections.nCopies(4, row))));
    ChannelLimits cards =
        new ChannelLimits(Channel.RCS, EnumSet.of(Feature.CAROUSEL), 0, 1, 0, 0, 0, 0, false);
    CardMessage card = new CardMessage("A", null, null, List.of(YES, YES));

    assertThat(ChannelFit.of(list, BUTTONS))
        .containsExactly(
            new Misfit(Kind.TOO_MANY, "4 rows: WHATSAPP shows at most 3 in a list", true));
    assertThat(ChannelFit.of(new CarouselMessage(List.of(card), List.of()), cards))
        .containsExactly(
            new Misfit(Kind.TOO_MANY, "2 choices: RCS shows at most 1 as buttons", false));
  }
}
