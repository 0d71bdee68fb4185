package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.routing.BotVersion;
import dev.botflow.table.proof.TypedChoices;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypedChoicesTest {
  @TempDir
  private Path folder;

  @Test
  void tellsWhatIsTypedForAChoiceAndMissed() {
    assertThat(missed("keep: Keep order, drop: Cancel order"))
        .contains(
            "welcome.ask: \"order\", typed for \"Keep order\", fits no choice or more than one, so the question is asked again",
            "welcome.ask: \"cancel\", typed for \"Cancel order\", starts opt_out by R01");
  }

  @Test
  void findsNothingWhereEveryWordTellsTheChoicesApart() {
    assertThat(missed("water: Watering, light: Light and shade")).isEmpty();
  }

  private List<String> missed(String choices) {
    BotVersion version = new LeafShop(folder)
        .with("words.csv", "List,Words\nSTOP_WORDS,\"stop, cancel\"\nSTART_WORDS,start\n")
        .with(
            "flows/welcome.yaml",
            "flow: welcome\nsteps:\n- { id: ask, ask: \"Which?\", choices: { " + choices
                + " }, next: end }\n")
        .load();
    return TypedChoices.missed(version.bot(), ((DroolsRouter) version.router()).table()).stream()
        .filter(one -> one.flow().equals("welcome"))
        .map(TypedChoices.Missed::sentence)
        .toList();
  }
}
