package dev.botflow.runtime;

import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.key;

import dev.botflow.event.SessionKey;
import dev.botflow.lane.LaneRules;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.memory.MemoryStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** Events of a contact that wait in a store, and lanes whose tasks run when the test says so. */
abstract class WaitingEvents {
  static final SessionKey ANN = key("ann");

  final HandTime time = new HandTime();
  final MemoryStore store = new MemoryStore(time.clock());
  final Deque<Runnable> workers = new ArrayDeque<>();
  private final EventsOnLanes events = new EventsOnLanes(workers::add);
  final Lanes lanes = events.lanes;
  final List<String> taken = new ArrayList<>();

  @AfterEach
  void stop() {
    time.shutdownNow();
  }

  void add(int from, int to) {
    IntStream.range(from, to).forEach(i -> store.add(entry("e" + i, ANN)));
  }

  /** Rules of a host that has facts to add, for which an event waits once more. */
  static LaneRules asking() {
    LaneRules plain = EventsOnLanes.RULES;
    return new LaneRules(
        true, plain.firstRetry(), plain.longestRetry(), plain.maxEventAge(), false);
  }

  static List<String> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "e" + i).toList();
  }

  void takeUp(InboxEntry entry) {
    events.add(entry.key(), entry.dedupeKey(), () -> taken.add(entry.dedupeKey()));
  }

  void work(int tasks) {
    for (int i = 0; i < tasks; i++) {
      workers.remove().run();
    }
  }
}
