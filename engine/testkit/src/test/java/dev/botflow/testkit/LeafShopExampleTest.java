package dev.botflow.testkit;

// docs:begin
import static dev.botflow.event.Channel.SMS;
import static dev.botflow.event.Channel.WHATSAPP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.InboundEvent;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

@BotTest("../../samples/leaf-shop/bot")
class LeafShopExampleTest {

  @Test
  void welcomesANewcomer(BotHarness bot) {
    bot.contact("name", "Ana");

    assertThat(bot)
        .onChannel(WHATSAPP)
        .receiving("hi")
        .choseFlow("welcome")
        .byRule("R10")
        .said("*Hi Ana!*", "What do you need?")
        .waiting(Duration.ofMinutes(30))
        .said("Still there? Reply any time.")
        .tapping("track")
        .waitsAt("welcome.number");
  }

  @Test
  void tracksAParcelBySms(BotHarness bot) {
    bot.returning().stubs("shop.findOrder: { ok: { status: lost } }");

    assertThat(bot).onChannel(SMS).receiving("where is my parcel").byRule("R20");
    assertThat(bot).receiving("LC-000001").called("shop.findOrder").handedOverTo("orders");
    assertThat(bot).talkedAsIn("src/test/golden/lost-by-sms.txt");
  }

  @ParameterizedTest
  @EventFiles("../../samples/leaf-shop/events/*-text.json")
  void answersEveryText(InboundEvent event, BotHarness bot) {
    assertThat(bot).handling(event).went("handled");
  }

  @TestFactory
  Stream<DynamicTest> scenarios() {
    return BotScenarios.in("../../samples/leaf-shop/bot");
  }
}
// docs:end
