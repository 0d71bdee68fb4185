package dev.botflow.flow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision table picks the exit.
 *
 * @param table the table's name
 * @param exits where to go on per exit
 * @param otherwise where to go on for any other exit, and if no row fits
 */
public record DecideStep(
    StepHead head,
    String table,
    Map<String, Target> exits,
    @Nullable Target otherwise) implements Step {
  public DecideStep {
    exits = Collections.unmodifiableMap(new LinkedHashMap<>(exits));
  }
}
