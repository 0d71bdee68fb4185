package dev.botflow.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision table picks the exit.
 *
 * @param table the table's name
 * @param nextByExit where to go on per exit
 * @param otherwise where to go on for any other exit, and if no row fits
 */
public record DecideStep(
    StepHead head,
    String table,
    Map<String, Target> nextByExit,
    @Nullable Target otherwise) implements Step {
  public DecideStep {
    nextByExit = Collections.unmodifiableMap(new LinkedHashMap<>(nextByExit));
  }

  @Override
  public String kind() {
    return "decide";
  }

  @Override
  public String summary() {
    return "table " + table;
  }

  @Override
  public List<StepExit> exits() {
    List<StepExit> exits = new ArrayList<>();
    nextByExit.forEach((name, target) -> exits.add(StepExit.done(name, target)));
    if (otherwise != null) {
      exits.add(StepExit.done("else", otherwise));
    }
    return exits;
  }
}
