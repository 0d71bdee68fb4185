package dev.botflow.flow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One flow.
 *
 * @param name unique in its bot
 * @param file where it is written
 * @param legal true if it may speak to a contact who opted out
 * @param returns the variables a caller gets back
 * @param onError where its steps go on if they fail and name nothing themselves
 * @param steps in the order written, by id; at least one
 * @param beside true if a run of it that waits in a delay goes on when the flow is started again; else the new run takes
 *     its place
 */
public record Flow(
    String name,
    String file,
    boolean legal,
    List<String> returns,
    @Nullable Target onError,
    Map<String, Step> steps,
    boolean beside) {
  public Flow {
    returns = List.copyOf(returns);
    steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("flow " + name + ": expected at least 1 step, but was 0");
    }
  }

  /** The same flow of other steps. */
  public Flow withSteps(Map<String, Step> others) {
    return new Flow(name, file, legal, returns, onError, others, beside);
  }

  public Step first() {
    return steps.values().iterator().next();
  }

  public Optional<Step> step(String id) {
    return Optional.ofNullable(steps.get(id));
  }

  /** The step written after this one; empty for the last. */
  public Optional<Step> after(String id) {
    boolean found = false;
    for (Step step : steps.values()) {
      if (found) {
        return Optional.of(step);
      }
      found = step.id().equals(id);
    }
    return Optional.empty();
  }
}
