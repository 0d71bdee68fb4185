package dev.botflow.store.jdbc;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.call;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.timer;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.TextMessage;
import dev.botflow.session.Call;
import dev.botflow.session.Timer;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.TurnTexts;
import dev.botflow.store.GivenUp;
import dev.botflow.store.HandClock;
import dev.botflow.store.InboxContents;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.PersonalDataMatcher;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.SendChange;
import dev.botflow.store.SessionSamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an erasure no byte of what a contact wrote is in any file of the store; journal ids are no such bytes. */
class ErasureTest {
  private static final String CANARY = "canary-4670";

  @TempDir
  Path folder;

  private final HandClock clock = new HandClock(NOW);

  @Test
  void leavesNoByteOfAContactInAnyFileOfTheStore() throws IOException {
    SessionKey contact = key(CANARY + "-key");
    SessionKey other = key("other");
    try (JdbcStore store = open()) {
      fill(store, contact, CANARY);
      fill(store, other, "kept");
      store.giveUp(new GivenUp.Event(
          new InboxEntry("u1", SessionKey.ofApp("app"), "app", bytes("{" + CANARY), NOW),
          "not JSON"));
      assertThat(found(CANARY)).isTrue();

      store.erase(contact);
      store.eraseUnread("app", new PersonalDataMatcher(CANARY));
      store.vacuum();

      assertThat(found(CANARY)).isFalse();
      assertThat(found("kept")).isTrue();
      assertThat(store.open(other).version()).isEqualTo(3);
    }
    assertThat(found(CANARY)).isFalse();
  }

  @Test
  void owesAVacuumAfterAnErasureAlsoAcrossARestart() {
    try (JdbcStore store = open()) {
      store.vacuum();
      assertThat(store.vacuumPending(NOW)).isFalse();
      clock.advance(Duration.ofHours(1));
      fill(store, key(CANARY), CANARY);
      assertThat(store.vacuumPending(NOW)).isFalse();
      store.eraseOlder(clock.instant().plusSeconds(1));
    }
    try (JdbcStore store = open()) {
      assertThat(store.vacuumPending(NOW)).isTrue();
      assertThat(store.vacuumPending(NOW.minusNanos(1))).isFalse();
      store.vacuum();
      assertThat(store.vacuumPending(clock.instant())).isFalse();
    }
  }

  @Test
  @Tag("G14")
  void owesAVacuumThoughTheLatestWasByAClockThatWasSetBackSince() {
    try (JdbcStore store = open()) {
      clock.advance(Duration.ofDays(3_650));
      store.vacuum();
      clock.advance(Duration.ofDays(-3_650));
      fill(store, key(CANARY), CANARY);

      store.erase(key(CANARY));

      assertThat(store.vacuumPending(clock.instant().minus(Duration.ofDays(1)))).isTrue();
    }
  }

  @Test
  void leavesNoByteOfContactsNobodyHeardOf() throws IOException {
    try (JdbcStore store = open()) {
      fill(store, key(CANARY), CANARY);
      String id = digest(CANARY);
      store.ignore("wait-" + id, "test");
      store.record(List.of(new SendChange.Sent("send-" + id, "sinch-1", NOW)));
      store.save(turn(SessionSamples.session(key(CANARY), 4, "text", CANARY))
          .handles("four-" + id)
          .cancels("timer-" + id)
          .completes("call-" + id)
          .commit());
      clock.advance(Duration.ofDays(400));
      assertThat(found(CANARY)).isTrue();

      store.eraseOlder(NOW.plusSeconds(1));
      store.vacuum();

      assertThat(found(CANARY)).isFalse();
    }
  }

  @Test
  @Tag("G17")
  void leavesNoByteOfTextsWhoseTimeIsOver() throws IOException {
    try (JdbcStore store = open()) {
      Trace trace = Trace.empty().withTexts(new TurnTexts(NOW.plusSeconds(9), CANARY, List.of()));
      store.save(
          turn(SessionSamples.session(key("ann"), 1, "x", "y")).traces(trace).commit());
      assertThat(found(CANARY)).isTrue();

      assertThat(store.eraseTexts(NOW.plusSeconds(9))).isEqualTo(1);
      assertThat(store.vacuumPending(clock.instant())).isTrue();
      store.vacuum();

      assertThat(found(CANARY)).isFalse();
      assertThat(store.traces(key("ann"))).hasSize(1);
    }
  }

  /** Rows of all sizes come, grow and go, so that SQLite moves them between pages. */
  @Test
  void leavesNoByteBehindOnPagesWhoseRowsWereMoved() throws IOException {
    long seed = Seed.of(ErasureTest.class);
    Random random = new Random(seed);
    int contacts = 60;
    long[] versions = new long[contacts];
    try (JdbcStore store = open()) {
      for (int i = 0; i < 1_500; i++) {
        int contact = random.nextInt(contacts);
        SessionKey key = key(CANARY + "-" + contact);
        if (versions[contact] > 0 && random.nextInt(8) == 0) {
          store.erase(key);
          versions[contact] = 0;
        } else {
          versions[contact]++;
          String text = (CANARY + "-" + contact + " ").repeat(1 + random.nextInt(120));
          store.save(turn(SessionSamples.session(key, versions[contact], "text", text))
              .handles("e" + i)
              .sends(message(key, "m" + i, text))
              .sets(timer(key, "t" + random.nextInt(3), NOW))
              .traces(new Trace(List.of(new TraceEntry.Other("said", Map.of("text", text)))))
              .commit());
        }
      }

      store.vacuum();

      for (int contact = 0; contact < contacts; contact++) {
        assertThat(found(CANARY + "-" + contact + " "))
            .as("contact %s, seed %s", contact, seed)
            .isEqualTo(versions[contact] > 0);
      }
    }
  }

  @Test
  void erasesWhileOthersWriteAndLosesNothingOfTheirs() throws Exception {
    try (JdbcStore store = open()) {
      Thread writing = new Thread(() -> {
        for (int i = 0; i < 200; i++) {
          store.add(SessionSamples.entry("e" + i, key("other")));
        }
      });
      writing.start();
      for (int i = 0; i < 5; i++) {
        fill(store, key(CANARY + i), CANARY + i);
        assertThat(found(CANARY + i)).isTrue();
        store.erase(key(CANARY + i));
        store.vacuum();
      }
      writing.join();

      assertThat(InboxContents.of(store)).hasSize(200);
      assertThat(found(CANARY)).isFalse();
    }
  }

  private JdbcStore open() {
    return JdbcStore.sqlite(folder.resolve("store.db"), clock, RetentionPolicy.standard());
  }

  /** The text in everything the store keeps of a contact. The ids of the journal do not hold it. */
  private static void fill(JdbcStore store, SessionKey key, String text) {
    String id = digest(text);
    store.add(new InboxEntry("wait-" + id, key, "app", bytes("{\"text\":\"" + text + "\"}"), NOW));
    store.giveUp(new GivenUp.Event(
        new InboxEntry("bad-" + id, key, "app", bytes("{\"text\":\"" + text), NOW), "broken"));
    ChannelContext context = new ChannelContext(Channel.SMS, text, null, "app", null, null);
    Call call = call(key, "call-" + id);
    store.save(turn(SessionSamples.session(key, 1, "text", text.repeat(900)))
        .handles("done-" + id)
        .sends(message(key, "dead-" + id, text), message(key, "send-" + id, text.repeat(50)))
        .sets(new Timer("timer-" + id, key, context, NOW))
        .calls(new Call(
            call.id(),
            key,
            context,
            call.kind(),
            call.name(),
            SessionSamples.map("text", text),
            NOW,
            call.timeout()))
        .traces(new Trace(List.of(new TraceEntry.Other("said", Map.of("text", text))))
            .withTexts(new TurnTexts(NOW.plusSeconds(9), text, List.of())))
        .commit());
    store.giveUp(new GivenUp.Message("dead-" + id, 1, "refused", false, NOW));
    store.save(
        turn(SessionSamples.session(key, 2, "text", text)).handles("two-" + id).commit());
    store.save(
        turn(SessionSamples.session(key, 3, "text", "")).handles("three-" + id).commit());
  }

  private static OutboxRow message(SessionKey key, String id, String text) {
    Address to = new Address("app", Channel.SMS, null, "46" + text);
    return new OutboxRow(new Outgoing(id, to, new TextMessage(text), null), key, 1, 0, NOW, 0, NOW);
  }

  private static String digest(String text) {
    return Integer.toHexString(text.hashCode());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private boolean found(String text) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        // Each byte is a character of its own, so that a text is found wherever it begins.
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
