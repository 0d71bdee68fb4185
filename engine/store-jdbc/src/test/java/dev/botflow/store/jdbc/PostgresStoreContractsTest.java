package dev.botflow.store.jdbc;

import dev.botflow.store.InboxContract;
import dev.botflow.store.RecordsContract;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.ShardContract;
import dev.botflow.store.ShardSendingContract;
import dev.botflow.store.ShardsContract;
import dev.botflow.store.UpkeepContract;
import dev.botflow.store.UpkeepErasureContract;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The store on PostgreSQL is all that a store's ports promise. */
class PostgresStoreContractsTest {
  private static final String SCHEMA = PostgresForTests.newSchema();

  @AfterEach
  void emptyTheSchema() throws SQLException {
    PostgresForTests.empty(SCHEMA);
  }

  @AfterAll
  static void dropTheSchema() throws SQLException {
    PostgresForTests.drop(SCHEMA);
  }

  private PostgresStore opened(Clock clock, RetentionPolicy retention) {
    return PostgresStore.on(PostgresForTests.dataSource())
        .schema(SCHEMA)
        .clock(clock)
        .retention(retention)
        .open();
  }

  @Nested
  class AnInbox extends InboxContract<PostgresStore> {
    @Override
    protected PostgresStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }

  @Nested
  class Shards extends ShardsContract<PostgresStore> {
    @Override
    protected PostgresStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }

  @Nested
  class AShard extends ShardContract<PostgresStore> {
    @Override
    protected PostgresStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }

  @Nested
  class AShardThatSends extends ShardSendingContract<PostgresStore> {
    @Override
    protected PostgresStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }

  @Nested
  class SomeRecords extends RecordsContract<PostgresStore> {
    @Override
    protected PostgresStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }

  @Nested
  class Upkeep extends UpkeepContract<PostgresStore> {
    @Override
    protected PostgresStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }

  @Nested
  class AnErasure extends UpkeepErasureContract<PostgresStore> {
    @Override
    protected PostgresStore open(Clock clock, RetentionPolicy retention) {
      return opened(clock, retention);
    }
  }
}
