package dev.botflow.turn;

import dev.botflow.flow.SetStep;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sets variables. */
final class SetRunner {
  private static final int MAX_DIGITS = 40;

  private SetRunner() {}

  static Next run(TurnState turn, SetStep step) {
    for (SetStep.Assignment assignment : step.assignments()) {
      Object operand = assignment.operand() == null
          ? null
          : assignment.operand().evaluate(turn.values(), turn.style(), turn.absentIn(step));
      Object now = turn.values().value(assignment.name());
      switch (assignment.operation()) {
        case TO:
          TurnValues.set(turn, assignment.name(), operand);
          break;
        case ADD:
          BigDecimal left = number(now);
          BigDecimal right = number(operand);
          if (left == null || right == null) {
            return new Next.Failed(
                "set " + assignment.name() + ": expected a number to add to a number");
          }
          TurnValues.set(turn, assignment.name(), left.add(right));
          break;
        case APPEND:
          TurnValues.set(turn, assignment.name(), appended(now, operand));
          break;
        case LOWER:
          TurnValues.set(turn, assignment.name(), text(operand, now).toLowerCase(Locale.ROOT));
          break;
        case UPPER:
          TurnValues.set(turn, assignment.name(), text(operand, now).toUpperCase(Locale.ROOT));
          break;
        case TRIM:
          TurnValues.set(turn, assignment.name(), text(operand, now).strip());
          break;
        case DEFAULT:
          if (now == null || "".equals(now)) {
            TurnValues.set(turn, assignment.name(), operand);
          }
          break;
        case NOW:
          TurnValues.set(turn, assignment.name(), turn.facts.event().at().toString());
          break;
        default:
          throw new AssertionError(assignment.operation());
      }
    }
    return new Next.Go(step.head().next());
  }

  private static String text(@Nullable Object operand, @Nullable Object now) {
    Object value = operand != null ? operand : now;
    return value == null ? "" : value.toString();
  }

  /** The value as a number, 0 if absent; null if it is none. */
  private static @Nullable BigDecimal number(@Nullable Object value) {
    if (value == null || "".equals(value)) {
      return BigDecimal.ZERO;
    }
    if (value instanceof BigDecimal number) {
      return bounded(number);
    }
    String text = value.toString().strip();
    // An exponent makes a number of a few letters take all memory there is once it is added to.
    if (text.length() > MAX_DIGITS || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      return null;
    }
    try {
      return bounded(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable BigDecimal bounded(BigDecimal number) {
    return Math.abs((long) number.scale()) > MAX_DIGITS || number.precision() > 2 * MAX_DIGITS
        ? null
        : number;
  }

  private static List<Object> appended(@Nullable Object now, @Nullable Object value) {
    List<Object> list = new ArrayList<>();
    if (now instanceof List<?> members) {
      list.addAll(members);
    } else if (now != null) {
      list.add(now);
    }
    if (value != null) {
      list.add(value);
    }
    return list;
  }
}
