package dev.botflow.table.index;

import dev.botflow.cell.Cell;
import dev.botflow.table.Check;
import dev.botflow.table.Customer;
import dev.botflow.table.sheet.Subject;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column with few states that are known beforehand (kinds of events, channels, what a customer is): every cell without
 * a test of its own, {@code not} included, is tried on each state once, so that a look-up never tries it again.
 */
final class StateDimension extends WordsDimension {
  private static final String NOBODYS_WORD = "\u0001";

  private final List<List<String>> lists;

  StateDimension(Subject subject) {
    super(subject);
    this.lists = subject.what() == Subject.What.CUSTOMER ? Customer.states() : List.of();
  }

  @Override
  int size() {
    return super.size() + lists.size();
  }

  @Override
  int @Nullable [] codes(Check check) {
    Cell cell = check instanceof Check.Value value ? value.cell() : null;
    if (cell == null || !isOfWords(cell)) {
      return null;
    }
    int[] codes = new int[size()];
    int count = 0;
    if (lists.isEmpty()) {
      if (cell.test(null)) {
        codes[count++] = ABSENT;
      }
      if (cell.test(NOBODYS_WORD)) {
        codes[count++] = OTHER;
      }
      for (String word : words()) {
        if (cell.test(word)) {
          codes[count++] = word(word);
        }
      }
    } else {
      for (int i = 0; i < lists.size(); i++) {
        if (cell.test(lists.get(i))) {
          codes[count++] = FIRST_WORD + i;
        }
      }
    }
    return Arrays.copyOf(codes, count);
  }

  private static boolean isOfWords(Cell cell) {
    if (cell instanceof Cell.Not not) {
      return isOfWords(not.test());
    }
    if (cell instanceof Cell.Either either) {
      return either.tests().stream().allMatch(StateDimension::isOfWords);
    }
    return cell instanceof Cell.AnyOf
        || cell instanceof Cell.IsEmpty
        || cell instanceof Cell.IsKnown;
  }

  @Override
  int code(Probe probe) {
    Object value = probe.value(subject());
    if (value instanceof String text) {
      return codeOf(text, probe);
    }
    for (int i = 0; i < lists.size(); i++) {
      if (lists.get(i) == value || lists.get(i).equals(value)) {
        return FIRST_WORD + i;
      }
    }
    return ABSENT;
  }

  @Override
  int[] several(Probe probe) {
    throw new AssertionError("a state is one value");
  }
}
