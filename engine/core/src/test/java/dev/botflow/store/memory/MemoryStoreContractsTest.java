package dev.botflow.store.memory;

import dev.botflow.store.InboxContract;
import dev.botflow.store.RecordsContract;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.ShardContract;
import dev.botflow.store.ShardSendingContract;
import dev.botflow.store.ShardsContract;
import dev.botflow.store.UpkeepContract;
import dev.botflow.store.UpkeepErasureContract;
import java.time.Clock;
import org.junit.jupiter.api.Nested;

/** The store in memory is all that a store's ports promise. */
class MemoryStoreContractsTest {
  @Nested
  class AnInbox extends InboxContract<MemoryStore> {
    @Override
    protected MemoryStore open(Clock clock, RetentionPolicy retention) {
      return new MemoryStore(clock, retention);
    }
  }

  @Nested
  class Shards extends ShardsContract<MemoryStore> {
    @Override
    protected MemoryStore open(Clock clock, RetentionPolicy retention) {
      return new MemoryStore(clock, retention);
    }
  }

  @Nested
  class AShard extends ShardContract<MemoryStore> {
    @Override
    protected MemoryStore open(Clock clock, RetentionPolicy retention) {
      return new MemoryStore(clock, retention);
    }
  }

  @Nested
  class AShardThatSends extends ShardSendingContract<MemoryStore> {
    @Override
    protected MemoryStore open(Clock clock, RetentionPolicy retention) {
      return new MemoryStore(clock, retention);
    }
  }

  @Nested
  class SomeRecords extends RecordsContract<MemoryStore> {
    @Override
    protected MemoryStore open(Clock clock, RetentionPolicy retention) {
      return new MemoryStore(clock, retention);
    }
  }

  @Nested
  class Upkeep extends UpkeepContract<MemoryStore> {
    @Override
    protected MemoryStore open(Clock clock, RetentionPolicy retention) {
      return new MemoryStore(clock, retention);
    }
  }

  @Nested
  class AnErasure extends UpkeepErasureContract<MemoryStore> {
    @Override
    protected MemoryStore open(Clock clock, RetentionPolicy retention) {
      return new MemoryStore(clock, retention);
    }
  }
}
