package dev.botflow.scenario;

import dev.botflow.message.Outgoing;
import dev.botflow.session.Call;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation as it went.
 *
 * @param did what happened, as an author writes it: {@code user: hi}
 * @param at what the clock shows when it did
 * @param timers what fell due before, in order
 * @param played what the event led to; null if only time passed
 * @param before the session the event came to
 * @param after the session afterwards
 */
public record Exchange(
    String did,
    Instant at,
    List<PlayResult> timers,
    @Nullable PlayResult played,
    Session before,
    Session after) {
  public Exchange {
    timers = List.copyOf(timers);
  }

  /** The timers and then the event. */
  public List<PlayResult> lines() {
    List<PlayResult> lines = new ArrayList<>(timers);
    if (played != null) {
      lines.add(played);
    }
    return lines;
  }

  /** The event's line, else that of the last timer; null if nothing happened. */
  public @Nullable PlayResult last() {
    List<PlayResult> lines = lines();
    return lines.isEmpty() ? null : lines.get(lines.size() - 1);
  }

  public List<Outgoing> messages() {
    return lines().stream().flatMap(line -> line.messages().stream()).toList();
  }

  /** The readable text of each message. */
  public List<String> said() {
    return messages().stream().map(message -> message.message().readable()).toList();
  }

  public List<Call> calls() {
    return lines().stream().flatMap(line -> line.calls().stream()).toList();
  }

  /** Where the innermost run waits afterwards, as {@code flow.step}; null if nothing is open. */
  public @Nullable String waitingAt() {
    Run run = after.topRun();
    return run == null || run.waiting() == null
        ? null
        : run.top().flow() + "." + run.top().step();
  }
}
