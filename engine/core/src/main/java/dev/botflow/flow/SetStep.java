package dev.botflow.flow;

import dev.botflow.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      String name, Operation operation, @Nullable Template operand) {

    /** Asks for a variable, and changes nothing if it is absent. */
    static Assignment askingFor(String variable) {
      return new Assignment(variable, Operation.DEFAULT, Template.parse("{" + variable + "}"));
    }
  }

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

  @Override
  public String kind() {
    return "set";
  }

  @Override
  public String summary() {
    return "variables";
  }

  @Override
  public List<StepExit> exits() {
    return List.of(StepExit.done("", head.next()));
  }

  @Override
  public Set<String> sets() {
    Set<String> names = new LinkedHashSet<>();
    assignments.forEach(one -> names.add(one.name()));
    return names;
  }

  @Override
  public Map<String, List<String>> takes() {
    Map<String, List<String>> takes = new LinkedHashMap<>();
    for (Assignment assignment : assignments) {
      if (assignment.operand() != null) {
        takes
            .computeIfAbsent(assignment.name(), name -> new ArrayList<>())
            .addAll(assignment.operand().names());
      }
    }
    return takes;
  }

  @Override
  public List<Step> askingFor(String variable) {
    List<Assignment> asking = new ArrayList<>();
    asking.add(Assignment.askingFor(variable));
    asking.addAll(assignments);
    return List.of(new SetStep(head, asking));
  }

  @Override
  public List<StepText> texts() {
    List<StepText> texts = new ArrayList<>();
    for (Assignment assignment : assignments) {
      if (assignment.operand() != null) {
        texts.add(StepText.plain("set." + assignment.name(), assignment.operand()));
      }
    }
    return texts;
  }
}
