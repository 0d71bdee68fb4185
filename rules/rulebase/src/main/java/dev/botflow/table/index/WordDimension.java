package dev.botflow.table.index;

import dev.botflow.cell.Cell;
import dev.botflow.table.Check;
import dev.botflow.table.sheet.Subject;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A column with an open set of values: cells that list whole words go into the index, all other tests do not. */
final class WordDimension extends WordsDimension {
  private volatile String @Nullable [] odd;

  WordDimension(Subject subject) {
    super(subject);
  }

  @Override
  void addWords(Cell cell) {
    if (cell instanceof Cell.AnyOf) {
      super.addWords(cell);
    }
  }

  @Override
  int @Nullable [] codes(Check check) {
    if (!(check instanceof Check.Value value && value.cell() instanceof Cell.AnyOf anyOf)) {
      return null;
    }
    if (anyOf.folded().size() == 1) {
      return new int[] {word(anyOf.folded().get(0))};
    }
    return anyOf.folded().stream().mapToInt(this::word).distinct().toArray();
  }

  @Override
  int code(Probe probe) {
    Object value = probe.value(subject());
    if (value instanceof String text) {
      return codeOf(text, probe);
    }
    // A number or a truth value can equal several words ("1" and "1.0", "yes" and "true").
    return value instanceof Collection<?> || value instanceof Number || value instanceof Boolean
        ? SEVERAL
        : ABSENT;
  }

  @Override
  int[] several(Probe probe) {
    Object value = probe.value(subject());
    return codesOf(
        value instanceof Collection<?> list ? list : Collections.singletonList(value), probe);
  }

  private int[] codesOf(Collection<?> value, Probe probe) {
    TreeSet<Integer> codes = new TreeSet<>();
    for (Object member : value) {
      if (member instanceof String text) {
        codes.add(codeOf(text, probe));
      } else if (member instanceof Collection<?> inner) {
        Arrays.stream(codesOf(inner, probe)).forEach(codes::add);
      } else {
        for (String word : odd()) {
          if (new Cell.AnyOf(List.of(word), List.of(word)).test(member)) {
            codes.add(word(word));
          }
        }
      }
    }
    return codes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The few words a number or a truth value can equal. */
  private String[] odd() {
    String[] known = odd;
    if (known == null) {
      known = words().stream().filter(WordDimension::isOdd).toArray(String[]::new);
      odd = known;
    }
    return known;
  }

  private static boolean isOdd(String word) {
    Cell cell = new Cell.AnyOf(List.of(word), List.of(word));
    return word.length() > 0 && "0123456789+-.".indexOf(word.charAt(0)) >= 0
        || cell.test(true)
        || cell.test(false);
  }
}
