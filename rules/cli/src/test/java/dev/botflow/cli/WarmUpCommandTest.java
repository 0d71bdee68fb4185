package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpCommandTest {
  @Test
  void runsEveryCommandWithoutAnErrorAndPrintsNothing() {
    Run run = Run.botflow("warm-up");

    assertThat(run).isEqualTo(new Run(0, "", ""));
  }

  @Test
  void isNoCommandForPeople() {
    assertThat(Run.botflow("--help").out()).doesNotContain("warm-up");
  }
}
