package dev.botflow.store;

/** All a host keeps for the engine, in one place, since a turn changes it together. */
public interface Store
    extends SessionStore,
        InboxStore,
        OutboxStore,
        TimerStore,
        CallStore,
        DeadLetterStore,
        ErasureStore,
        AutoCloseable {

  /**
   * Writes something and waits until it is durable.
   *
   * @throws dev.botflow.error.BotFlowException if the store cannot be written: full, read-only, broken, closed
   */
  void checkWritable();

  /**
   * An engine begins to use this store. Two engines on one store would send each other's messages and fire each other's
   * timers, with their own bot's texts: the second is refused.
   *
   * @throws dev.botflow.error.BotFlowException if another engine uses it, or it is no store for an engine
   */
  default void claim() {
    Claims.take(this);
  }

  /** The engine that claimed this store uses it no more. */
  default void release() {
    Claims.release(this);
  }

  @Override
  void close();
}
