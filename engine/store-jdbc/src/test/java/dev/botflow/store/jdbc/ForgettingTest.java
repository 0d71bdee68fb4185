package dev.botflow.store.jdbc;

import static dev.botflow.scenario.Wire.give;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.ContactMerged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.SessionKey;
import dev.botflow.message.SendOutcome;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.scenario.Wire;
import dev.botflow.store.Erased;
import dev.botflow.store.GivenUp;
import dev.botflow.store.HandClock;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.Store;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasure through the engine: whatever a contact was called is found, and no byte of it is left in any file. */
class ForgettingTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final String CANARY = "canary-4670";
  private static final String ECHO = """
      flow: f
      steps:
      - { id: a, say: "{text}" }
      """;

  private static final String EVERYTHING = """
      flow: f
      steps:
      - { id: a, say: "{text}" }
      - { id: b, say: "2 {text}" }
      - { id: c, do: find, with: { q: "{text}" }, timeout: 1h }
      """;

  @TempDir
  Path folder;

  private final Wire refusing = new Wire(message -> new SendOutcome.Rejected("400"));

  private JdbcStore store() {
    return JdbcStore.sqlite(
        folder.resolve("store.db"), new HandClock(NOW), RetentionPolicy.standard());
  }

  @Test
  void erasingAContactTakesThoseWhoWereMergedIntoItAndItsIdentities() throws IOException {
    JdbcStore store = store();
    try (BotFlow engine = Wire.engine(ECHO).store(store).build()) {
      engine.connect("APP", refusing);
      says(engine, "e1", "first", "1" + CANARY);
      says(engine, "e2", "second", "2" + CANARY);
      says(engine, "e3", "last", "3" + CANARY);
      for (int i = 1; i <= 4; i++) {
        // As in DISPATCH mode, where there is no contact.
        says(engine, "d" + i, null, i + CANARY);
      }
      await().until(() -> engine.deadLetters(0, 99).size() == 7);
      merge(engine, "m1", "first", "second");
      merge(engine, "m2", "second", "last");
      await().until(() -> engine.health().tally().applied() == 9);
      assertThat(found("first" + CANARY)).isTrue();

      engine.erase(about("last", null)).join();

      // Of the fourth identity nobody knows that it is the contact's.
      assertThat(engine.deadLetters(0, 99))
          .extracting(letter -> letter.key().value())
          .containsExactly("APP/SMS/4" + CANARY);
      for (String name : List.of("first", "second", "last", "1", "2", "3")) {
        assertThat(found(name + CANARY)).as(name).isFalse();
      }
      assertThat(found("4" + CANARY)).isTrue();
    }
  }

  /** The host may know a contact by the id it had before Sinch merged it. */
  @Test
  void erasingAContactThatWasMergedTakesWhatIsKeptUnderItsSurvivor() throws IOException {
    try (BotFlow engine = Wire.engine(ECHO).store(store()).build()) {
      engine.connect("APP", refusing);
      says(engine, "e1", "first", "1" + CANARY);
      says(engine, "e2", "last", "2" + CANARY);
      await().until(() -> engine.deadLetters(0, 99).size() == 2);
      merge(engine, "m1", "first", "second");
      await().until(() -> engine.health().tally().applied() == 3);
      merge(engine, "m2", "second", "last");
      await().until(() -> engine.health().tally().applied() == 4);
      List<String> names = List.of("first", "second", "last", "1", "2");
      for (String name : names) {
        assertThat(found(name + CANARY)).as(name).isTrue();
      }

      engine.erase(about("first", null)).join();

      for (String name : names) {
        assertThat(found(name + CANARY)).as(name).isFalse();
      }
    }
  }

  /** Lanes go on by themselves: a merge may overtake a message of the contact that goes. */
  @Test
  void erasingAContactTakesWhatOneThatWasMergedIntoItWroteAfterwards() throws IOException {
    try (BotFlow engine = Wire.engine(ECHO).store(store()).build()) {
      engine.connect("APP", refusing);
      merge(engine, "m1", "first", "last");
      await().until(() -> engine.health().tally().applied() == 1);
      says(engine, "e1", "first", "1" + CANARY);
      await().until(() -> engine.deadLetters(0, 99).size() == 1);
      assertThat(found("first" + CANARY)).isTrue();

      engine.erase(about("last", null)).join();

      assertThat(engine.deadLetters(0, 99)).isEmpty();
      assertThat(found("first" + CANARY)).isFalse();
    }
  }

  /** The first event's turn is under way and the second waits; the erasure comes in between. */
  @Test
  @Tag("G7")
  void anErasureThatFailsCostsNoEventThatWaits() {
    JdbcStore store = store();
    CompletableFuture<Void> begun = new CompletableFuture<>();
    CompletableFuture<Void> go = new CompletableFuture<>();
    AtomicInteger turns = new AtomicInteger();
    try (BotFlow engine = Wire.engine(ECHO)
        .store(failingToErase(store))
        .facts(event -> {
          if (turns.getAndIncrement() == 0) {
            begun.complete(null);
            go.join();
          }
          return new java.util.LinkedHashMap<>();
        })
        .build()) {
      engine.connect("APP", refusing);
      give(engine, "e1", "C1", "one");
      give(engine, "e2", "C1", "two");
      await().until(begun::isDone);
      CompletableFuture<Erased> forgotten =
          engine.erase(new ChannelContext(null, null, "C1", "APP", null, null));
      assertThatThrownBy(forgotten::join).hasRootCauseMessage("the disk is full");
      go.complete(null);

      await().until(() -> engine.health().tally().applied() == 2);
    }
  }

  private static Store failingToErase(JdbcStore store) {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, values) -> {
          if (method.getName().equals("erase")) {
            throw new BotFlowException("the disk is full");
          }
          try {
            return method.invoke(store, values);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  @Test
  void erasingAContactLeavesUnreadableEventsOfOthersAlone() throws IOException {
    try (BotFlow engine = Wire.engine(ECHO).store(store()).build()) {
      engine.connect("APP", refusing);
      bury(engine, "{\"contact_id\":\"C1\",\"text\":\"" + CANARY);
      bury(engine, "{\"contact_id\":\"\\u00431\",\"text\":\"" + CANARY);
      bury(engine, "{\"contact_id\":\"C10\",\"text\":\"of another");
      assertThat(found(CANARY)).isTrue();

      engine.erase(Wire.context("APP", "C1")).join();

      assertThat(engine.deadLetters(0, 99)).hasSize(1);
      assertThat(found(CANARY)).isFalse();
      assertThat(found("of another")).isTrue();
    }
  }

  @Test
  @Tag("G10")
  void anErasureThatIsAskedForAfterTheEndFailsWithASentence() throws Exception {
    BotFlow engine = Wire.engine(ECHO).store(store()).build();
    engine.connect("APP", refusing);
    engine.close();

    CompletableFuture<Erased> forgotten = engine.erase(Wire.context("APP", "C1"));

    assertThat(forgotten).isCompletedExceptionally();
    assertThatThrownBy(forgotten::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(BotFlowException.class)
        .hasRootCauseMessage(
            "erase: expected an engine that runs, but it was closed; ask again after the next start");
  }

  @Test
  @Tag("G10")
  void anErasureThatTheEndCutsShortFailsWithASentence() {
    CompletableFuture<Void> entered = new CompletableFuture<>();
    CompletableFuture<Void> never = new CompletableFuture<>();
    BotFlow engine = Wire.engine(ECHO)
        .store(store())
        .limits(RuntimeLimits.DEFAULT.drain(Duration.ZERO))
        .onTurn((event, turn) -> {
          entered.complete(null);
          never.join();
        })
        .build();
    engine.connect("APP", refusing);
    give(engine, "e1", "C1", "x");
    entered.join();
    CompletableFuture<Erased> forgotten = engine.erase(Wire.context("APP", "C1"));

    // The turn that stands in its way never ends by itself.
    Thread closing = new Thread(engine::close);
    closing.start();

    await().until(forgotten::isCompletedExceptionally);
    never.complete(null);
    assertThatThrownBy(forgotten::join).hasCauseInstanceOf(BotFlowException.class);
    await().until(() -> !closing.isAlive());
  }

  /** As Sinch names people to a host: by the number, while the engine knows them by their contact's id. */
  @Test
  @Tag("G17")
  void erasingByIdentityTakesAllOfAContactThatIsKnownByItsId() throws IOException {
    JdbcStore store = store();
    Wire wire = new Wire(message -> message.message().readable().startsWith("1")
        ? new SendOutcome.Rejected("400")
        : new SendOutcome.Retry("503", null));
    CompletableFuture<Object> never = new CompletableFuture<>();
    try (BotFlow engine = Wire.engine(EVERYTHING)
        .store(store)
        .limits(RuntimeLimits.DEFAULT.drain(Duration.ZERO))
        .action("find", request -> never)
        .build()) {
      engine.connect("APP", wire);
      for (String contact : List.of("C1", "C2")) {
        says(engine, contact, contact, "1" + contact + CANARY);
        // Waits for the first one's action.
        says(engine, "waits" + contact, contact, "1" + contact + CANARY);
        SessionKey key = SessionKey.of(about(contact, null));
        await()
            .until(() -> tables(store, key).contains("calls")
                && tables(store, key).contains("dead_letters"));
        store.giveUp(new GivenUp.Event(
            new InboxEntry(
                "given up " + contact, key, "APP", CANARY.getBytes(StandardCharsets.UTF_8), NOW),
            "its turn failed"));
        store.written(db -> db.update(
            "INSERT INTO buried_rows (kind, session_key, id, json, reason, since)"
                + " VALUES ('timer', ?, 'x', ?, 'unreadable', 0)",
            key.value(),
            CANARY));
        assertThat(tables(store, key))
            .containsExactlyInAnyOrder(
                "sessions",
                "inbox",
                "buried",
                "outbox",
                "dead_letters",
                "timers",
                "calls",
                "traces",
                "buried_rows");
      }

      engine.erase(about(null, "+1C1" + CANARY)).join();

      assertThat(tables(store, SessionKey.of(about("C1", null)))).isEmpty();
      assertThat(tables(store, SessionKey.of(about("C2", null)))).hasSize(9);
      assertThat(found("C1" + CANARY)).isFalse();
      assertThat(found("C2" + CANARY)).isTrue();
    }
  }

  @Test
  @Tag("G17")
  void erasingByTheIdentityOfAContactThatWasMergedTakesItsSurvivorAlong() throws IOException {
    try (BotFlow engine = Wire.engine(ECHO).store(store()).build()) {
      engine.connect("APP", refusing);
      says(engine, "e1", "first", "1" + CANARY);
      says(engine, "e2", "last", "2" + CANARY);
      await().until(() -> engine.deadLetters(0, 99).size() == 2);
      merge(engine, "m1", "first", "last");
      await().until(() -> engine.health().tally().applied() == 3);

      engine.erase(about(null, "1" + CANARY)).join();

      for (String name : List.of("first", "last", "1", "2")) {
        assertThat(found(name + CANARY)).as(name).isFalse();
      }
    }
  }

  @Test
  @Tag("G17")
  void erasingByIdentityTakesWhatAContactWritesJustNow() throws IOException {
    CompletableFuture<Void> begun = new CompletableFuture<>();
    CompletableFuture<Void> go = new CompletableFuture<>();
    JdbcStore store = store();
    Wire numbers = new Wire(message -> new SendOutcome.Rejected("400")) {
      @Override
      public InboundEvent read(byte[] body, Instant receivedAt) {
        return message("e1", "new", new String(body, StandardCharsets.UTF_8));
      }
    };
    try (BotFlow engine = Wire.engine(ECHO)
        .store(store)
        .facts(event -> {
          begun.complete(null);
          go.join();
          return new java.util.LinkedHashMap<>();
        })
        .build()) {
      engine.connect("APP", numbers);
      says(engine, "e1", "new", "1" + CANARY);
      begun.join();

      engine.erase(about(null, "1" + CANARY)).join();
      go.complete(null);

      await().until(() -> engine.health().lag() == 0);
      assertThat(tables(store, SessionKey.of(about("new", null)))).isEmpty();
      assertThat(found("1" + CANARY)).isFalse();
      assertThat(engine.health().tally().ignored()).isEqualTo(1);
    }
  }

  private static List<String> tables(JdbcStore store, SessionKey key) {
    List<String> found = new ArrayList<>();
    for (String table : List.of(
        "sessions",
        "inbox",
        "buried",
        "outbox",
        "dead_letters",
        "timers",
        "calls",
        "traces",
        "buried_rows")) {
      boolean some = store
          .written(db -> db.first(
              "SELECT 1 FROM " + table + " WHERE session_key = ?", row -> true, key.value()))
          .isPresent();
      if (some) {
        found.add(table);
      }
    }
    return found;
  }

  private static void bury(BotFlow engine, String raw) {
    engine.giveUp("APP", raw.getBytes(StandardCharsets.UTF_8), "not JSON");
  }

  private static ChannelContext about(@Nullable String contact, @Nullable String identity) {
    return new ChannelContext(
        identity == null ? null : Channel.SMS,
        identity,
        contact == null ? null : contact + CANARY,
        "APP",
        null,
        null);
  }

  private static void says(BotFlow engine, String id, @Nullable String contact, String identity) {
    engine.accept(message(id, contact, identity), identity.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageReceived message(String id, @Nullable String contact, String identity) {
    return new MessageReceived(
        new EventHeader(
            "MESSAGE_INBOUND", about(contact, identity), NOW, "APP:" + id, null, null, null),
        id,
        new Content.Text(identity),
        null,
        null,
        null,
        false);
  }

  private static void merge(BotFlow engine, String id, String loser, String survivor) {
    engine.accept(
        new ContactMerged(
            new EventHeader(
                "CONTACT_MERGE", about(survivor, null), NOW, "APP:" + id, null, null, null),
            profile(survivor),
            profile(loser)),
        loser.getBytes(StandardCharsets.UTF_8));
  }

  private static ContactProfile profile(String contact) {
    return new ContactProfile(contact + CANARY, List.of(), null, null, null, null);
  }

  private boolean found(String text) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
