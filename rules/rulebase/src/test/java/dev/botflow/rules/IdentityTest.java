package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.Identities;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.MessageReceived;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Situation;
import dev.botflow.session.Session;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Phone numbers come with and without their plus, and people write them with blanks; other facts compare as written. */
class IdentityTest {
  private static final Instant AT = Instant.parse("2026-03-02T09:00:00Z");

  @TempDir
  Path folder;

  private static String rule(BotVersion bot, Channel channel, String identity, String text) {
    ChannelContext context = new ChannelContext(channel, identity, "C1", "APP", "V1", "P");
    EventHeader header = new EventHeader("MESSAGE_INBOUND", context, AT, "e1", null, null, null);
    MessageReceived event =
        new MessageReceived(header, "m1", new Content.Text(text), null, null, null, false);
    Situation situation = new Situation(
        event, Session.fresh(event.key()), BotVersions.of(bot), new LinkedHashMap<>(), AT, false);
    return String.valueOf(bot.router().route(Facts.of(situation)).rule());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "identity | +46 70-000 00 01 | SMS | 46700000001 | R1",
        "identity | 46700000001 | SMS | +46700000001 | R1",
        "identity | not +46700000001 | SMS | 46700000001 | R2",
        "identity | not +46700000001 | SMS | 46700000002 | R1",
        "identity | starts with +46 | SMS | 46700000001 | R1",
        "identity | starts with +47 | SMS | 46700000001 | R2",
        "internal.sinchConversationAPI.channelIdentity | +46700000001 | SMS | 46700000001 | R1",
        "identity | Ufern-1 | LINE | ufern-1 | R1",
        "identity | Ufern-1 | LINE | ufern1 | R2",
      })
  void comparesPhoneNumbersAsNumbersOfAPhone(
      String column, String cell, String channel, String identity, String winner) {
    BotVersion bot = new LeafShop(folder)
        .with("routing.csv", "Rule," + column + ",Go to flow\nR1," + cell + ",welcome\nR2,,track\n")
        .load();

    assertThat(rule(bot, Channel.of(channel), identity, "hi")).isEqualTo(winner);
  }

  @Test
  void whatAContactWroteKeepsItsPlus() {
    BotVersion bot = new LeafShop(folder)
        .with("routing.csv", "Rule,Says,Go to flow\nR1,+1,welcome\nR2,,track\n")
        .load();

    assertThat(rule(bot, Channel.SMS, "46700000001", "+1")).isEqualTo("R1");
    assertThat(rule(bot, Channel.SMS, "46700000001", "1")).isEqualTo("R2");
  }

  @Test
  void otherNamesAreLeftAlone() {
    assertThat(Identities.compared("phone", "+46")).isEqualTo("+46");
    assertThat(Identities.compared("identity", "+46")).isEqualTo("46");
  }
}
