package dev.botflow.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a turn did and why, for people: an ordered list of entries, and what it decided on.
 *
 * @param entries in the order things happened
 * @param record what the turn was about; null for one that another version of BotFlow wrote
 * @param texts what was said; null unless the bot keeps it
 */
public record Trace(
    List<TraceEntry> entries,
    @Nullable TurnRecord record,
    @Nullable TurnTexts texts) {
  public Trace {
    entries = List.copyOf(entries);
  }

  /** Entries alone. */
  public Trace(List<TraceEntry> entries) {
    this(entries, null, null);
  }

  public static Trace empty() {
    return new Trace(List.of());
  }

  /** This one, and what came to be known later. */
  public Trace with(Trace later) {
    List<TraceEntry> all = new ArrayList<>(entries);
    all.addAll(later.entries());
    return new Trace(all, record, texts);
  }

  /** The same of a turn whose texts are this. */
  public Trace withTexts(@Nullable TurnTexts said) {
    return new Trace(entries, record, said);
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
