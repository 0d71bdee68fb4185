package dev.botflow.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.store.InboxContents;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.SessionSamples;
import dev.botflow.store.StoreContract;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract<MemoryStore> {

  @Override
  protected MemoryStore open(Clock clock, RetentionPolicy retention) {
    return new MemoryStore(clock, retention);
  }

  @Test
  void keepsAnEventsBytesThoughTheirArrayIsUsedAgain() {
    InboxEntry entry = SessionSamples.entry("e1", SessionSamples.key("ann"));
    byte first = entry.raw()[0];
    store().add(entry);

    entry.raw()[0] = 'X';

    assertThat(InboxContents.of(store()).get(0).raw()[0]).isEqualTo(first);
  }

  @Test
  void refusesToKeepNothing() {
    assertThatThrownBy(() -> RetentionPolicy.standard().withDedupeWindow(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dedupe window: expected more than 0, but was PT0S");
    assertThatThrownBy(() -> RetentionPolicy.standard().withTraces(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("traces: expected 0 or more, but was -1");
  }
}
