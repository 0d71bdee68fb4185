package dev.botflow.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One flow of a run, where it stands and what it remembers.
 *
 * @param flow the flow's name
 * @param botVersion the bot version it began with and finishes on
 * @param step the step it stands at
 * @param variables the run variables of this flow
 * @param visits how often the frame came to each step; a question visited before is never skipped
 * @param back where to go on in the frame below when this one ends; null for the first
 * @param hosted what is kept of a flow that lives in the host, while it waits; null for others
 */
public record Frame(
    String flow,
    long botVersion,
    String step,
    Map<String, Object> variables,
    Map<String, Integer> visits,
    @Nullable Back back,
    @Nullable HostedState hosted) {
  public Frame {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    visits = Collections.unmodifiableMap(new LinkedHashMap<>(visits));
  }

  /** A frame that came to no question yet. */
  public static Frame begin(
      String flow,
      long botVersion,
      String step,
      Map<String, Object> variables,
      @Nullable Back back) {
    return new Frame(flow, botVersion, step, variables, Collections.emptyMap(), back, null);
  }

  /** The same frame at another step. */
  public Frame at(String other) {
    return new Frame(flow, botVersion, other, variables, visits, back, hosted);
  }

  public Frame withVariables(Map<String, Object> values) {
    return new Frame(flow, botVersion, step, values, visits, back, hosted);
  }

  /** The same frame, which came to a step this many times. */
  public Frame visited(String asked, int times) {
    Map<String, Integer> counted = new LinkedHashMap<>(visits);
    counted.put(asked, times);
    return new Frame(flow, botVersion, step, variables, counted, back, hosted);
  }

  /** The same frame, whose flow lives in the host, which asked to keep this. */
  public Frame hosting(HostedState kept) {
    return new Frame(flow, botVersion, step, variables, visits, back, kept);
  }

  /**
   * The way back to the caller.
   *
   * @param next the caller's target to go on at, in the form {@code Target} writes it; null for the step after the call
   * @param save caller's variable name to result name
   */
  public record Back(@Nullable String next, Map<String, String> save) {
    public Back {
      save = Collections.unmodifiableMap(new LinkedHashMap<>(save));
    }
  }

  @Override
  public String toString() {
    return "Frame[" + flow + "." + step + "]";
  }
}
