package dev.botflow.session;

import java.util.ArrayList;
import java.util.List;

/**
 * What a turn did and why, for people: an ordered list of entries.
 *
 * @param entries in the order things happened
 */
public record Trace(List<TraceEntry> entries) {
  public Trace {
    entries = List.copyOf(entries);
  }

  public static Trace empty() {
    return new Trace(List.of());
  }

  /** This one, and what came to be known later. */
  public Trace with(Trace later) {
    List<TraceEntry> all = new ArrayList<>(entries);
    all.addAll(later.entries());
    return new Trace(all);
  }

  /** True if there is an entry of this kind. */
  public boolean has(Class<? extends TraceEntry> kind) {
    return entries.stream().anyMatch(kind::isInstance);
  }

  /** The entries of this kind, in order. */
  public <T extends TraceEntry> List<T> of(Class<T> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
