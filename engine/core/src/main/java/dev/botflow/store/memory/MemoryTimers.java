package dev.botflow.store.memory;

import dev.botflow.event.SessionKey;
import dev.botflow.session.Timer;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  List<Timer> of(SessionKey key) {
    return byTime.stream().filter(timer -> timer.key().equals(key)).toList();
  }

  /** @return how many there were */
  int cancelAll(SessionKey key) {
    List<Timer> all = of(key);
    all.forEach(timer -> cancel(key, timer.id()));
    return all.size();
  }

  boolean waits(SessionKey key) {
    return byTime.stream().anyMatch(timer -> timer.key().equals(key));
  }

  /** True if a timer of this session became the event of this dedupe key. */
  boolean waits(SessionKey key, String firing) {
    return byTime.stream()
        .anyMatch(timer -> timer.key().equals(key) && timer.firing().equals(firing));
  }

  /** True if this timer waited, which it does no more. */
  boolean giveUp(Timer timer) {
    boolean waits = timer.equals(byId.get(new Id(timer.key(), timer.id())));
    if (waits) {
      cancel(timer.key(), timer.id());
    }
    return waits;
  }

  int dueCount(Instant now) {
    return (int) byTime.stream().takeWhile(timer -> !timer.dueAt().isAfter(now)).count();
  }

  List<Timer> due(Instant after, Instant now, Set<String> leftOut, int limit) {
    return byTime.stream()
        .dropWhile(timer -> !timer.dueAt().isAfter(after))
        .takeWhile(timer -> !timer.dueAt().isAfter(now))
        .filter(timer -> !leftOut.contains(timer.appId()))
        .limit(limit)
        .toList();
  }

  Optional<Instant> next() {
    return byTime.isEmpty() ? Optional.empty() : Optional.of(byTime.first().dueAt());
  }

  /** An id that is unique in its session. */
  private record Id(SessionKey key, String id) {}
}
