package dev.botflow.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events waiting, events given up, and the keys of those that came before. Guarded by the store's lock. */
final class MemoryInbox {
  private final Duration window;
  private final Map<String, InboxEntry> waiting = new LinkedHashMap<>();
  private final Map<String, BuriedEvent> buried = new LinkedHashMap<>();
  // In the order of storing, so that the oldest is forgotten first.
  private final Map<String, Instant> seen = new LinkedHashMap<>();

  MemoryInbox(Duration window) {
    this.window = window;
  }

  boolean add(InboxEntry entry, Instant now) {
    forget(now);
    if (waiting.containsKey(entry.dedupeKey()) || within(seen.get(entry.dedupeKey()), now)) {
      return false;
    }
    see(entry.dedupeKey(), now);
    waiting.put(entry.dedupeKey(), copy(entry));
    return true;
  }

  List<InboxEntry> pending() {
    return new ArrayList<>(waiting.values());
  }

  /** The event needs nothing more; its key is remembered, also if the event never was in the inbox. */
  void settle(String dedupeKey, Instant now) {
    waiting.remove(dedupeKey);
    seen.putIfAbsent(dedupeKey, now);
  }

  void bury(InboxEntry entry, String reason, Instant now) {
    settle(entry.dedupeKey(), now);
    buried.putIfAbsent(entry.dedupeKey(), new BuriedEvent(copy(entry), reason, now));
  }

  List<BuriedEvent> buried() {
    return new ArrayList<>(buried.values());
  }

  private void see(String dedupeKey, Instant now) {
    seen.remove(dedupeKey);
    seen.put(dedupeKey, now);
  }

  private void forget(Instant now) {
    Iterator<Instant> oldest = seen.values().iterator();
    while (oldest.hasNext() && !within(oldest.next(), now)) {
      oldest.remove();
    }
  }

  private boolean within(@Nullable Instant stored, Instant now) {
    return stored != null && now.isBefore(stored.plus(window));
  }

  private static InboxEntry copy(InboxEntry entry) {
    return new InboxEntry(
        entry.dedupeKey(), entry.key(), entry.appId(), entry.raw().clone(), entry.receivedAt());
  }
}
