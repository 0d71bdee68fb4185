package dev.botflow.session;

import java.util.List;

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

  /** Marks an event as handled without a turn: it concerns nobody. */
  void ignore(String dedupeKey, String reason);

  /**
   * Keeps an event that cannot be handled, for people to look at.
   *
   * @param reason what is wrong, without personal data
   */
  void bury(InboxEntry entry, String reason);
}
