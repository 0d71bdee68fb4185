package dev.botflow.store.jdbc;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.SessionSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.SessionKey;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.WaitingEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
  private static final SessionKey ANN = key("ann");

  @TempDir
  Path folder;

  private final InboxTable inbox = new InboxTable(Duration.ofDays(7));
  private volatile int mostPages = 1_000_000;
  private Writer writer;
  private Readers readers;

  @BeforeEach
  void openFile() throws SQLException {
    SqliteFile file = new SqliteFile(folder.resolve("store.db"));
    try (Db db = file.writer()) {
      Migrations.apply(db, file);
    }
    writer = new Writer(file, () -> limited(file.writer()));
    readers = new Readers(file);
  }

  @AfterEach
  void closeFile() throws SQLException {
    readers.close();
    writer.close();
  }

  @Test
  void undoesFailedWorkAloneWhenItIsCommittedWithOthers() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CompletableFuture<Boolean> first = writing(db -> {
      await(busy);
      return inbox.add(db, entry("e1", ANN), NOW);
    });
    CompletableFuture<Boolean> second = writing(db -> inbox.add(db, entry("e2", ANN), NOW));
    CompletableFuture<Boolean> failing = writing(db -> {
      inbox.add(db, entry("e3", ANN), NOW);
      throw new IllegalStateException("broken on purpose");
    });
    CompletableFuture<Boolean> last = writing(db -> inbox.add(db, entry("e4", ANN), NOW));

    busy.countDown();

    assertThat(first.get()).isTrue();
    assertThat(second.get()).isTrue();
    assertThatThrownBy(failing::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            folder.resolve("store.db") + ": the store could not be written: broken on purpose");
    assertThat(last.get()).isTrue();
    assertThat(waiting())
        .extracting(event -> event.entry().dedupeKey())
        .containsExactly("e1", "e2", "e4");
  }

  @Test
  void showsNothingToReadersBeforeItIsCommitted() throws Exception {
    CountDownLatch added = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Boolean> adding = writing(db -> {
      inbox.add(db, entry("e1", ANN), NOW);
      added.countDown();
      await(goOn);
      return true;
    });

    await(added);
    assertThat(waiting()).isEmpty();
    goOn.countDown();
    adding.get();
    assertThat(waiting()).hasSize(1);
  }

  @Test
  @Tag("G13")
  void refusesOnlyWhatNeedsRoomWhenTheDiskIsFull() throws Exception {
    mostPages = 100;
    CountDownLatch busy = new CountDownLatch(1);
    CompletableFuture<Boolean> first = writing(db -> {
      await(busy);
      return inbox.add(db, entry("e1", ANN), NOW);
    });
    CompletableFuture<Boolean> second = writing(db -> inbox.add(db, entry("e2", ANN), NOW));
    InboxEntry big = new InboxEntry("big", ANN, "app", new byte[1_000_000], NOW);
    CompletableFuture<Boolean> full = writing(db -> inbox.add(db, big, NOW));
    CompletableFuture<Boolean> last = writing(db -> inbox.add(db, entry("e3", ANN), NOW));

    busy.countDown();

    assertThatThrownBy(full::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(
            folder.resolve("store.db") + ": the store could not be written: [SQLITE_FULL]");
    assertThat(first.get()).isTrue();
    assertThat(second.get()).isTrue();
    assertThat(last.get()).isTrue();
    assertThat(waiting())
        .extracting(event -> event.entry().dedupeKey())
        .containsExactly("e1", "e2", "e3");
  }

  @Test
  @Tag("G13")
  void takesNothingWhileTheDiskIsFullAndGoesOnAfterwards() {
    InboxEntry big = new InboxEntry("big", ANN, "app", new byte[1_000_000], NOW);
    mostPages = 100;
    writer.run(db -> inbox.add(db, entry("e1", ANN), NOW));

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> writer.run(db -> inbox.add(db, big, NOW)))
          .isInstanceOf(BotFlowException.class)
          .hasMessageStartingWith(
              folder.resolve("store.db") + ": the store could not be written: [SQLITE_FULL]");
    }
    assertThat(waiting()).extracting(event -> event.entry().dedupeKey()).containsExactly("e1");

    mostPages = 1_000_000;
    writer.run(this::limited);
    boolean added = writer.run(db -> inbox.add(db, big, NOW));
    assertThat(added).isTrue();
    assertThat(waiting())
        .extracting(event -> event.entry().dedupeKey())
        .containsExactly("e1", "big");
  }

  private List<WaitingEvent> waiting() {
    return readers.read(db -> inbox.page(db, "app", 0, 99));
  }

  private Db limited(Db db) throws SQLException {
    db.first("PRAGMA max_page_count = " + mostPages, row -> row.getLong(1));
    return db;
  }

  /** Has the work waiting, or being done, when this returns. */
  private <T> CompletableFuture<T> writing(Db.Work<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread thread = new Thread(() -> {
      try {
        done.complete(writer.run(work));
      } catch (BotFlowException e) {
        done.completeExceptionally(e);
      }
    });
    thread.start();
    Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING || done.isDone());
    return done;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
