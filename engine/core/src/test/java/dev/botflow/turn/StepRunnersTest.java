package dev.botflow.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.flow.Step;
import dev.botflow.flow.StepSamples;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepRunnersTest {

  @Test
  void thereIsARunnerForEachKindThatIsReadAndForNoOther() {
    // The samples are of each kind there is a reader for: StepKindsTest.
    List<? extends Class<? extends Step>> read = StepSamples.all().keySet().stream()
        .map(key -> StepSamples.read(key).getClass())
        .toList();

    assertThat(StepRunners.kinds()).containsExactlyInAnyOrderElementsOf(read);
  }
}
