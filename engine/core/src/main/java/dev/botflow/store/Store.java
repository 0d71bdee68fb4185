package dev.botflow.store;

/** All a host keeps for the engine, in one place, since a turn changes it together: one shard, whose owner is the engine. */
public interface Store extends Inbox, Shards, Shard, Upkeep, Records {

  @Override
  default void claim() {
    Claims.take(this);
  }

  @Override
  default void release() {
    Claims.release(this);
  }
}
