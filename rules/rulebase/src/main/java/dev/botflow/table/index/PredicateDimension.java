package dev.botflow.table.index;

import dev.botflow.table.Check;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tests that are no words, such as times of the week and ranges: many rows share few of them, and each is tried once a
 * decision. Beyond {@value #MOST} different ones, rows test themselves.
 */
final class PredicateDimension extends Dimension {
  static final int MOST = 64;

  private final Map<Check, Integer> tests = new LinkedHashMap<>();
  private Check[] inOrder = {};

  @Override
  void add(Check check) {
    if (tests.size() < MOST) {
      tests.putIfAbsent(check, tests.size());
    }
  }

  /** To be called once, when all checks were added. */
  void close() {
    inOrder = tests.keySet().toArray(Check[]::new);
  }

  @Override
  int size() {
    return tests.size();
  }

  @Override
  int @Nullable [] codes(Check check) {
    Integer code = tests.get(check);
    return code == null ? null : new int[] {code};
  }

  @Override
  int code(Probe probe) {
    return SEVERAL;
  }

  @Override
  int[] several(Probe probe) {
    int[] found = new int[inOrder.length];
    int count = 0;
    for (int i = 0; i < found.length; i++) {
      if (inOrder[i].holds(probe.asked())) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
