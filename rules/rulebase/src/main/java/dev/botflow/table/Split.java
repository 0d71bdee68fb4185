package dev.botflow.table;

import java.nio.charset.StandardCharsets;

/**
 * One part of a split of contacts over neighbouring rows. A contact stays in its part as long as the split's first row
 * keeps its id and the shares stay as they are; other rows of the table do not matter.
 *
 * @param first the id of the split's first row
 * @param from the first hundredth of a per cent of this part, 0 to 10000
 * @param to where the next part begins
 */
public record Split(String first, int from, int to) {
  /** Hundredths of a per cent in a whole. */
  public static final int WHOLE = 10_000;

  /** True if the contact falls into this part. */
  public boolean has(String contactKey) {
    int bucket = bucket(first, contactKey);
    return bucket >= from && bucket < to;
  }

  /** Where a contact stands in a split, 0 to 9999, spread evenly; the same on every machine and in every version. */
  public static int bucket(String first, String contactKey) {
    long hash = fnv(fnv(0xcbf29ce484222325L, first) * 31 + '\n', contactKey);
    // FNV alone leaves neighbouring keys close together in the low bits.
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) Long.remainderUnsigned(hash ^ (hash >>> 33), WHOLE);
  }

  private static long fnv(long start, String text) {
    long hash = start;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
