package dev.botflow.session;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a flow and of the flows it calls.
 *
 * @param id unique in its session, such as {@code r3}
 * @param frames the flow begun first, then those it called; the last one goes on; at least one
 * @param waiting what it waits for; null for a paused run whose next step goes on by itself
 * @param rule the row or rule that began it
 * @param kind how it stands to the run below it
 * @param asked true once it asked something itself
 * @param steps steps run since the last event from outside
 * @param startedAt when it began
 */
public record Run(
    String id,
    List<Frame> frames,
    @Nullable Wait waiting,
    @Nullable String rule,
    Kind kind,
    boolean asked,
    int steps,
    Instant startedAt) {
  public Run {
    frames = List.copyOf(frames);
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("run " + id + ": expected at least 1 frame, but was 0");
    }
  }

  /** How a run stands to the one below it. */
  public enum Kind {
    /** Nothing was open. */
    PLAIN,
    /** It interrupted a question, which is asked once more when this run ends. */
    INTERRUPTION,
    /** An event that is no message began it beside an open question. */
    BESIDE,
    /** A delivery report began it: reports on its own messages are never routed. */
    DELIVERY
  }

  public Frame top() {
    return frames.get(frames.size() - 1);
  }
}
