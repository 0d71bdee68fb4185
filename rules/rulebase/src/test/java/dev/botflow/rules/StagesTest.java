package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Decision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of the stages, each against those behind it. */
class StagesTest {
  @TempDir
  Path folder;

  private BotVersion bot;

  @BeforeEach
  void load() {
    bot = new LeafShop(folder).load();
  }

  private static Decision.Start start(String rule, String flow, boolean ends) {
    return new Decision.Start(rule, flow, Map.of(), ends, false, null);
  }

  @Test
  void aRowThatEndsItComesBeforeAnAgentAndAnOpenQuestion() {
    Happening open = new Happening().asked("number").agentActive();

    assertThat(open.decide(bot, open.text(" STOP "))).isEqualTo(start("R01", "opt_out", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOP!",
        "“STOP”",
        "STOP 🛑",
        "*stop*",
        "ＳＴＯＰ。",
        "Stop.",
        "stop...",
        "stop!!",
        " STOP ! ",
        "stop\u2026",
        "\uFF33\uFF34\uFF2F\uFF30\uFF01",
        "stop, please!",
        "Stop. Thank you"
      })
  void aMarkBehindAWordOfTheTableMeansNothing(String text) {
    Happening open = new Happening().asked("number");

    assertThat(open.decide(bot, open.text(text))).isEqualTo(start("R01", "opt_out", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop?", "stop, I said", "!stop", "stop it.", "!", "..."})
  void anythingElseStaysADifferentText(String text) {
    Happening open = new Happening().returning();

    assertThat(open.decide(bot, open.text(text)))
        .isNotEqualTo(start("R01", "opt_out", true))
        .isInstanceOf(Decision.Start.class);
  }

  @Test
  void partsOfATextAreFoundBeforeAMarkToo() {
    Happening open = new Happening().returning();

    assertThat(open.decide(bot, open.text("Where is my order?!")))
        .isEqualTo(open.decide(bot, open.text("Where is my order")));
    assertThat(open.decide(bot, open.text("My parcel!"))).isEqualTo(start("R20", "track", false));
  }

  @Test
  void whileAnAgentIsActiveTheBotIsSilent() {
    Happening open =
        new Happening().asked("topic").offered("p1", "r1", "topic", "track").agentActive();

    for (Decision decision : List.of(
        open.decide(bot, open.tap("p1")),
        open.decide(bot, open.text("parcel")),
        open.decide(bot, open.optIn()))) {
      assertThat(decision).isEqualTo(new Decision.Silent(null, "an agent is active"));
    }
  }

  @Test
  void aButtonOfTheOpenQuestionIsItsAnswer() {
    Happening open = new Happening().asked("topic").offered("p1", "r1", "topic", "track");

    assertThat(open.decide(bot, open.tap("p1")))
        .isEqualTo(new Decision.Answer(null, "track", "track"));
  }

  @Test
  void aStaleButtonIsNoMissAndFollowsTheBotsPolicy() {
    Happening open = new Happening().asked("topic").offered("p0", "r0", "topic", "track");
    Happening closed = new Happening().offered("p0", "r0", "topic", "track").returning();
    BotVersion ignoring = new LeafShop(folder)
        .with("bot.yaml", "bot: leaf\ntime_zone: Europe/Brussels\nstale_buttons: ignore\n")
        .load();

    assertThat(open.decide(bot, open.tap("p0")))
        .isEqualTo(new Decision.Miss(null, "the button is stale"));
    assertThat(open.decide(bot, open.tap("forged")))
        .isEqualTo(new Decision.Miss(null, "the button is stale"));
    assertThat(closed.decide(bot, closed.tap("p0"))).isEqualTo(start("R30", "welcome_back", false));
    assertThat(closed.decide(ignoring, closed.tap("p0")))
        .isEqualTo(new Decision.Ignore(null, "the button is stale"));
    assertThat(open.decide(ignoring, open.tap("forged")))
        .isEqualTo(new Decision.Ignore(null, "the button is stale"));
  }

  @Test
  void aStrictAnswerBeatsARowThatInterrupts() {
    Happening open = new Happening().asked("topic");

    assertThat(open.decide(bot, open.text("parcel")))
        .isEqualTo(new Decision.Answer(null, "track", "track"));
    assertThat(open.decide(bot, open.text("my orders are late")))
        .isEqualTo(new Decision.Interrupt("R20", "track", Map.of(), null));
  }

  @Test
  void aRowThatInterruptsBeatsAFreeAnswer() {
    Happening open = new Happening().asked("anything");

    assertThat(open.decide(bot, open.text("where is my parcel")))
        .isEqualTo(new Decision.Interrupt("R20", "track", Map.of(), null));
    assertThat(open.decide(bot, open.text("no"))).isEqualTo(new Decision.Answer(null, "no", null));
  }

  @Test
  void aQuestionThatTakesNoInterruptionMissesInstead() {
    Happening open = new Happening().asked("number");

    assertThat(open.decide(bot, open.text("where is my parcel"))).isInstanceOf(Decision.Miss.class);
    assertThat(open.decide(bot, open.text("lc-004217 ")))
        .isEqualTo(new Decision.Answer(null, "LC-004217", null));
  }

  @Test
  void rowsThatWaitDoNotCountWhileAQuestionIsOpen() {
    Happening open = new Happening().asked("topic");

    assertThat(open.decide(bot, open.text("hello"))).isInstanceOf(Decision.Miss.class);
  }

  @Test
  void eventsThatAreNoMessagesAreRoutedBesideAnOpenQuestionOrIgnored() {
    Happening open = new Happening().asked("number").on(Channel.VIBERBM);

    assertThat(open.decide(bot, open.optIn())).isEqualTo(start("R04", "viber_hello", false));
    assertThat(open.decide(bot, open.host("cart abandoned")))
        .isEqualTo(new Decision.Ignore(null, "no row names this event"));
  }

  @Test
  void aDeliveryRowGivesItsVariables() {
    Happening any = new Happening().returning();

    assertThat(any.decide(bot, any.deliveryFailed()))
        .isInstanceOfSatisfying(Decision.Start.class, start -> {
          assertThat(start.rule()).isEqualTo("R05");
          assertThat(start.with().get("reason")).hasToString("{delivery.reason}");
        });
  }

  @Test
  void withoutAnOpenQuestionRoutingRowsDecideAndThenNotUnderstood() {
    BotVersion small = new LeafShop(folder)
        .with("routing.csv", "Rule,Says,Go to flow\nR1,hi,welcome\n")
        .load();
    Happening fresh = new Happening();

    assertThat(fresh.decide(bot, fresh.text("hi"))).isEqualTo(start("R10", "welcome", false));
    assertThat(fresh.decide(small, fresh.text("HI"))).isEqualTo(start("R1", "welcome", false));
    assertThat(fresh.decide(small, fresh.text("ho")))
        .isEqualTo(new Decision.Start(null, "sorry", Map.of(), false, true, null));
  }

  @Test
  void whoOptedOutHearsOnlyLegalFlows() {
    Happening gone = new Happening().on(Channel.SMS).returning().optedOut();

    assertThat(gone.decide(bot, gone.text("hello")))
        .isEqualTo(new Decision.Suppressed(
            "R31", "welcome_text", "the contact opted out and the flow is not legal"));
    assertThat(gone.decide(bot, gone.text("start"))).isEqualTo(start("R02", "opt_in_again", true));
  }
}
