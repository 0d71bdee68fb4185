package dev.botflow.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.flow.HostStep;
import dev.botflow.flow.StepSamples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepRunnersTest {

  @Test
  void thereIsARunnerForEachKindThatIsReadAndForTheStepThatStandsForAFlowOfTheHost() {
    // The samples are of each kind there is a reader for: StepKindsTest.
    List<Class<?>> kinds = new ArrayList<>();
    StepSamples.all().keySet().forEach(key -> kinds.add(StepSamples.read(key).getClass()));
    kinds.add(HostStep.class);

    assertThat(StepRunners.kinds()).containsExactlyInAnyOrderElementsOf(kinds);
  }
}
