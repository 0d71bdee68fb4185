package dev.botflow.store;

import static dev.botflow.store.SessionSamples.entry;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import org.junit.jupiter.api.Test;

/** Who owns a store, and until when. See {@link Shards}. */
public abstract class ShardsContract<S extends Store> extends StoreContract<S> {

  @Test
  void refusesWorkOnceItIsClosed() {
    store.close();
    store.close();

    assertThatThrownBy(() -> store.add(entry("e1", ANN)))
        .isInstanceOf(BotFlowException.class)
        .hasMessageEndingWith(": expected an open store, but it was closed");
    assertThatThrownBy(() -> store.open(ANN))
        .isInstanceOf(BotFlowException.class)
        .hasMessageEndingWith(": expected an open store, but it was closed");
  }

  @Test
  void letsOneEngineAtATimeUseAStore() {
    store.claim();

    assertThatThrownBy(store::claim)
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith("store: expected one that no engine uses");

    store.release();
    store.claim();
    store.release();
  }
}
