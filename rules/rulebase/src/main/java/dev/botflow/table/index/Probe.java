package dev.botflow.table.index;

import dev.botflow.table.Asked;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.TextFold;
import dev.botflow.text.WholeText;
import org.jspecify.annotations.Nullable;

/** The codes of what one look-up is about, each found out when first asked for. */
final class Probe {
  private final Dimension[] dimensions;
  private final Asked asked;
  // The code and 1 more, so that a fresh array says that nothing is known yet; one below that for
  // several.
  private final int[] known;
  private int @Nullable [] @Nullable [] several;
  private @Nullable String text;
  private String folded = "";
  private @Nullable String whole;

  Probe(Dimension[] dimensions, Asked asked) {
    this.dimensions = dimensions;
    this.asked = asked;
    this.known = new int[dimensions.length];
  }

  Asked asked() {
    return asked;
  }

  @Nullable
  Object value(Subject subject) {
    return asked.value(subject);
  }

  /** The text as its parts are compared; the last one is remembered, since words and parts look at the same text. */
  String folded(String plain) {
    if (plain != text) {
      folded = TextFold.fold(plain);
      text = plain;
      whole = null;
    }
    return folded;
  }

  /** The text as it is compared with whole words; remembered like {@link #folded}. */
  String whole(String plain) {
    String all = folded(plain);
    String known = whole;
    if (known == null) {
      known = WholeText.ofFolded(all);
      whole = known;
    }
    return known;
  }

  /** The code in a dimension; {@link Dimension#SEVERAL} if there are several, or none. */
  int code(int dimension) {
    int code = known[dimension];
    if (code == 0) {
      int found = dimensions[dimension].code(this);
      code = found < 0 ? -1 : found + 1;
      known[dimension] = code;
      int[] codes = found < 0 ? dimensions[dimension].several(this) : Dimension.NONE;
      if (codes.length > 0) {
        keep(dimension, codes);
      }
    }
    return code < 0 ? Dimension.SEVERAL : code - 1;
  }

  private void keep(int dimension, int[] codes) {
    if (several == null) {
      several = new int[dimensions.length][];
    }
    several[dimension] = codes;
  }

  /** The codes where there are several. */
  int[] codes(int dimension) {
    int[] codes = several == null ? null : several[dimension];
    return codes == null ? Dimension.NONE : codes;
  }
}
