package dev.botflow.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void aTurnMayRunOneStepAndOneFlowAtLeast() {
    assertThat(new Limits(1, 1).steps()).isEqualTo(1);
    assertThatThrownBy(() -> new Limits(0, 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limits: expected at least 1, but was 0");
    assertThatThrownBy(() -> new Limits(100, -3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limits: expected at least 1, but was -3");
  }
}
