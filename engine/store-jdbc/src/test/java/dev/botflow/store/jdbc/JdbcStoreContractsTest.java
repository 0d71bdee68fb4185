package dev.botflow.store.jdbc;

import dev.botflow.store.InboxContract;
import dev.botflow.store.RecordsContract;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.ShardContract;
import dev.botflow.store.ShardSendingContract;
import dev.botflow.store.ShardsContract;
import dev.botflow.store.UpkeepContract;
import dev.botflow.store.UpkeepErasureContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The store in a file is all that a store's ports promise. */
class JdbcStoreContractsTest {
  @TempDir
  Path folder;

  private JdbcStore opened(Clock clock, RetentionPolicy retention) {
    return JdbcStore.sqlite(folder.resolve("store.db"), clock, retention);
  }

  @Nested
  class AnInbox extends InboxContract<JdbcStore> {
    @Override
    protected JdbcStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }

  @Nested
  class Shards extends ShardsContract<JdbcStore> {
    @Override
    protected JdbcStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }

  @Nested
  class AShard extends ShardContract<JdbcStore> {
    @Override
    protected JdbcStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }

  @Nested
  class AShardThatSends extends ShardSendingContract<JdbcStore> {
    @Override
    protected JdbcStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }

  @Nested
  class SomeRecords extends RecordsContract<JdbcStore> {
    @Override
    protected JdbcStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }

  @Nested
  class Upkeep extends UpkeepContract<JdbcStore> {
    @Override
    protected JdbcStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }

  @Nested
  class AnErasure extends UpkeepErasureContract<JdbcStore> {
    @Override
    protected JdbcStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }
}
