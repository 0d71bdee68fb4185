package dev.botflow.store;

import java.util.Comparator;
import java.util.List;

/** What waits in a store, for assertions. */
public final class InboxContents {
  private InboxContents() {}

  /** The events of all apps, in the order of acceptance. */
  public static List<InboxEntry> of(Shard store) {
    return store.waitingCounts().keySet().stream()
        .flatMap(app -> store.waiting(app, 0, Integer.MAX_VALUE).stream())
        .sorted(Comparator.comparingLong(WaitingEvent::number))
        .map(WaitingEvent::entry)
        .toList();
  }
}
