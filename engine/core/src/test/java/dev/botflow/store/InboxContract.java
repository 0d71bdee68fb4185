package dev.botflow.store;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.entry;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every inbox does, whatever it keeps events in. See {@link Inbox}. */
public abstract class InboxContract<S extends Store> extends StoreContract<S> {

  @Test
  @Tag("G2")
  void takesAnEventOnceWithinTheWindow() {
    assertThat(store.add(entry("e1", ANN))).isTrue();
    assertThat(store.add(entry("e1", ANN))).isFalse();
    store.save(turn(ANN, 1).handles("e1").commit());

    clock.advance(Duration.ofDays(7).minusNanos(1));
    assertThat(store.add(entry("e1", ANN))).isFalse();
    clock.advance(Duration.ofNanos(1));
    assertThat(store.add(entry("e1", ANN))).isTrue();
    assertThat(store.add(entry("e1", ANN))).isFalse();

    assertThat(InboxContents.of(store)).extracting(InboxEntry::dedupeKey).containsExactly("e1");
  }

  @Test
  void knowsAWaitingEventHoweverLongItWaits() {
    store.add(entry("e1", ANN));
    clock.advance(Duration.ofDays(30));

    assertThat(store.add(entry("e1", ANN))).isFalse();
    assertThat(store.add(entry("e2", ANN))).isTrue();

    assertThat(InboxContents.of(store))
        .extracting(InboxEntry::dedupeKey)
        .containsExactly("e1", "e2");
    assertThat(store.counts(NOW).events()).isEqualTo(new EventCounts(2, 2, 0, 0, 0));
  }

  @Test
  void remembersAnEventThatWasHandledWithoutTheInbox() {
    store.save(turn(ANN, 1).handles("e1").commit());

    assertThat(store.add(entry("e1", ANN))).isFalse();
  }

  @Test
  void takesEachEventOnceWhenManyThreadsBringTheSame() throws Exception {
    List<String> taken = inParallel(8, thread -> {
      List<String> mine = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        if (store.add(entry("e" + i, ANN))) {
          mine.add("e" + i);
        }
      }
      return mine;
    });

    assertThat(taken).hasSize(50).doesNotHaveDuplicates();
    assertThat(InboxContents.of(store))
        .extracting(InboxEntry::dedupeKey)
        .containsExactlyInAnyOrderElementsOf(taken);
  }

  @Test
  void checksThatItCanBeWritten() {
    store.checkWritable();

    store.close();

    assertThatThrownBy(() -> store.checkWritable())
        .isInstanceOf(BotFlowException.class)
        .hasMessageEndingWith(": expected an open store, but it was closed");
  }
}
