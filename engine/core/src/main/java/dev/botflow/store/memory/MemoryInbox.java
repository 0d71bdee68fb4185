package dev.botflow.store.memory;

import dev.botflow.event.SessionKey;
import dev.botflow.store.EventCounts;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.WaitingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events waiting, and the keys of those that came before. Guarded by the store's lock. */
final class MemoryInbox {
  private final Duration window;
  private final Map<String, WaitingEvent> waiting = new LinkedHashMap<>();
  // In the order of storing, so that the oldest is forgotten first.
  private final Map<String, Instant> seen = new LinkedHashMap<>();
  private final Map<String, Fate> fates = new HashMap<>();
  private final Set<String> replayed = new LinkedHashSet<>();
  private long next = 1;

  MemoryInbox(Duration window) {
    this.window = window;
  }

  boolean add(InboxEntry entry, Instant now) {
    forget(now);
    if (waiting.containsKey(entry.dedupeKey()) || within(seen.get(entry.dedupeKey()), now)) {
      return false;
    }
    see(entry.dedupeKey(), now);
    fates.remove(entry.dedupeKey());
    waiting.put(entry.dedupeKey(), new WaitingEvent(next++, entry.copy()));
    return true;
  }

  List<WaitingEvent> waiting(String appId, long after, int limit) {
    return waiting.values().stream()
        .filter(event -> event.number() > after && event.entry().appId().equals(appId))
        .limit(limit)
        .toList();
  }

  Map<String, Integer> waitingCounts() {
    Map<String, Integer> counts = new TreeMap<>();
    waiting.values().forEach(event -> counts.merge(event.entry().appId(), 1, Integer::sum));
    return counts;
  }

  List<InboxEntry> of(SessionKey key) {
    return waiting.values().stream()
        .map(WaitingEvent::entry)
        .filter(entry -> entry.key().equals(key))
        .toList();
  }

  boolean waits(SessionKey key) {
    return waiting.values().stream().anyMatch(event -> event.entry().key().equals(key));
  }

  /** True for an event that needs nothing more. */
  boolean isOver(String dedupeKey) {
    return fates.containsKey(dedupeKey) && !waiting.containsKey(dedupeKey);
  }

  /** The event needs nothing more; its key is remembered, also if the event never was in the inbox. */
  void settle(String dedupeKey, Fate fate, Instant now) {
    waiting.remove(dedupeKey);
    seen.putIfAbsent(dedupeKey, now);
    fates.put(dedupeKey, fate);
  }

  /** An event that was given up waits again, behind all others. */
  void replay(InboxEntry entry, Instant now) {
    String dedupeKey = entry.dedupeKey();
    see(dedupeKey, now);
    fates.remove(dedupeKey);
    waiting.putIfAbsent(dedupeKey, new WaitingEvent(next++, entry));
    replayed.add(dedupeKey);
  }

  List<InboxEntry> replayed() {
    replayed.retainAll(waiting.keySet());
    return waiting.values().stream()
        .map(WaitingEvent::entry)
        .filter(entry -> replayed.contains(entry.dedupeKey()))
        .toList();
  }

  EventCounts tally() {
    return new EventCounts(
        seen.size(),
        waiting.size(),
        count(Fate.HANDLED),
        count(Fate.GIVEN_UP),
        count(Fate.IGNORED));
  }

  private long count(Fate fate) {
    return fates.values().stream().filter(fate::equals).count();
  }

  int erase(SessionKey key, Instant now) {
    List<String> keys = waiting.values().stream()
        .filter(event -> event.entry().key().equals(key))
        .map(event -> event.entry().dedupeKey())
        .toList();
    keys.forEach(waits -> settle(waits, Fate.IGNORED, now));
    return keys.size();
  }

  private void see(String dedupeKey, Instant now) {
    seen.remove(dedupeKey);
    seen.put(dedupeKey, now);
  }

  private void forget(Instant now) {
    Iterator<Map.Entry<String, Instant>> oldest = seen.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<String, Instant> entry = oldest.next();
      if (within(entry.getValue(), now)) {
        return;
      }
      // One that waits is known by itself.
      if (!waiting.containsKey(entry.getKey())) {
        oldest.remove();
        fates.remove(entry.getKey());
      }
    }
  }

  private boolean within(@Nullable Instant stored, Instant now) {
    return stored != null && now.isBefore(stored.plus(window));
  }

  /** What became of an event that waits no more. */
  enum Fate {
    HANDLED,
    IGNORED,
    GIVEN_UP
  }
}
