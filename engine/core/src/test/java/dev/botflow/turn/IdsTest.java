package dev.botflow.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.AgentLeft;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids nobody can guess, and that are the same whenever the same is named. */
class IdsTest {
  private static final SessionKey ANN = new SessionKey("APP/ann");
  private static final InboundEvent EVENT = event("e1");

  private final Ids ids = ids("key");

  private static Ids ids(String key) {
    return new Ids(key.getBytes(StandardCharsets.UTF_8));
  }

  private static InboundEvent event(String id) {
    return new AgentLeft(EventHeader.own(
        "AGENT_LEFT",
        new ChannelContext(null, null, "ann", "APP", null, null),
        Instant.parse("2026-03-02T09:00:00Z"),
        id));
  }

  @Test
  void theSameNamesGiveTheSameIdOfTwentyFourLettersForUrls() {
    for (int i = 0; i < 100; i++) {
      String id = ids.message(ANN, EVENT, i, 0);

      assertThat(id).matches("[A-Za-z0-9_-]{24}");
      assertThat(ids("key").message(ANN, EVENT, i, 0)).isEqualTo(id);
    }
  }

  @Test
  void whateverDiffersGivesAnotherId() {
    assertThat(List.of(
            ids.message(ANN, EVENT, 1, 0),
            ids.call(ANN, EVENT, 1, 0),
            ids.message(new SessionKey("APP/bo"), EVENT, 1, 0),
            ids.message(ANN, event("e2"), 1, 0),
            ids.message(ANN, EVENT, 2, 0),
            ids.message(ANN, EVENT, 1, 1),
            ids("other").message(ANN, EVENT, 1, 0)))
        .doesNotHaveDuplicates();
  }

  @Test
  void soDoesWhateverDiffersInAButton() {
    assertThat(List.of(
            ids.postback(ANN, "r1", "flow", "step", "a"),
            ids.postback(new SessionKey("APP/bo"), "r1", "flow", "step", "a"),
            ids.postback(ANN, "r2", "flow", "step", "a"),
            ids.postback(ANN, "r1", "other", "step", "a"),
            ids.postback(ANN, "r1", "flow", "other", "a"),
            ids.postback(ANN, "r1", "flow", "step", "b"),
            ids("other").postback(ANN, "r1", "flow", "step", "a")))
        .doesNotHaveDuplicates();
  }

  @Test
  void namesThatRunIntoEachOtherStayApart() {
    // Each pair reads the same once its parts are put together.
    assertThat(ids.postback(ANN, "r1", "flow", "s", "tep"))
        .isNotEqualTo(ids.postback(ANN, "r1", "flow", "st", "ep"));
    assertThat(ids.postback(ANN, "r1", "f", "1:s", "a"))
        .isNotEqualTo(ids.postback(ANN, "r1", "f1", ":s", "a"));
    assertThat(ids.postback(ANN, "r1", "f", "s".repeat(11), "a"))
        .isNotEqualTo(ids.postback(ANN, "r1", "f1", "1:" + "s".repeat(9), "a"));
  }
}
