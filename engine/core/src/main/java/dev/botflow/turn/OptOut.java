package dev.botflow.turn;

import dev.botflow.session.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Opting out of everything and back in, as a {@code set} step of a legal flow does it. */
final class OptOut {
  private OptOut() {}

  static void set(TurnState turn, boolean out) {
    turn.optedOutOfAll = out;
    turn.optedBackIn = new TreeSet<>();
    if (!out) {
      turn.optedOut = new TreeSet<>();
      return;
    }
    // Whatever else is open ends with its timers; the run that does this goes on, to say goodbye.
    List<Run> others = new ArrayList<>(turn.runs.subList(0, turn.runs.size() - 1));
    for (Run other : others) {
      turn.runs.remove(other);
      Timers.cancelAll(turn, other);
    }
  }
}
