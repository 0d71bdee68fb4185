package dev.botflow.table.proof;

import dev.botflow.cell.Cell;
import dev.botflow.cell.CellMatcher;
import dev.botflow.cell.CellNumbers;
import dev.botflow.text.Blanks;
import dev.botflow.text.TextFold;
import dev.botflow.text.WholeText;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of many values pass a cell, as {@link Cell#test} says for each; words, parts and bounds are looked up, so that a
 * column in which every row has a word of its own is not tried word by word for each row.
 */
final class AtomTests {
  private final List<@Nullable Object> values;
  private final Map<String, Members> whole = new HashMap<>();
  private final Map<String, Members> exact = new HashMap<>();
  private final Map<String, Members> containing = new HashMap<>();
  private final TreeMap<BigDecimal, Members> numbers = new TreeMap<>();
  private final Members truths = new Members();
  private final Set<String> parts;
  private final Set<Integer> lengths = new HashSet<>();
  private final ValueClasses empty;
  private final ValueClasses known;
  private final ValueClasses present;

  /** @param parts all parts of texts, folded, that cells look for */
  AtomTests(List<@Nullable Object> values, Collection<String> parts) {
    this.values = values;
    this.parts = new HashSet<>(parts);
    this.parts.forEach(part -> lengths.add(part.length()));
    for (int i = 0; i < values.size(); i++) {
      add(values.get(i), i);
    }
    this.empty = ValueClasses.where(values.size(), i -> CellMatcher.isEmpty(values.get(i)));
    this.known = ValueClasses.all(values.size()).without(empty);
    this.present =
        ValueClasses.where(values.size(), i -> values.get(i) != null && !isBlank(values.get(i)));
  }

  /** Numbers that grow in number. */
  private static final class Members {
    private int[] all = new int[2];
    private int count;

    void add(int member) {
      if (count == all.length) {
        all = Arrays.copyOf(all, 2 * count);
      }
      all[count++] = member;
    }

    void addAll(Members others) {
      for (int i = 0; i < others.count; i++) {
        add(others.all[i]);
      }
    }

    ValueClasses of(int size) {
      return ValueClasses.of(size, Arrays.copyOf(all, count));
    }
  }

  /** A list passes where one of its members does. */
  private void add(@Nullable Object value, int atom) {
    if (value instanceof Collection<?> list) {
      list.forEach(member -> add(member, atom));
    } else if (value != null && !isBlank(value)) {
      addKnown(value, atom);
    }
  }

  private static boolean isBlank(@Nullable Object value) {
    return value instanceof String text && text.isBlank();
  }

  private void addKnown(Object value, int atom) {
    String text = value instanceof String written ? written : CellNumbers.text(value);
    if (value instanceof String) {
      members(whole, WholeText.of(text)).add(atom);
    } else if (value instanceof Boolean) {
      truths.add(atom);
    }
    members(exact, Blanks.strip(text)).add(atom);
    BigDecimal number = CellNumbers.number(value);
    if (number != null) {
      numbers.computeIfAbsent(number, one -> new Members()).add(atom);
    }
    addParts(TextFold.fold(text), atom);
  }

  private void addParts(String folded, int atom) {
    for (int length : lengths) {
      for (int at = 0; at + length <= folded.length(); at++) {
        String part = folded.substring(at, at + length);
        if (parts.contains(part)) {
          members(containing, part).add(atom);
        }
      }
    }
  }

  private static Members members(Map<String, Members> by, String key) {
    return by.computeIfAbsent(key, one -> new Members());
  }

  /** The places of the values that pass. */
  ValueClasses passing(Cell cell) {
    if (cell instanceof Cell.AnyOf anyOf) {
      return anyOf(anyOf);
    }
    if (cell instanceof Cell.Exactly exactly) {
      Members found = new Members();
      exactly.words().forEach(word -> addFound(exact.get(word), found));
      return found.of(values.size());
    }
    if (cell instanceof Cell.Part part && parts.containsAll(part.folded())) {
      Members found = new Members();
      part.folded().forEach(word -> addFound(containing.get(word), found));
      return tried(cell, found.of(values.size()));
    }
    if (cell instanceof Cell.Range range) {
      return range(range);
    }
    if (cell instanceof Cell.Not not) {
      return present.without(passing(not.test()));
    }
    if (cell instanceof Cell.Either either) {
      ValueClasses passing = ValueClasses.none(values.size());
      for (Cell test : either.tests()) {
        passing = passing.or(passing(test));
      }
      return passing;
    }
    return cell instanceof Cell.IsEmpty
        ? empty
        : cell instanceof Cell.IsKnown ? known : tried(cell, ValueClasses.all(values.size()));
  }

  private ValueClasses anyOf(Cell.AnyOf cell) {
    Members found = new Members();
    for (String word : cell.folded()) {
      addFound(whole.get(word), found);
      // A number compares as a number, but a text as it is written.
      BigDecimal number = CellNumbers.number(word);
      Members alike = number == null ? null : numbers.get(number);
      for (int i = 0; alike != null && i < alike.count; i++) {
        if (cell.test(values.get(alike.all[i]))) {
          found.add(alike.all[i]);
        }
      }
    }
    for (int i = 0; i < truths.count; i++) {
      if (cell.test(values.get(truths.all[i]))) {
        found.add(truths.all[i]);
      }
    }
    return found.of(values.size());
  }

  private ValueClasses range(Cell.Range range) {
    BigDecimal from = range.from();
    BigDecimal to = range.to();
    Map<BigDecimal, Members> within = from == null
        ? to == null ? numbers : numbers.headMap(to, range.toIncluded())
        : to == null
            ? numbers.tailMap(from, range.fromIncluded())
            : from.compareTo(to) > 0
                ? Map.of()
                : numbers.subMap(from, range.fromIncluded(), to, range.toIncluded());
    Members found = new Members();
    within.values().forEach(found::addAll);
    return found.of(values.size());
  }

  private static void addFound(@Nullable Members some, Members found) {
    if (some != null) {
      found.addAll(some);
    }
  }

  /** Those of some that pass, tried one by one. */
  ValueClasses tried(Cell cell, ValueClasses some) {
    int[] passing = new int[some.count()];
    int count = 0;
    for (int i = some.first(); i >= 0; i = some.next(i + 1)) {
      if (cell.test(values.get(i))) {
        passing[count++] = i;
      }
    }
    return ValueClasses.of(values.size(), Arrays.copyOf(passing, count));
  }
}
