package dev.botflow.flow.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Findings;
import dev.botflow.flow.StepSamples;
import dev.botflow.text.WordLists;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepKindsTest {

  @Test
  void thereIsASampleOfEachKindThatIsRead() {
    Findings findings = new Findings();
    QuestionReader questions =
        new QuestionReader(WordLists.none(), new MessageReader(List.of(), findings), findings);

    assertThat(StepSamples.all().keySet())
        .containsExactlyInAnyOrderElementsOf(StepReader.kinds(questions).keySet());
  }

  @Test
  void aStepIsOfTheKindItsKeySays() {
    StepSamples.all()
        .keySet()
        .forEach(key -> assertThat(StepSamples.read(key).kind()).isEqualTo(key));
  }
}
