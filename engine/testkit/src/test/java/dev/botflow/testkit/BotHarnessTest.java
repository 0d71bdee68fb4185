package dev.botflow.testkit;

import static dev.botflow.event.Channel.SMS;
import static dev.botflow.event.Channel.WHATSAPP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

@BotTest("tea-bar")
class BotHarnessTest {
  private static final String BREW = "bar.brew: { ok: { table: 4 } }";

  @BeforeEach
  void meetsAna(BotHarness bot) {
    bot.contact("name", "Ana");
  }

  @Test
  void readsAsASentence(BotHarness bot) {
    assertThat(bot)
        .onChannel(WHATSAPP)
        .receiving("hi")
        .choseFlow("welcome")
        .byRule("T10")
        .said("Hi Ana!", "Which tea?");
  }

  @Test
  void talksOnTurnAfterTurn(BotHarness bot) {
    bot.stubs(BREW);

    assertThat(bot).receiving("hi").decided("start").waitsAt("welcome.tea");
    assertThat(bot).receiving("coffee").byNoRule().said("Green or black?").countsMisses(1);
    assertThat(bot).waiting(Duration.ofMinutes(10)).said("Still thirsty?").countsMisses(1);
    assertThat(bot)
        .tapping("green")
        .called("bar.brew")
        .calledWith("bar.brew", Map.of("tea", "green"))
        .said("Your green tea is at table *.")
        .waitsForNothing()
        .went("handled");
  }

  @Test
  void saysWhatHoldsBeforeTheConversation(BotHarness bot) {
    bot.at(Instant.parse("2026-03-07T12:00:00Z")).session("cups", 2).fact("plan", "gold");

    assertThat(bot)
        .onChannel(SMS)
        .receiving("hi")
        .byRule("T20")
        .saved("contact.name", "Ana")
        .saved("session.cups", 2);
    assertThat(bot.now()).isEqualTo(Instant.parse("2026-03-07T12:00:00Z"));
    assertThat(bot.session().variables()).isEqualTo(Map.of("cups", new BigDecimal(2)));
  }

  @Test
  void knowsWhoWroteBeforeAndWhoOptedOut(BotHarness bot) {
    assertThat(bot.returning().optedOut())
        .receiving("hi")
        .byRule("T90")
        .went("suppressed")
        .saidNothing();
  }

  @Nested
  class InANestedClass {
    @Test
    void keepsWhatWasSent(BotHarness bot) {
      bot.onChannel(WHATSAPP).receiving("hi").happening("cart abandoned", Map.of("cups", 3));

      assertThat(bot.sent())
          .extracting(message -> message.message().readable())
          .containsExactly("Hi Ana!", "Which tea?", "You left 3 cups behind.");
      assertThat(bot).choseFlow("cart").byRule("T30");
    }
  }

  @Test
  void handsOverAndComesBack(BotHarness bot) {
    bot.stubs("bar.brew: { error: no water }").receiving("hi");

    assertThat(bot).tapping("Black tea").said("A barista joins.").handedOverTo("baristas");
    assertThat(bot).handedOverTo("baristas", Map.of("tea", "black"));
    assertThat(bot).receiving("hello?").decided("silent").saidNothing();
    assertThat(bot).happening("agent left").said("Enjoy!").choseFlow("welcome");
    assertThat(bot).happening("typing").went("ignored").choseNoFlow();
  }

  @Test
  void showsWhatWasSaidAndWhichRowsCameNear(BotHarness bot) {
    bot.at(Instant.parse("2026-03-07T12:00:00Z"));

    assertThatThrownBy(() -> assertThat(bot)
            .as("on Saturday")
            .onChannel(WHATSAPP)
            .receiving("hi")
            .byRule("T10"))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessage("""
            [on Saturday] expected rule T10
            found    rule T90
            decided by row T90, Go to flow "closed"
            Steps that spoke: closed.s
            Rows that came near:
              T10 did not fit: At "Mon-Fri 09:00-17:00", but was "Sat 13:00"
              T20 did not fit: Channel "SMS", but was "WHATSAPP"
              T01 did not fit: Says "stop", but was "hi"
            What was said:
              2026-03-07 13:00:00 user: hi
                bot: We are closed.
                (handled, decision start, rule T90, flow closed)""")
        .satisfies(thrown -> {
          AssertionFailedError failed = (AssertionFailedError) thrown;
          assertThat(failed.getExpected().getStringRepresentation()).isEqualTo("rule T10");
          assertThat(failed.getActual().getStringRepresentation()).isEqualTo("rule T90");
        });
  }

  @Test
  void failsOnAnActionWithoutStub(BotHarness bot) {
    bot.receiving("hi");

    assertThatThrownBy(() -> bot.tapping("green"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "expected a stub for bar.brew, but there is none\nWhat was said:\n");
  }

  @Test
  void refusesWhatCannotBePlayed(BotHarness bot) {
    assertThatThrownBy(() -> bot.stubs("bar.brew: soon"))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            "stubs:1: stub bar.brew: expected { ok: … }, { error: TEXT } or timeout, or of a flow { says: TEXT } or { waits: TEXT }, but was"
                + " \"soon\"");
    assertThatThrownBy(bot::last)
        .isInstanceOf(BotFlowException.class)
        .hasMessage("bot: expected at least 1 turn, such as receiving(\"hi\"), but was 0");
  }

  @Test
  void refusesToChangeWhatHeldBeforeOnceItBegan(BotHarness bot) {
    bot.receiving("hi");

    assertThatThrownBy(() -> bot.contact("name", "Bo"))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            "contact: expected before the first turn of the conversation, but was after it");
    assertThatThrownBy(() -> bot.tapping("white"))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            "tap: expected a button the contact was offered (green, black), but was \"white\"");
  }
}
