package dev.botflow.table.index;

import org.jspecify.annotations.Nullable;

/**
 * Numbers by text: an open-addressing map without boxes and entries, since in a long table each of them is a look at far
 * memory. Filled by one thread, then only read.
 */
final class WordCodes {
  static final int NONE = -1;

  // The upper half is the text's hash, the lower half the code and 1 more; 0 is free.
  private long[] slots = new long[16];
  private @Nullable String[] texts = new String[16];
  private int size;

  /** The code of a text; {@link #NONE} if it has none. */
  int get(String text) {
    int hash = text.hashCode();
    int mask = slots.length - 1;
    for (int at = mixed(hash) & mask; slots[at] != 0; at = (at + 1) & mask) {
      if ((int) (slots[at] >>> 32) == hash && text.equals(texts[at])) {
        return (int) slots[at] - 1;
      }
    }
    return NONE;
  }

  /** Gives a text its code; it must have none yet. */
  void put(String text, int code) {
    if (2 * ++size > slots.length) {
      grow();
    }
    int at = free(slots, text);
    slots[at] = (long) text.hashCode() << 32 | code + 1;
    texts[at] = text;
  }

  private void grow() {
    long[] oldSlots = slots;
    @Nullable String[] oldTexts = texts;
    slots = new long[2 * oldSlots.length];
    texts = new String[slots.length];
    for (int i = 0; i < oldSlots.length; i++) {
      String text = oldTexts[i];
      if (text != null) {
        int at = free(slots, text);
        slots[at] = oldSlots[i];
        texts[at] = text;
      }
    }
  }

  private static int free(long[] slots, String text) {
    int mask = slots.length - 1;
    int at = mixed(text.hashCode()) & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private static int mixed(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }
}
