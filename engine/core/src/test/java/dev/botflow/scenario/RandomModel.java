package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.routing.BotVersion;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;

/**
 * Plays random conversations with random bots. The seed is {@value #SEED} unless {@code -Dbotflow.seed} gives another; a
 * failure names bot and conversation.
 */
final class RandomModel {
  private static final long SEED = 20260302;
  private static final int EVENTS = 7;

  private final LongFunction<BotVersion> bots;
  private final RandomOccurrences occurrences = new RandomOccurrences();
  private final long seed = Seed.of(RandomModel.class, SEED);

  /** @param bots makes the bot of a seed */
  RandomModel(LongFunction<BotVersion> bots) {
    this.bots = bots;
  }

  /** Plays conversations with each of so many bots; gives how many came again by themselves at their end. */
  int play(int ofBots, int conversations) {
    Random seeds = new Random(seed);
    int again = 0;
    for (int i = 0; i < ofBots; i++) {
      long botSeed = seeds.nextLong();
      BotVersion bot = bots.apply(botSeed);
      for (int j = 0; j < conversations; j++) {
        again += conversation(bot, botSeed, seeds.nextLong()) ? 1 : 0;
      }
    }
    return again;
  }

  /** How often what occurred in all that was played. */
  Map<String, Integer> occurred() {
    return occurrences.counts();
  }

  private boolean conversation(BotVersion bot, long botSeed, long own) {
    try {
      RandomConversation conversation = new RandomConversation(bot, own, occurrences);
      String bytes = conversation.play(EVENTS);
      // One in ten a second time: the bytes are the same in every play.
      if (own % 10 == 0) {
        assertThat(new RandomConversation(bots.apply(botSeed), own).play(EVENTS))
            .isEqualTo(bytes);
        // And once more to learn which steps ran that leave nothing behind.
        RandomOccurrences steps = new RandomOccurrences();
        BotVersion probed = steps.probed(bot);
        new RandomConversation(probed, own, steps).play(EVENTS);
        occurrences.add(steps);
      }
      return conversation.comesAgain();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed " + seed + ", bot " + botSeed + ", conversation " + own + ": " + e.getMessage(), e);
    }
  }
}
