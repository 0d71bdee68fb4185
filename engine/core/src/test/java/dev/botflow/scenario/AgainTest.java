package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A flow that is started again while an older run of it waits in a delay. */
class AgainTest {
  private static Talk reminding(String again) {
    return Talk.with(
        new PlainRouter("f"),
        "",
        "flow: f\n" + again
            + "steps:\n- { id: a, say: Noted. }\n- { id: b, delay: 1h, say: Water it. }");
  }

  @Test
  void takesThePlaceOfTheOlderRun() {
    Talk talk = reminding("");
    talk.says("hi");
    talk.later(Duration.ofMinutes(10)).says("hi again");

    assertThat(talk.session().runs()).hasSize(1);
  }

  @Test
  void goesOnBesideItWhereTheFlowSaysSo() {
    Talk talk = reminding("again: beside\n");
    talk.says("hi");
    talk.later(Duration.ofMinutes(10)).says("hi again");

    assertThat(talk.session().runs()).hasSize(2);
  }
}
