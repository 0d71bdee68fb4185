package stranger;

import static dev.botflow.event.Channel.WHATSAPP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.simulator.SinchSimulator;
import dev.botflow.testkit.BotHarness;
import dev.botflow.testkit.BotScenarios;
import dev.botflow.testkit.BotTest;
import dev.botflow.testkit.SimulatedSinch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody who has only the test artifact can do. */
@BotTest("bot")
class StrangerTest {

  @Test
  void saysHello(BotHarness bot) {
    bot.contact("name", "Ana");

    assertThat(bot)
        .onChannel(WHATSAPP)
        .receiving("hi")
        .choseFlow("hello")
        .byRule("S2")
        .said("Hello Ana.", "How are you?");
  }

  @TestFactory
  Stream<DynamicTest> scenarios() {
    return BotScenarios.in("bot");
  }

  @Test
  @ExtendWith(SimulatedSinch.class)
  void hasASinchOfItsOwn(SinchSimulator sinch) {
    assertThat(sinch.baseUrl()).startsWith("http://");
  }
}
