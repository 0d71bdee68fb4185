package dev.botflow.runtime;

import static dev.botflow.store.SessionSamples.entry;

import dev.botflow.event.SessionKey;
import dev.botflow.lane.Effect;
import dev.botflow.lane.Input;
import dev.botflow.lane.LaneRules;
import dev.botflow.lane.Outcome;
import dev.botflow.lane.Work;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Lanes on which events come to what a test says, and are over then. */
final class EventsOnLanes implements Lanes.Doing {
  static final LaneRules RULES = new LaneRules(
      false, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(24), false);

  private final Map<String, Runnable> turns = new ConcurrentHashMap<>();
  final Lanes lanes;

  EventsOnLanes(Executor workers) {
    lanes = new Lanes(workers, RULES);
    lanes.workWith(this);
  }

  /** Puts an event on its lane. */
  void add(SessionKey key, String id, Runnable turn) {
    turns.put(id, turn);
    lanes.add(key, new Work.Stored(entry(id, key), null));
  }

  @Override
  public @Nullable Input done(SessionKey key, Effect effect) {
    if (effect instanceof Effect.Read read && read.held().work() instanceof Work.Stored stored) {
      turns.get(stored.entry().dedupeKey()).run();
      return new Input.Ended(read.held().number(), Outcome.APPLIED);
    }
    return null;
  }
}
