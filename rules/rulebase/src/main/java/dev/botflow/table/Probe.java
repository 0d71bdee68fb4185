package dev.botflow.table;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codes of one event's values, each found out when first asked for. */
final class Probe {
  private static final int UNKNOWN = Integer.MIN_VALUE;

  private final List<Dimension> dimensions;
  private final Asked asked;
  private final int[] single;
  private int @Nullable [] @Nullable [] several;

  Probe(List<Dimension> dimensions, Asked asked) {
    this.dimensions = dimensions;
    this.asked = asked;
    this.single = new int[dimensions.size()];
    Arrays.fill(single, UNKNOWN);
  }

  /** The code of the value in a dimension; negative if it has several. */
  int code(int dimension) {
    int code = single[dimension];
    if (code == UNKNOWN) {
      Dimension one = dimensions.get(dimension);
      Object value = asked.value(one.subject());
      code = one.code(value);
      single[dimension] = code;
      if (code < 0) {
        keep(
            dimension,
            one.codesOf(
                value instanceof Collection<?> list ? list : Collections.singletonList(value)));
      }
    }
    return code;
  }

  private void keep(int dimension, int[] codes) {
    if (several == null) {
      several = new int[dimensions.size()][];
    }
    several[dimension] = codes;
  }

  /** The codes of a value that has several. */
  int[] codes(int dimension) {
    int[] codes = several == null ? null : several[dimension];
    return codes == null ? new int[0] : codes;
  }
}
