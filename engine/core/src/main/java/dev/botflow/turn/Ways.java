package dev.botflow.turn;

import dev.botflow.flow.Target;
import org.jspecify.annotations.Nullable;

/** Targets as a frame keeps them. */
final class Ways {
  private static final String STEP = "step:";
  private static final String FLOW = "flow:";
  private static final String END = "end";

  private Ways() {}

  static @Nullable String write(@Nullable Target target) {
    if (target == null) {
      return null;
    }
    if (target instanceof Target.ToStep step) {
      return STEP + step.step();
    }
    if (target instanceof Target.ToFlow flow) {
      return FLOW + flow.flow();
    }
    if (target instanceof Target.End) {
      return END;
    }
    throw new AssertionError("a way back is a step, a flow or the end: " + target);
  }

  static Target read(String way) {
    if (way.startsWith(STEP)) {
      return new Target.ToStep(way.substring(STEP.length()));
    }
    return way.startsWith(FLOW)
        ? new Target.ToFlow(way.substring(FLOW.length()))
        : new Target.End();
  }
}
