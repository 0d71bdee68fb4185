package dev.botflow.flow;

import dev.botflow.template.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets variables, in order. */
public record SetStep(StepHead head, List<Assignment> assignments) implements Step {
  public SetStep {
    assignments = List.copyOf(assignments);
  }

  /**
   * One variable.
   *
   * @param name run scope unless written {@code session.x} or {@code contact.x}
   * @param operation what to do
   * @param operand what with; null where the operation needs nothing
   */
  public record Assignment(
      String name, Operation operation, @Nullable Template operand) {}

  /** What can be done to a variable. */
  public enum Operation {
    /** Takes the value. */
    TO,
    /** Adds a number; an absent variable counts as 0. */
    ADD,
    /** Puts a value at the end of a list; an absent variable counts as empty. */
    APPEND,
    LOWER,
    UPPER,
    TRIM,
    /** Takes the value if the variable is absent. */
    DEFAULT,
    /** The moment of the event, as ISO text. */
    NOW
  }
}
