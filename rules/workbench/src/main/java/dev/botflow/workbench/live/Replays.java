package dev.botflow.workbench.live;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plays two versions beside each other, one play at a time; the last one can be looked at. Safe for use by many threads. */
public final class Replays {
  private @Nullable Replay last;

  /**
   * Begins one.
   *
   * @param person who asks
   * @return empty if another is under way
   */
  public synchronized Optional<Replay> begin(
      String person, Sides sides, List<Replay.Recorded> files) {
    if (last != null && last.state() == Replay.State.RUNNING) {
      return Optional.empty();
    }
    Replay replay = new Replay(person, sides, files);
    last = replay;
    Thread thread = new Thread(replay::play, "botflow-compare");
    thread.setDaemon(true);
    thread.start();
    return Optional.of(replay);
  }

  /** The last one, if it is this and was begun by this person. */
  public synchronized Optional<Replay> find(String person, String id) {
    return Optional.ofNullable(last).filter(one -> one.id().equals(id) && one.isOf(person));
  }
}
