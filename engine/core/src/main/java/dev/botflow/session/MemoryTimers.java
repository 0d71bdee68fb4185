package dev.botflow.session;

import dev.botflow.event.SessionKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Timers by id and by time. Guarded by the store's lock. */
final class MemoryTimers {
  private static final Comparator<Timer> BY_TIME =
      Comparator.comparing(Timer::dueAt).thenComparing(Timer::key).thenComparing(Timer::id);

  private final Map<Id, Timer> byId = new HashMap<>();
  private final TreeSet<Timer> byTime = new TreeSet<>(BY_TIME);

  void set(Timer timer) {
    cancel(timer.key(), timer.id());
    byId.put(new Id(timer.key(), timer.id()), timer);
    byTime.add(timer);
  }

  void cancel(SessionKey key, String id) {
    Timer timer = byId.remove(new Id(key, id));
    if (timer != null) {
      byTime.remove(timer);
    }
  }

  /** @return how many there were */
  int cancelAll(SessionKey key) {
    List<Timer> all = byTime.stream().filter(timer -> timer.key().equals(key)).toList();
    all.forEach(timer -> cancel(key, timer.id()));
    return all.size();
  }

  boolean waits(SessionKey key) {
    return byTime.stream().anyMatch(timer -> timer.key().equals(key));
  }

  int dueCount(Instant now) {
    return (int) byTime.stream().takeWhile(timer -> !timer.dueAt().isAfter(now)).count();
  }

  List<Timer> due(Instant now, int limit) {
    return byTime.stream()
        .takeWhile(timer -> !timer.dueAt().isAfter(now))
        .limit(limit)
        .toList();
  }

  Optional<Instant> next() {
    return byTime.isEmpty() ? Optional.empty() : Optional.of(byTime.first().dueAt());
  }

  /** An id that is unique in its session. */
  private record Id(SessionKey key, String id) {}
}
