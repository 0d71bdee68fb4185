package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Random bots and random events, routed without rules, against what must always hold. */
class ModelTest {
  @Test
  void tenThousandRandomConversationsKeepWhatTheEnginePromises() {
    RandomModel model = new RandomModel(RandomBot::of);

    int again = model.play(400, 25);

    // Flows that come again by themselves are among them, but most conversations come to an end.
    assertThat(again).isBetween(100, 3_000);
    System.out.println("ModelTest: " + model.occurred());
    assertThat(model.occurred()).containsKeys(RandomOccurrences.EXPECTED.toArray(String[]::new));
  }
}
