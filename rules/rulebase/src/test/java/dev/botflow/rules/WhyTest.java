package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Why;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyTest {
  @TempDir
  Path folder;

  private BotVersion bot;

  @BeforeEach
  void load() {
    bot = new LeafShop(folder).load();
  }

  @Test
  void onASaturdayTheNearestMissIsTheRowWithOpeningHours() {
    Happening saturday = new Happening().at("2026-03-07T11:00:00Z");
    Facts facts = saturday.facts(bot, saturday.text("hi"));

    Decision decision = bot.router().route(facts);

    assertThat(decision.rule()).isEqualTo("R11");
    assertThat(bot.router().why(facts, 3))
        .containsExactly(
            new Why("R10", "At", "Mon-Fri 09:00-17:00", "Sat 12:00"),
            new Why("R12", "Channel", "SMS, MMS", "WHATSAPP"),
            new Why("R13", "Channel", "Messenger, Instagram", "WHATSAPP"));
  }

  @Test
  void rowsThatOnlyStandBehindTheWinnerAreNoMisses() {
    Happening fresh = new Happening();
    Facts facts = fresh.facts(bot, fresh.text("hi"));
    bot.router().route(facts);

    assertThat(bot.router().why(facts, 100))
        .extracting(Why::rule)
        .doesNotContain("R10", "R11", "R90")
        .contains("R01");
  }

  @Test
  void anOpenQuestionIsAReasonToo() {
    Happening open = new Happening().asked("topic").on(Channel.SMS);
    Facts facts = open.facts(bot, open.text("hello"));

    Decision decision = bot.router().route(facts);

    assertThat(decision).isInstanceOf(Decision.Miss.class);
    assertThat(bot.router().why(facts, 100))
        .contains(
            new Why("R31", "During a question", "wait", "a question is open"),
            new Why("R20", "Says", "contains order, parcel", "hello"));
  }

  @Test
  void anEmptyWhatHappenedIsToldAsMessage() {
    Happening fresh = new Happening();
    Facts facts = fresh.facts(bot, fresh.host("cart abandoned"));
    bot.router().route(facts);

    assertThat(bot.router().why(facts, 100))
        .contains(
            new Why("R90", "What happened", "message", "cart abandoned"),
            new Why("R05", "What happened", "delivery failed", "cart abandoned"));
  }
}
