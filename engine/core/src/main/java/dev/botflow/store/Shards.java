package dev.botflow.store;

/**
 * What a host owns of a store. The stores there are have one shard: an engine owns all of a store, from {@link #claim} to
 * {@link #release}.
 */
public interface Shards extends AutoCloseable {

  /**
   * An engine begins to use this store. Two engines on one store would send each other's messages and fire each other's
   * timers, with their own bot's texts: the second is refused.
   *
   * @throws dev.botflow.error.BotFlowException if another engine uses it, or it is no store for an engine
   */
  void claim();

  /** The engine that claimed this store uses it no more. */
  void release();

  /** Lets go of all that the store holds; then every method that writes throws. Closing again does nothing. */
  @Override
  void close();
}
