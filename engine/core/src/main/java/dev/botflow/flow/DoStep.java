package dev.botflow.flow;

import dev.botflow.template.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  @Override
  public String kind() {
    return "do";
  }

  @Override
  public String summary() {
    return action;
  }

  @Override
  public List<StepExit> exits() {
    return List.of(StepExit.done("ok", head.next()));
  }

  @Override
  public Set<String> sets() {
    return save == null ? Set.of() : Collections.singleton(save);
  }

  @Override
  public List<StepText> texts() {
    List<StepText> texts = new ArrayList<>();
    with.forEach((name, value) -> texts.add(StepText.plain("with." + name, value)));
    return texts;
  }

  @Override
  public String calledAction() {
    return action;
  }

  @Override
  public WaitsFor waitsFor() {
    return WaitsFor.RESULT;
  }
}
