package dev.botflow.table.index;

import dev.botflow.cell.Cell;
import dev.botflow.cell.Cell.Part.Where;
import dev.botflow.table.Check;
import dev.botflow.table.sheet.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a text that cells of one column look for ({@code contains}, {@code starts with}, {@code ends with}, {@code
 * word}). One walk over the text finds all of them, however many rows there are.
 */
final class PartDimension extends Dimension {
  private static final Where[] PLACES = Where.values();

  private final Subject subject;
  private final Map<String, int[]> codesByWord = new LinkedHashMap<>();
  private final List<Cell.Part> parts = new ArrayList<>();
  private @Nullable PartFinder finder;

  PartDimension(Subject subject) {
    this.subject = subject;
  }

  @Override
  void add(Check check) {
    if (check instanceof Check.Value value && value.cell() instanceof Cell.Part part) {
      part.folded().forEach(word -> code(part.where(), word));
    }
  }

  private int code(Where where, String word) {
    int[] codes = codesByWord.computeIfAbsent(word, one -> filled());
    int code = codes[where.ordinal()];
    if (code < 0) {
      code = parts.size();
      codes[where.ordinal()] = code;
      parts.add(new Cell.Part(where, List.of(word), List.of(word)));
    }
    return code;
  }

  private static int[] filled() {
    int[] codes = new int[PLACES.length];
    Arrays.fill(codes, -1);
    return codes;
  }

  @Override
  int size() {
    return parts.size();
  }

  @Override
  int @Nullable [] codes(Check check) {
    if (!(check instanceof Check.Value value && value.cell() instanceof Cell.Part part)) {
      return null;
    }
    return part.folded().stream()
        .mapToInt(word -> code(part.where(), word))
        .distinct()
        .toArray();
  }

  /** To be called once, when all cells were added. */
  void close() {
    finder = new PartFinder(codesByWord);
  }

  @Override
  int code(Probe probe) {
    return SEVERAL;
  }

  @Override
  int[] several(Probe probe) {
    Object value = probe.value(subject);
    if (value instanceof String text) {
      String folded = probe.folded(text);
      return finder == null || folded.isEmpty() || text.isBlank() ? NONE : finder.find(folded);
    }
    return value == null ? NONE : tried(value);
  }

  /** Lists, numbers and truth values are rare here: each part is tried. */
  private int[] tried(Object value) {
    int[] found = new int[parts.size()];
    int count = 0;
    for (int i = 0; i < found.length; i++) {
      if (parts.get(i).test(value)) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
