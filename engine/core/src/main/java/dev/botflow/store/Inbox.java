package dev.botflow.store;

/** Where a host puts the events that come to it, whoever handles them. Safe for use by many threads. */
public interface Inbox {

  /**
   * Stores an event; durable when this returns.
   *
   * @return false if its dedupe key was stored within the window; then nothing changes
   */
  boolean add(InboxEntry entry);

  /**
   * Writes something and waits until it is durable.
   *
   * @throws dev.botflow.error.BotFlowException if the store cannot be written: full, read-only, broken, closed
   */
  void checkWritable();
}
