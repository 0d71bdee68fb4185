package dev.botflow.store;

import dev.botflow.error.BotFlowException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Which stores of this process an engine uses. A store that nobody closes stays here, as its engine's threads do. */
final class Claims {
  private static final Set<Store> TAKEN = Collections.newSetFromMap(new IdentityHashMap<>());

  private Claims() {}

  static synchronized void take(Store store) {
    if (!TAKEN.add(store)) {
      throw new BotFlowException(
          "store: expected one that no engine uses, but another engine of this process has it;"
              + " one engine can serve several apps, each by its own connect");
    }
  }

  static synchronized void release(Store store) {
    TAKEN.remove(store);
  }
}
