package dev.botflow.table.index;

import dev.botflow.text.WholeText;
import dev.botflow.text.WholeWords;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/**
 * Finds many parts in a text in one walk over it (Aho and Corasick 1975): states are prefixes of the parts, and each state
 * knows the longest part that ends there. Immutable, safe for use by many threads.
 */
final class PartFinder {
  private static final int ROOT = 0;
  private static final int FEW = 24;

  private long[] keys = new long[64];
  private int[] targets = new int[64];
  private int states = 1;
  private int used;
  private int[] fail = new int[64];
  private int[] depth = new int[64];
  // Codes of the part that ends at a state, and the next shorter state at which one ends; -1 for
  // none.
  private int[][] codes = new int[64][];
  private int[] shorter = new int[64];

  /** @param codesByWord for each part, in folded letters, its codes by place in the text; -1 where nobody asks */
  PartFinder(Map<String, int[]> codesByWord) {
    Arrays.fill(keys, -1);
    int[] parents = new int[64];
    char[] edges = new char[64];
    for (Map.Entry<String, int[]> one : codesByWord.entrySet()) {
      int state = ROOT;
      String word = one.getKey();
      for (int i = 0; i < word.length(); i++) {
        int next = target(state, word.charAt(i));
        if (next < 0) {
          next = states++;
          room();
          parents = parents.length < fail.length ? Arrays.copyOf(parents, fail.length) : parents;
          edges = edges.length < fail.length ? Arrays.copyOf(edges, fail.length) : edges;
          parents[next] = state;
          edges[next] = word.charAt(i);
          depth[next] = i + 1;
          put(state, word.charAt(i), next);
        }
        state = next;
      }
      codes[state] = one.getValue();
    }
    link(parents, edges);
  }

  private void room() {
    if (states > fail.length) {
      fail = Arrays.copyOf(fail, 2 * fail.length);
      depth = Arrays.copyOf(depth, 2 * depth.length);
      codes = Arrays.copyOf(codes, 2 * codes.length);
      shorter = Arrays.copyOf(shorter, 2 * shorter.length);
    }
  }

  /** Where to go on when no part goes on: shorter states first, since each builds on them. */
  private void link(int[] parents, char[] edges) {
    int[] byDepth = new int[states];
    int[] start = new int[Arrays.stream(depth, 0, states).max().orElse(0) + 2];
    for (int state = 0; state < states; state++) {
      start[depth[state] + 1]++;
    }
    for (int i = 1; i < start.length; i++) {
      start[i] += start[i - 1];
    }
    for (int state = 0; state < states; state++) {
      byDepth[start[depth[state]]++] = state;
    }
    shorter[ROOT] = -1;
    for (int i = 1; i < states; i++) {
      int state = byDepth[i];
      int from = parents[state];
      fail[state] = from == ROOT ? ROOT : next(fail[from], edges[state]);
      shorter[state] = codes[fail[state]] != null ? fail[state] : shorter[fail[state]];
    }
  }

  private int next(int from, char c) {
    int state = from;
    int next = target(state, c);
    while (next < 0 && state != ROOT) {
      state = fail[state];
      next = target(state, c);
    }
    return next < 0 ? ROOT : next;
  }

  private int target(int state, char c) {
    long key = (long) state << 16 | c;
    int slot = slot(key);
    return keys[slot] == key ? targets[slot] : -1;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (keys[slot] != -1 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void put(int state, char c, int target) {
    if (2 * used >= keys.length) {
      grow();
    }
    int slot = slot((long) state << 16 | c);
    keys[slot] = (long) state << 16 | c;
    targets[slot] = target;
    used++;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldTargets = targets;
    keys = new long[2 * oldKeys.length];
    targets = new int[2 * oldKeys.length];
    Arrays.fill(keys, -1);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != -1) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        targets[slot] = oldTargets[i];
      }
    }
  }

  /** The codes of all parts that stand in a folded text where they should, each once. */
  int[] find(String text) {
    Found found = null;
    int state = ROOT;
    for (int i = 0; i < text.length(); i++) {
      state = next(state, text.charAt(i));
      for (int at = codes[state] != null ? state : shorter[state]; at > 0; at = shorter[at]) {
        if (found == null) {
          found = new Found(WholeText.start(text), WholeText.end(text));
        }
        found.at(text, i + 1 - depth[at], i + 1, codes[at]);
      }
    }
    return found == null ? Dimension.NONE : Arrays.copyOf(found.codes, found.count);
  }

  /** Codes found so far. */
  private static final class Found {
    private int[] codes = new int[4];
    private int count;
    private final BitSet many = new BitSet(0);
    private final int from;
    private final int to;

    /** Where the words of the text begin and end: marks around them do not count. */
    Found(int from, int to) {
      this.from = from;
      this.to = to;
    }

    void at(String text, int start, int end, int[] wanted) {
      add(wanted[0]);
      if (start == 0 || start == from) {
        add(wanted[1]);
      }
      if (end == text.length() || end == to) {
        add(wanted[2]);
      }
      if (wanted[3] >= 0 && WholeWords.isWhole(text, start, end)) {
        add(wanted[3]);
      }
    }

    private void add(int code) {
      if (code < 0 || has(code)) {
        return;
      }
      if (count == codes.length) {
        codes = Arrays.copyOf(codes, 2 * count);
      }
      codes[count++] = code;
      if (count > FEW) {
        many.set(code);
      }
    }

    private boolean has(int code) {
      for (int i = 0; i < count && i < FEW; i++) {
        if (codes[i] == code) {
          return true;
        }
      }
      return count > FEW && many.get(code);
    }
  }
}
