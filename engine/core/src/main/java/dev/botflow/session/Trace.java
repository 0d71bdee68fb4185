package dev.botflow.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a turn did and why, for people: an ordered list of entries.
 *
 * @param entries in the order things happened
 */
public record Trace(List<Entry> entries) {
  public Trace {
    entries = List.copyOf(entries);
  }

  public static Trace empty() {
    return new Trace(List.of());
  }

  /**
   * One thing.
   *
   * @param what a word: routed, answered, missed, interrupted, resumed, stale_button, suppressed, handover,
   *     channel_changed, called, timer, warning, error, loop, expired, ignored, silent, step
   * @param details the ids that explain it, such as rule, flow, step, queue; text, numbers, true or false, lists, maps
   */
  public record Entry(String what, Map<String, Object> details) {
    public Entry {
      details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** Pairs of name and value; a pair whose value is null is left out. */
    public static Entry of(String what, @org.jspecify.annotations.Nullable Object... pairs) {
      Map<String, Object> details = new LinkedHashMap<>();
      for (int i = 0; i + 1 < pairs.length; i += 2) {
        if (pairs[i + 1] != null) {
          details.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
      }
      return new Entry(what, details);
    }
  }

  /** This one, and what came to be known later. */
  public Trace with(Trace later) {
    List<Entry> all = new ArrayList<>(entries);
    all.addAll(later.entries());
    return new Trace(all);
  }

  public boolean has(String what) {
    return entries.stream().anyMatch(entry -> entry.what().equals(what));
  }

  public List<Entry> of(String what) {
    List<Entry> found = new ArrayList<>(entries);
    found.removeIf(entry -> !entry.what().equals(what));
    return found;
  }
}
