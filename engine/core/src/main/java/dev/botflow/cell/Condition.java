package dev.botflow.cell;

import java.util.List;
import java.util.function.Consumer;

/**
 * When something holds: tests of named values, joined by and, or, not. A map in a flow file is "and", a list of maps is
 * "or"; {@code not:}, {@code all:} and {@code any:} nest.
 */
public sealed interface Condition {

  /** True if it holds for these values. */
  boolean test(Values values);

  /** Reports every name it asks about. */
  void names(Consumer<String> name);

  /** One value passes one test. */
  record Is(String name, Cell test) implements Condition {
    @Override
    public boolean test(Values values) {
      return test.test(Identities.compared(name, values.value(name)));
    }

    @Override
    public void names(Consumer<String> each) {
      each.accept(name);
    }
  }

  /** All hold; true if there are none. */
  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean test(Values values) {
      for (Condition condition : conditions) {
        if (!condition.test(values)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void names(Consumer<String> each) {
      conditions.forEach(condition -> condition.names(each));
    }
  }

  /** At least one holds. */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean test(Values values) {
      for (Condition condition : conditions) {
        if (condition.test(values)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void names(Consumer<String> each) {
      conditions.forEach(condition -> condition.names(each));
    }
  }

  /** It does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean test(Values values) {
      return !condition.test(values);
    }

    @Override
    public void names(Consumer<String> each) {
      condition.names(each);
    }
  }
}
