package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Decision;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {
  private static final String[] ELEVEN = {
    "CHANNEL_UNSPECIFIED",
    "WHATSAPP",
    "RCS",
    "SMS",
    "MESSENGER",
    "VIBER",
    "VIBERBM",
    "MMS",
    "TELEGRAM",
    "LINE",
    "INSTAGRAM"
  };

  @TempDir
  Path folder;

  /** One row a channel, each with its own flow, and a catch-all. "viber" would be two channels. */
  private BotVersion bot(boolean lowerCase) {
    LeafShop shop = new LeafShop(folder);
    StringBuilder table = new StringBuilder("Rule,Channel,Go to flow\n");
    for (String channel : ELEVEN) {
      String flow = "f_" + channel.toLowerCase(Locale.ROOT);
      String cell = channel.equals("VIBER")
          ? "viber bot"
          : lowerCase ? channel.toLowerCase(Locale.ROOT) : channel;
      table
          .append("R_")
          .append(channel)
          .append(',')
          .append(cell)
          .append(',')
          .append(flow)
          .append('\n');
      shop.say(flow);
    }
    return shop.with("routing.csv", table + "R_ANY,,welcome\n").load();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachChannelHasItsOwnFlow(boolean lowerCase) {
    BotVersion bot = bot(lowerCase);

    for (String channel : ELEVEN) {
      Happening message = new Happening().on(Channel.of(channel));
      Decision decision = message.decide(bot, message.text("hi"));
      assertThat(decision)
          .isInstanceOfSatisfying(
              Decision.Start.class,
              start -> assertThat(start.flow()).isEqualTo("f_" + channel.toLowerCase(Locale.ROOT)));
    }
  }

  @ParameterizedTest
  @CsvSource({"KAKAOTALK", "BRAND_NEW_CHANNEL"})
  void aChannelWithoutARowTakesTheCatchAll(String channel) {
    Happening message = new Happening().on(Channel.of(channel));

    assertThat(message.decide(bot(false), message.text("hi")).rule()).isEqualTo("R_ANY");
  }

  @Test
  void viberMeansBothOfItsChannels() {
    BotVersion bot = new LeafShop(folder)
        .with("routing.csv", "Rule,Channel,Go to flow\nR1,Viber,welcome\n")
        .load();
    Happening viber = new Happening().on(Channel.VIBER);
    Happening business = new Happening().on(Channel.VIBERBM);

    assertThat(viber.decide(bot, viber.text("hi")).rule()).isEqualTo("R1");
    assertThat(business.decide(bot, business.text("hi")).rule()).isEqualTo("R1");
  }
}
