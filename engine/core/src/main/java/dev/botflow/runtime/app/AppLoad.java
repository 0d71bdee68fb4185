package dev.botflow.runtime.app;

import dev.botflow.event.SessionKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much each app has under way, and its share of what there is room for. An app may have as much as is left for all
 * others: one alone takes half of the room, two that flood a third each, and there is always room for one that begins. So
 * much is free at any moment that no app has to give back what it has. Safe for use by many threads.
 */
public final class AppLoad {
  private final Map<String, Integer> loads = new ConcurrentHashMap<>();
  private final AtomicInteger total = new AtomicInteger();

  /** Something of this session is under way. */
  public void add(SessionKey key) {
    loads.merge(key.appPart(), 1, Integer::sum);
    total.incrementAndGet();
  }

  /** It is not any more. */
  public void remove(SessionKey key) {
    loads.computeIfPresent(key.appPart(), (app, n) -> n == 1 ? null : n - 1);
    total.decrementAndGet();
  }

  /** What the app of this session has under way. */
  public int of(SessionKey key) {
    return loads.getOrDefault(key.appPart(), 0);
  }

  /** What all apps have under way. */
  public int total() {
    return total.get();
  }

  /**
   * How much more an app may have under way; 0 or less if it has its share.
   *
   * @param room for how much there is room in all
   */
  public int left(SessionKey key, int room) {
    return room - total() - of(key);
  }
}
