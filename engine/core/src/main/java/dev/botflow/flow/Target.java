package dev.botflow.flow;

import dev.botflow.template.Template;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a flow goes on. */
public sealed interface Target {

  /** A step of the same flow. */
  record ToStep(String step) implements Target {
    @Override
    public String toString() {
      return step;
    }
  }

  /** Another flow, which takes this one's place. */
  record ToFlow(String flow) implements Target {
    @Override
    public String toString() {
      return flow;
    }
  }

  /** The end of this flow; a calling flow goes on. */
  record End() implements Target {
    @Override
    public String toString() {
      return "end";
    }
  }

  /**
   * Another flow and back.
   *
   * @param flow the flow called
   * @param with what becomes its run variables
   * @param save names here to names of its results, such as {@code plant} to {@code plant} for {@code result.plant}
   * @param then where to go on after it; null for the step after this one
   */
  record Calling(
      String flow,
      Map<String, Template> with,
      Map<String, String> save,
      @Nullable Target then) implements Target {
    public Calling {
      with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
      save = Collections.unmodifiableMap(new LinkedHashMap<>(save));
    }

    /** The same call with other run variables. */
    public Calling withVariables(Map<String, Template> others) {
      return new Calling(flow, others, save, then);
    }

    @Override
    public String toString() {
      return "call " + flow;
    }
  }
}
