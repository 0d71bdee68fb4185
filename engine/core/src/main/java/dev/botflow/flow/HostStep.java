package dev.botflow.flow;

import dev.botflow.error.Place;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stands for a flow that lives in the host: the only step of the flow of its name.
 *
 * @param flow the flow's name, by which the host knows it
 * @param description what it is for, in a few words; empty if nobody said
 * @param results the variables that a caller may take from it
 * @param timeout how long an answer may take, 5 seconds unless set
 */
public record HostStep(
    StepHead head, String flow, String description, List<String> results, Duration timeout)
    implements Step {
  /** The id of the step. */
  public static final String ID = "host";

  /** The time an answer may take unless set. */
  public static final Duration DEFAULT_TIMEOUT = DoStep.DEFAULT_TIMEOUT;

  public HostStep {
    results = List.copyOf(results);
  }

  /**
   * The flow of a bot that stands for one of the host's.
   *
   * @param place where it is named
   * @param legal true if it may speak to a contact who opted out
   */
  public static Flow flow(
      String name,
      String description,
      boolean legal,
      List<String> results,
      Duration timeout,
      Place place) {
    StepHead head = new StepHead(ID, null, null, null, null, null, place.step(name, ID));
    Map<String, Step> steps = new LinkedHashMap<>();
    steps.put(ID, new HostStep(head, name, description, results, timeout));
    return new Flow(name, place.file(), legal, results, null, steps, false);
  }

  @Override
  public String kind() {
    return "host";
  }

  @Override
  public String summary() {
    return description.isEmpty() ? "a flow of the host" : description;
  }

  @Override
  public List<StepExit> exits() {
    return List.of(StepExit.done("done", head.next()));
  }

  @Override
  public Set<String> sets() {
    return new LinkedHashSet<>(results);
  }

  @Override
  public String calledFlow() {
    return flow;
  }

  @Override
  public WaitsFor waitsFor() {
    return WaitsFor.HOST;
  }
}
