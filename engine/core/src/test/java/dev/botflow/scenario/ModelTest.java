package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.routing.BotVersion;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random bots and random events against what must always hold. The seed is {@value #SEED} unless {@code
 * -Dbotflow.model.seed} gives another; a failure names bot and conversation.
 */
class ModelTest {
  private static final String SEED = "20260302";
  private static final int BOTS = 400;
  private static final int CONVERSATIONS = 25;
  private static final int EVENTS = 7;

  @Test
  void tenThousandRandomConversationsKeepWhatTheEnginePromises() {
    long seed = Long.parseLong(System.getProperty("botflow.model.seed", SEED));
    Random seeds = new Random(seed);
    int played = 0;
    int again = 0;
    for (int i = 0; i < BOTS; i++) {
      long botSeed = seeds.nextLong();
      BotVersion bot = RandomBot.of(botSeed);
      for (int j = 0; j < CONVERSATIONS; j++) {
        again += conversation(bot, seed, botSeed, seeds.nextLong()) ? 1 : 0;
        played++;
      }
    }
    assertThat(played).isEqualTo(10_000);
    // Flows that come again by themselves are among them, but most conversations come to an end.
    assertThat(again).isBetween(100, 3_000);
  }

  /** True if something was still coming again by itself at its end. */
  private static boolean conversation(BotVersion bot, long seed, long botSeed, long own) {
    String where = "seed " + seed + ", bot " + botSeed + ", conversation " + own;
    try {
      RandomConversation conversation = new RandomConversation(bot, own);
      String bytes = conversation.play(EVENTS);
      // One in ten a second time: the bytes are the same in every play.
      if (own % 10 == 0) {
        assertThat(new RandomConversation(RandomBot.of(botSeed), own).play(EVENTS))
            .isEqualTo(bytes);
      }
      return conversation.comesAgain();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(where + ": " + e.getMessage(), e);
    }
  }
}
