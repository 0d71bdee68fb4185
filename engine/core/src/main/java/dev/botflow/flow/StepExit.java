package dev.botflow.flow;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A way out of a step.
 *
 * @param on what takes it
 * @param label when it is taken, in a few words; empty where there is nothing to choose
 * @param target where it leads; null for the step written after
 * @param after how long nothing happened, for those that time takes; null for others
 */
public record StepExit(
    On on, String label, @Nullable Target target, @Nullable Duration after) {

  /** What takes a way out. */
  public enum On {
    /** The step did what it is for. */
    DONE,
    /** The contact was not understood as often as the step bears. */
    GIVEN_UP,
    /** The contact was silent; once a visit, and the question stays open. */
    NUDGE,
    /** Nobody answered in time. */
    DEADLINE
  }

  /** The way of a step that did what it is for. */
  public static StepExit done(String label, @Nullable Target target) {
    return new StepExit(On.DONE, label, target, null);
  }

  static StepExit nudge(AskStep.After nudge) {
    return new StepExit(On.NUDGE, "silent " + written(nudge.after()), nudge.then(), nudge.after());
  }

  static StepExit deadline(AskStep.After deadline) {
    return new StepExit(
        On.DEADLINE, "deadline " + written(deadline.after()), deadline.then(), deadline.after());
  }

  private static String written(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
