package dev.botflow.flow;

import dev.botflow.template.Template;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls an action of the host after the turn, and waits for its result.
 *
 * @param action the action's name
 * @param with its arguments
 * @param save the variable its result goes to
 * @param timeout how long the result may take, 5 seconds unless set
 */
public record DoStep(
    StepHead head,
    String action,
    Map<String, Template> with,
    @Nullable String save,
    Duration timeout)
    implements Step {
  /** The time a result may take unless set. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  public DoStep {
    with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
  }
}
