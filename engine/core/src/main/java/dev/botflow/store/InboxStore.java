package dev.botflow.store;

import java.util.List;
import java.util.Set;

/** Keeps events from their arrival until the turn that handles them, and knows which came before. */
public interface InboxStore {

  /**
   * Stores an event; durable when this returns.
   *
   * @return false if its dedupe key was stored within the window; then nothing changes
   */
  boolean add(InboxEntry entry);

  /** Events accepted and not handled yet, in the order of acceptance. */
  List<InboxEntry> pending();

  /**
   * A page of these, of one app.
   *
   * @param after only events of a greater number; 0 for the first page
   */
  List<WaitingEvent> pending(String appId, long after, int limit);

  /** The apps of these. */
  Set<String> pendingApps();

  /** How many of these there are, of one app. */
  int pendingCount(String appId);

  /** Marks an event as handled without a turn: it concerns nobody. */
  void ignore(String dedupeKey, String reason);

  /** Events that wait since {@link DeadLetterStore#replay}, by the host itself or beside it, in this order. */
  List<InboxEntry> replayed();

  /** What became of the events accepted within the dedupe window; counts those that wait, so not for every event. */
  EventCounts tally();
}
