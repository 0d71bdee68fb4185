package dev.botflow.lane;

import java.util.List;

/**
 * What follows from something that happened.
 *
 * @param lane as it is now
 * @param effects what is to be done, in this order
 */
public record Step(Lane lane, List<Effect> effects) {
  public Step {
    effects = List.copyOf(effects);
  }

  static Step of(Lane lane, Effect... effects) {
    return new Step(lane, List.of(effects));
  }
}
