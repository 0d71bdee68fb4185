package dev.botflow.session;

import java.time.Instant;
import java.util.ArrayList;
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

  /**
   * A run of one flow, which waits for nothing yet and has asked nothing.
   *
   * @param steps steps run since the last event from outside
   */
  public static Run begin(
      String id, Frame first, @Nullable String rule, Kind kind, int steps, Instant now) {
    return new Run(id, List.of(first), null, rule, kind, false, steps, now);
  }

  /** The same run, which waits from now on. */
  public Run waitingFor(Wait wait) {
    boolean asks = wait instanceof Wait.ForAnswer;
    return new Run(id, frames, wait, rule, kind, asked || asks, steps, startedAt);
  }

  /** The same run, which waits for nothing any more. */
  public Run awake() {
    return new Run(id, frames, null, rule, kind, asked, steps, startedAt);
  }

  public Run withSteps(int count) {
    return new Run(id, frames, waiting, rule, kind, asked, count, startedAt);
  }

  public Run withFrames(List<Frame> others) {
    return new Run(id, others, waiting, rule, kind, asked, steps, startedAt);
  }

  /** The same run with another frame in the place of the top one. */
  public Run withTop(Frame frame) {
    List<Frame> others = new ArrayList<>(frames);
    others.set(others.size() - 1, frame);
    return withFrames(others);
  }

  /** The same run below all others: it interrupts no question any more, and nobody looks at what it asked. */
  public Run belowOthers() {
    Kind below = kind == Kind.INTERRUPTION ? Kind.BESIDE : kind;
    return new Run(id, frames, waiting, rule, below, false, steps, startedAt);
  }

  public Frame top() {
    return frames.get(frames.size() - 1);
  }
}
