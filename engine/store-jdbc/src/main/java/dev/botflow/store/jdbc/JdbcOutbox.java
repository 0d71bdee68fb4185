package dev.botflow.store.jdbc;

import dev.botflow.store.OutboxRow;
import dev.botflow.store.SendChange;
import dev.botflow.store.Shard;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The messages of a store, and how it reads and writes. */
abstract class JdbcOutbox implements Shard {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcOutbox.class);

  final Clock clock;
  final Writer writer;
  final Readers readers;

  JdbcOutbox(Clock clock, Writer writer, Readers readers) {
    this.clock = clock;
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<OutboxRow> dueRows(Instant now, Set<String> leftOut, int limit) {
    return legible(
        db -> OutboxTable.dueRows(db, now, leftOut, limit),
        (db, broken) -> DeadLetterTable.addBrokenMessage(db, broken, clock.instant()));
  }

  @Override
  public Optional<Instant> nextRow() {
    return readers.read(OutboxTable::nextRow);
  }

  @Override
  public int markUnknownOutcomes(Instant notBefore) {
    return owned(db -> OutboxTable.markUnknownOutcomes(db, notBefore));
  }

  @Override
  public void record(List<SendChange> changes) {
    own(db -> {
      for (SendChange change : changes) {
        OutboxTable.record(db, change);
      }
    });
  }

  @Override
  public boolean settle(String id, String messageId, Instant at) {
    // Reports come for every message, those of unknown outcome are few: most cost no commit.
    if (!readers.read(db -> OutboxTable.outcomeUnknown(db, id))) {
      return false;
    }
    return owned(db -> {
      boolean outcomeUnknown = OutboxTable.outcomeUnknown(db, id);
      if (outcomeUnknown) {
        OutboxTable.sent(db, id, messageId, at);
      }
      return outcomeUnknown;
    });
  }

  @Override
  public void waitAtMost(Instant latest) {
    own(db -> OutboxTable.waitAtMost(db, latest));
  }

  /** Reads rows; what cannot be read is put aside, in a commit, before the others are given. */
  final <T> List<T> legible(Db.Work<ReadResult<T>> reading, BrokenRows aside) {
    ReadResult<T> found = readers.read(reading);
    Set<ReadResult.Broken> tried = new LinkedHashSet<>();
    // A row whose id and index differ is not found by its id, and stays; asking on would never end.
    while (tried.addAll(found.broken())) {
      for (ReadResult.Broken broken : found.broken()) {
        LOG.error("a row of the store, id {}, is put aside: {}", broken.id(), broken.reason());
      }
      List<ReadResult.Broken> rows = found.broken();
      own(db -> {
        for (ReadResult.Broken broken : rows) {
          aside.giveUp(db, broken);
        }
      });
      found = readers.read(reading);
    }
    return found.rows();
  }

  /** Changes what only the owner may. */
  <T> T owned(Db.Work<T> work) {
    return writer.run(work);
  }

  /** Changes what the owner may too, who changes nothing meanwhile. */
  <T> T aside(Db.Work<T> work) {
    return writer.run(work);
  }

  final void own(Change change) {
    owned(change.asWork());
  }

  final void write(Change change) {
    writer.run(change.asWork());
  }

  /** Gives a row up that cannot be read. */
  interface BrokenRows {
    void giveUp(Db db, ReadResult.Broken broken) throws SQLException;
  }

  /** A change without a result. */
  interface Change {
    void make(Db db) throws SQLException;

    default Db.Work<Boolean> asWork() {
      return db -> {
        make(db);
        return true;
      };
    }
  }
}
