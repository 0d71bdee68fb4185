package dev.botflow.authoring.record;

import dev.botflow.event.Channel;
import dev.botflow.scenario.PlayResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A turn of a recorded talk.
 *
 * @param on the channel it moved to; null if it stayed
 * @param after how much time passed before
 * @param act what the contact did; empty if only time passed
 * @param lines what came of it
 */
record RecordedTurn(
    @Nullable Channel on, Duration after, Optional<RecordedAct> act, List<PlayResult> lines) {
  RecordedTurn {
    lines = List.copyOf(lines);
  }

  /** The line that reports how the turn ended; empty if nothing came of it. */
  Optional<PlayResult> last() {
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
  }
}
