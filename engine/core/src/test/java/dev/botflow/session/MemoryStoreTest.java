package dev.botflow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.event.SessionKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract<MemoryStore> {

  @Override
  protected MemoryStore open(Clock clock, Keeping keeping) {
    return new MemoryStore(clock, keeping);
  }

  @Override
  protected List<Trace> traces(MemoryStore store, SessionKey key) {
    return store.traces(key);
  }

  @Override
  protected List<BuriedEvent> buried(MemoryStore store) {
    return store.buried();
  }

  @Test
  void keepsAnEventsBytesThoughTheirArrayIsUsedAgain() {
    InboxEntry entry = SessionSamples.entry("e1", SessionSamples.key("ann"));
    byte first = entry.raw()[0];
    store().add(entry);

    entry.raw()[0] = 'X';

    assertThat(store().pending().get(0).raw()[0]).isEqualTo(first);
  }

  @Test
  void storesAMergedContactWithItsSurvivorOrNeither() {
    SessionKey survivor = SessionSamples.key("ann");
    SessionKey loser = SessionSamples.key("bob");
    Session kept = SessionSamples.session(loser, 1, "total", "10");
    store()
        .save(commit(
            kept, List.of(SessionSamples.timer(loser, "r1.nudge", SessionSamples.NOW)), null));

    Session empty = SessionSamples.session(loser, 3, "total", "0");
    Session merged = SessionSamples.session(survivor, 1, "total", "10");
    assertThatThrownBy(() -> store().save(commit(merged, List.of(), empty)))
        .isInstanceOf(StaleSessionException.class);
    assertThat(store().open(survivor).version()).isZero();
    assertThat(store().nextTimer()).isPresent();

    Session left = SessionSamples.session(loser, 2, "total", "0");
    store().save(commit(merged, List.of(), left));

    assertThat(store().open(survivor)).isEqualTo(merged);
    assertThat(store().open(loser)).isEqualTo(left);
    assertThat(store().nextTimer()).isEmpty();
  }

  private static Commit commit(Session session, List<Timer> timers, @Nullable Session absorbed) {
    return new Commit(
        session,
        "e-" + session.key().value() + session.version(),
        List.of(),
        timers,
        List.of(),
        List.of(),
        null,
        Trace.empty(),
        SessionSamples.NOW,
        absorbed);
  }

  @Test
  void refusesToKeepNothing() {
    assertThatThrownBy(() -> Keeping.standard().withDedupeWindow(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dedupe window: expected more than 0, but was PT0S");
    assertThatThrownBy(() -> Keeping.standard().withTraces(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("traces: expected 0 or more, but was -1");
  }
}
