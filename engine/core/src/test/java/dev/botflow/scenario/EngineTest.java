package dev.botflow.scenario;

import static dev.botflow.scenario.Wire.accepting;
import static dev.botflow.scenario.Wire.engine;
import static dev.botflow.scenario.Wire.event;
import static dev.botflow.scenario.Wire.give;
import static dev.botflow.scenario.Wire.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.Intake.Receipt;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.MessageSubmitted;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.runtime.Telemetry;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.InboxContents;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine with its threads, behind a transport made up for the test. */
class EngineTest {
  private static final byte[] KEY = "sixteen bytes at least".getBytes(StandardCharsets.UTF_8);
  private static final String FLOW = """
      flow: f
      steps:
      - { id: a, say: "one {text}" }
      - { id: b, say: "two {text}" }
      """;
  private static final String CALLING = """
      flow: f
      steps:
      - { id: a, do: find, with: { q: "{text}" }, save: found, timeout: 30s, on_error: sorry }
      - { id: b, say: "found {found.it}", next: end }
      - { id: sorry, say: "sorry" }
      """;

  private static final RuntimeLimits QUICK =
      RuntimeLimits.DEFAULT.retries(Duration.ofMillis(5), Duration.ofSeconds(1));

  @Test
  void sendsWhatATurnSaysInOrderPerSession() {
    Wire wire = accepting();
    try (BotFlow engine = engine(FLOW).build()) {
      engine.connect("APP", wire);

      for (int i = 0; i < 20; i++) {
        assertThat(give(engine, "e" + i, "C" + i % 4, "n" + i)).isEqualTo(Receipt.ACCEPTED);
      }

      await().until(() -> wire.taken().size() == 40);
      assertThat(wire.taken().stream().filter(line -> line.startsWith("C1")))
          .containsExactly(
              "C1 one n1",
              "C1 two n1",
              "C1 one n5",
              "C1 two n5",
              "C1 one n9",
              "C1 two n9",
              "C1 one n13",
              "C1 two n13",
              "C1 one n17",
              "C1 two n17");
    }
  }

  @Test
  void actsOnceOnAnEventThatComesTwice() {
    Wire wire = accepting();
    try (BotFlow engine = engine(FLOW).build()) {
      engine.connect("APP", wire);

      assertThat(give(engine, "e1", "C1", "x")).isEqualTo(Receipt.ACCEPTED);
      assertThat(give(engine, "e1", "C1", "x")).isEqualTo(Receipt.DUPLICATE);
      assertThat(give(engine, "e2", "C1", "y")).isEqualTo(Receipt.ACCEPTED);

      await().until(() -> wire.taken().size() == 4);
    }
  }

  @Test
  void triesAgainWhatDidNotArriveAndKeepsTheOrder() {
    Map<String, Integer> attempts = Collections.synchronizedMap(new LinkedHashMap<>());
    Wire wire = new Wire(message -> attempts.merge(message.id(), 1, Integer::sum) < 3
        ? new SendOutcome.Retry("busy", Duration.ofMillis(1))
        : new SendOutcome.Sent("s"));
    try (BotFlow engine = engine(FLOW).build()) {
      engine.connect("APP", wire);

      give(engine, "e1", "C1", "x");

      await().until(() -> wire.taken().size() == 2);
      assertThat(wire.taken()).containsExactly("C1 one x", "C1 two x");
      assertThat(attempts.values()).containsExactly(3, 3);
    }
  }

  @Test
  @Tag("G6")
  void givesUpWhatWasRefusedAndGoesOnWithTheRest() {
    MemoryStore store = new MemoryStore(Clock.systemUTC());
    Wire wire = new Wire(message -> message.message().readable().startsWith("one")
        ? new SendOutcome.Rejected("400 INVALID_ARGUMENT")
        : new SendOutcome.Sent("s"));
    try (BotFlow engine = engine(FLOW).store(store).build()) {
      engine.connect("APP", wire);

      give(engine, "e1", "C1", "x");

      await().until(() -> wire.taken().size() == 1);
      assertThat(DeadLetters.messages(store)).hasSize(1);
      assertThat(DeadLetters.messages(store).get(0).reason()).isEqualTo("400 INVALID_ARGUMENT");
      assertThat(DeadLetters.messages(store).get(0).unknown()).isFalse();
    }
  }

  @Test
  void sendsAgainWhatMayHaveBeenSentUnlessAReportSettlesIt() {
    Map<String, Integer> attempts = Collections.synchronizedMap(new LinkedHashMap<>());
    Wire wire = new Wire(message -> attempts.merge(message.id(), 1, Integer::sum) < 2
        ? new SendOutcome.Unknown("the connection broke")
        : new SendOutcome.Sent("s"));
    RuntimeLimits shortly = RuntimeLimits.DEFAULT.settling(Duration.ofMillis(50));
    try (BotFlow engine = engine(FLOW).limits(shortly).build()) {
      engine.connect("APP", wire);

      give(engine, "e1", "C1", "x");

      await().until(() -> wire.taken().size() == 2);
      assertThat(attempts.values()).containsExactly(2, 2);
    }
  }

  @Test
  void takesAReportForTheOutcomeNobodyKnew() {
    Map<String, Integer> attempts = Collections.synchronizedMap(new LinkedHashMap<>());
    Wire wire = new Wire(message -> {
      attempts.merge(message.id(), 1, Integer::sum);
      return message.message().readable().startsWith("one")
          ? new SendOutcome.Unknown("the connection broke")
          : new SendOutcome.Sent("s");
    });
    RuntimeLimits hour = RuntimeLimits.DEFAULT.settling(Duration.ofHours(1));
    try (BotFlow engine = engine(FLOW).limits(hour).build()) {
      engine.connect("APP", wire);
      give(engine, "e1", "C1", "x");
      await().until(() -> attempts.size() == 1);
      String id = attempts.keySet().iterator().next();

      MessageReceived about = event("s1", "C1", "-");
      engine.accept(
          new MessageSubmitted(about.header(), "sinch-1", id, Map.of()), raw("s1", "C1", "-"));

      await().until(() -> wire.taken().contains("C1 two x"));
      assertThat(attempts).containsEntry(id, 1);
    }
  }

  @Test
  @Tag("G4")
  void holdsTheLaneWhileAnActionRunsAndLetsOthersGoOn() {
    Wire wire = accepting();
    Map<String, CompletableFuture<Object>> open =
        Collections.synchronizedMap(new LinkedHashMap<>());
    try (BotFlow engine = engine(CALLING)
        .action(
            "find",
            request -> open.computeIfAbsent(request.text("q"), q -> new CompletableFuture<>()))
        .build()) {
      engine.connect("APP", wire);
      give(engine, "e1", "C1", "first");
      give(engine, "e2", "C1", "second");
      give(engine, "e3", "C2", "other");
      await().until(() -> open.size() == 2);

      open.get("other").complete(Map.of("it", 5));
      await().until(() -> wire.taken().size() == 1);
      assertThat(wire.taken()).containsExactly("C2 found 5");
      assertThat(open).doesNotContainKey("second");

      open.get("first").complete(Map.of("it", "A"));
      await().until(() -> open.containsKey("second"));
      open.get("second").completeExceptionally(new IllegalStateException("down"));
      await().until(() -> wire.taken().size() == 3);
      assertThat(wire.taken()).containsExactly("C2 found 5", "C1 found A", "C1 sorry");
    }
  }

  @Test
  void handlesAfterARestartWhatWasAcceptedBefore() {
    MemoryStore kept = new MemoryStore(Clock.systemUTC());
    Store store = keptOpen(kept);
    RuntimeLimits noDrain = RuntimeLimits.DEFAULT.drain(Duration.ZERO);
    CompletableFuture<Object> never = new CompletableFuture<>();
    try (BotFlow first = engine(CALLING)
        .store(store)
        .limits(noDrain)
        .action("find", request -> never)
        .build()) {
      first.connect("APP", accepting());
      give(first, "e1", "C1", "x");
      give(first, "e2", "C1", "y");
      await().until(() -> !kept.openCalls().isEmpty());
    }

    Wire wire = accepting();
    try (BotFlow second = engine(CALLING)
        .store(store)
        .action(
            "find", request -> CompletableFuture.completedFuture(Map.of("it", request.text("q"))))
        .build()) {
      second.connect("APP", wire);

      await().until(() -> wire.taken().size() == 2);
      assertThat(wire.taken()).containsExactly("C1 found x", "C1 found y");
    }
  }

  @Test
  void letsRowsOfAnAppThatIsNotConnectedBlockNobody() {
    MemoryStore kept = new MemoryStore(Clock.systemUTC());
    AtomicInteger looks = new AtomicInteger();
    Store store = counting(keptOpen(kept), looks);
    try (BotFlow other = engine(FLOW).store(store).build()) {
      for (int i = 0; i < 1_100; i++) {
        give(other, "e" + i, "C" + i, "x");
      }
      await().until(() -> InboxContents.of(kept).isEmpty());
    }
    Wire wire = accepting();
    try (BotFlow engine = engine(FLOW).store(store).build()) {
      engine.connect("B", wire);
      looks.set(0);

      ChannelContext context = new ChannelContext(Channel.SMS, "467", "CB", "B", null, null);
      EventHeader header =
          new EventHeader("MESSAGE_INBOUND", context, Talk.START, "b1", null, null, null);
      engine.accept(
          new MessageReceived(header, "b1", new Content.Text("x"), null, null, null, false),
          raw("b1", "CB", "x"));

      await().until(() -> wire.taken().size() == 2);
      assertThat(looks).hasValueLessThan(100);
    }
  }

  /** The store as one that counts how often somebody looks for the next row. */
  private static Store counting(Store store, AtomicInteger looks) {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
          if (method.getName().equals("nextRow")) {
            looks.incrementAndGet();
          }
          try {
            return method.invoke(store, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  @Test
  void triesATurnAgainThatTheStoreRefusedAndKeepsTheOrder() {
    AtomicInteger refusals = new AtomicInteger(3);
    Store store = refusing(new MemoryStore(Clock.systemUTC()), refusals);
    Wire wire = accepting();
    RuntimeLimits quick =
        RuntimeLimits.DEFAULT.retries(Duration.ofMillis(5), Duration.ofSeconds(1));
    try (BotFlow engine = engine(FLOW).store(store).limits(quick).build()) {
      engine.connect("APP", wire);

      give(engine, "e1", "C1", "x");
      give(engine, "e2", "C1", "y");

      await().until(() -> wire.taken().size() == 4);
      assertThat(wire.taken()).containsExactly("C1 one x", "C1 two x", "C1 one y", "C1 two y");
      assertThat(refusals).hasValue(0);
    }
  }

  @Test
  void keepsAnEventThatNoTryCanHandleAndGoesOn() {
    MemoryStore kept = new MemoryStore(Clock.systemUTC());
    AtomicInteger refusals = new AtomicInteger(5);
    Wire wire = accepting();
    RuntimeLimits quick =
        RuntimeLimits.DEFAULT.retries(Duration.ofMillis(5), Duration.ofSeconds(1));
    try (BotFlow engine =
        engine(FLOW).store(refusing(kept, refusals)).limits(quick).build()) {
      engine.connect("APP", wire);

      give(engine, "e1", "C1", "x");
      give(engine, "e2", "C1", "y");

      await().until(() -> wire.taken().size() == 2);
      assertThat(wire.taken()).containsExactly("C1 one y", "C1 two y");
      assertThat(DeadLetters.events(kept)).hasSize(1);
    }
  }

  /** The store as one that refuses some turns, as a full disk does. */
  private static Store refusing(Store store, AtomicInteger refusals) {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
          if (method.getName().equals("save")
              && refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new dev.botflow.error.BotFlowException("the disk is full");
          }
          try {
            return method.invoke(store, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  /** The store as one that outlives the engine that closes it. */
  private static Store keptOpen(Store store) {
    return without(store, Set.of("close"));
  }

  /** The same store as one of the host's own, which cannot tell that another engine uses it. */
  private static Store unclaimed(Store store) {
    return without(store, Set.of("close", "claim", "release"));
  }

  private static Store without(Store store, Set<String> methods) {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
          try {
            return methods.contains(method.getName()) ? null : method.invoke(store, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  @Test
  void storesTheOutcomeOfSendsThatAreUnderWayWhenItCloses() throws Exception {
    MemoryStore kept = new MemoryStore(Clock.systemUTC());
    CompletableFuture<SendOutcome> slow = new CompletableFuture<>();
    CompletableFuture<String> begun = new CompletableFuture<>();
    Transport wire = new Transport() {
      @Override
      public InboundEvent read(byte[] body, Instant receivedAt) {
        throw new AssertionError("nothing is read again here");
      }

      @Override
      public CompletionStage<SendOutcome> send(Outgoing message) {
        begun.complete(message.id());
        return slow;
      }
    };
    BotFlow engine = engine(FLOW).store(keptOpen(kept)).build();
    engine.connect("APP", wire);
    give(engine, "e1", "C1", "x");
    await().until(begun::isDone);
    String first = begun.join();

    Thread closing = new Thread(engine::close);
    closing.start();
    await().until(() -> give(engine, "e2", "C1", "y") == Receipt.BUSY);
    slow.complete(new SendOutcome.Sent("sinch-1"));
    await().until(() -> !closing.isAlive());

    assertThat(kept.dueRows(Instant.now().plusSeconds(60), Set.of(), 10))
        .extracting(row -> row.id())
        .hasSize(1)
        .doesNotContain(first);
  }

  @Test
  void handlesWaitingEventsOnceWhenAnAppIsConnectedTwice() {
    Wire wire = accepting();
    Map<String, CompletableFuture<Object>> open =
        Collections.synchronizedMap(new LinkedHashMap<>());
    try (BotFlow engine = engine(CALLING)
        .action(
            "find",
            request -> open.computeIfAbsent(request.text("q"), q -> new CompletableFuture<>()))
        .build()) {
      engine.connect("APP", wire);
      give(engine, "e1", "C1", "first");
      give(engine, "e2", "C1", "second");
      await().until(() -> open.containsKey("first"));

      engine.connect("APP", wire);
      open.get("first").complete(Map.of("it", "A"));
      await().until(() -> open.containsKey("second"));
      open.get("second").complete(Map.of("it", "B"));

      await().until(() -> wire.taken().size() == 2);
      await().until(() -> engine.waiting() == 0);
      assertThat(wire.taken()).containsExactly("C1 found A", "C1 found B");
      assertThat(open).hasSize(2);
    }
  }

  @Test
  void anErrorOfTheHostsFactsIsTriedAgainAndMutesNobody() {
    AtomicInteger errors = new AtomicInteger(2);
    Wire wire = accepting();
    try (BotFlow engine = engine(FLOW)
        .limits(QUICK)
        .facts(event -> {
          if (errors.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new StackOverflowError("on purpose");
          }
          return new LinkedHashMap<>();
        })
        .build()) {
      engine.connect("APP", wire);

      give(engine, "e1", "C1", "x");
      give(engine, "e2", "C1", "y");

      await().until(() -> wire.taken().size() == 4);
      assertThat(wire.taken()).containsExactly("C1 one x", "C1 two x", "C1 one y", "C1 two y");
    }
  }

  @Test
  void anErrorOfActionListenerOrTelemetryLeavesNoLaneHeld() {
    Wire wire = accepting();
    MemoryStore kept = new MemoryStore(Clock.systemUTC());
    Map<String, Object> odd = new LinkedHashMap<>();
    odd.put("it", 1);
    try (BotFlow engine = engine(CALLING)
        .store(kept)
        .limits(QUICK)
        .action("find", request -> {
          if (request.text("q").equals("thrown")) {
            throw new NoClassDefFoundError("on purpose");
          }
          return CompletableFuture.completedFuture(
              request.text("q").equals("odd") ? new OddMap() : odd);
        })
        .telemetry(new Telemetry() {
          @Override
          public void turned(Measured turn) {
            throw new NoSuchMethodError("on purpose");
          }
        })
        .onTurn((event, turn) -> {
          throw new NoSuchMethodError("on purpose");
        })
        .build()) {
      engine.connect("APP", wire);

      give(engine, "e1", "C1", "thrown");
      give(engine, "e2", "C1", "odd");
      give(engine, "e3", "C1", "good");

      await().until(() -> wire.taken().size() == 3);
      assertThat(wire.taken()).containsExactly("C1 sorry", "C1 sorry", "C1 found 1");
      await().until(() -> InboxContents.of(kept).isEmpty() && engine.waiting() == 0);
      assertThat(kept.openCalls()).isEmpty();
    }
  }

  /** Values that cannot be read, as of a class that is not there. */
  private static final class OddMap extends java.util.AbstractMap<String, Object> {
    @Override
    public java.util.Set<Entry<String, Object>> entrySet() {
      throw new NoClassDefFoundError("on purpose");
    }
  }

  @Test
  void twoHostsOnOneStoreActOnceOnAnEventBothTookUp() {
    MemoryStore kept = new MemoryStore(Clock.systemUTC());
    accepted(kept, "e1", "C1", "x");
    CountDownLatch both = new CountDownLatch(2);
    Wire wire = accepting();
    try (BotFlow one = meeting(kept, both);
        BotFlow other = meeting(kept, both)) {
      one.connect("APP", wire);
      other.connect("APP", accepting());

      await().until(() -> InboxContents.of(kept).isEmpty());
      await().until(() -> one.health().lag() == 0 && other.health().lag() == 0);
      assertThat(kept.open(event("e1", "C1", "x").key()).version()).isEqualTo(1);
      assertThat(DeadLetters.events(kept)).isEmpty();
    }
  }

  private static void accepted(Store store, String id, String contact, String text) {
    InboundEvent event = event(id, contact, text);
    store.add(new InboxEntry(
        event.header().dedupeKey(), event.key(), "APP", raw(id, contact, text), Instant.now()));
  }

  /** An engine whose turns wait until as many began. */
  private static BotFlow meeting(Store store, CountDownLatch all) {
    return engine(FLOW)
        .store(unclaimed(store))
        .facts(event -> {
          all.countDown();
          try {
            assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new LinkedHashMap<>();
        })
        .build();
  }

  @Test
  @Tag("G10")
  void refusesEventsOnceItIsClosing() {
    BotFlow engine = engine(FLOW).build();
    engine.close();

    assertThat(give(engine, "e1", "C1", "x")).isEqualTo(Receipt.BUSY);
  }

  @Test
  @Tag("G3")
  void refusesASecondEngineOnAStoreUntilTheFirstIsClosed() {
    MemoryStore kept = new MemoryStore(Clock.systemUTC());
    Store store = keptOpen(kept);
    BotFlow first = engine(FLOW).store(store).build();

    assertThatThrownBy(() -> engine(FLOW).store(store).build())
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            "store: expected one that no engine uses, but another engine of this process has it;"
                + " one engine can serve several apps, each by its own connect");

    first.close();
    engine(FLOW).store(store).build().close();
  }

  @Test
  void aResultTooLargeToKeepTakesTheErrorExitAndIsNotAskedForAgain() {
    MemoryStore kept = new MemoryStore(Clock.systemUTC());
    Store store = keptOpen(kept);
    AtomicInteger calls = new AtomicInteger();
    Wire wire = accepting();
    String large = "x".repeat(1_100_000);
    BotFlow.Builder calling = engine(CALLING).store(store).limits(QUICK).action("find", request -> {
      calls.incrementAndGet();
      return CompletableFuture.completedFuture(Map.of("it", large));
    });
    try (BotFlow first = calling.build()) {
      first.connect("APP", wire);
      give(first, "e1", "C1", "x");
      await().until(() -> wire.taken().equals(List.of("C1 sorry")));
      await().until(() -> kept.openCalls().isEmpty());
    }

    try (BotFlow second = calling.build()) {
      second.connect("APP", wire);
      give(second, "e2", "C2", "y");
      await().until(() -> wire.taken().size() == 2);
    }
    assertThat(calls).hasValue(2);
  }

  @Test
  void aCallNoResultOfWhichCanBeKeptIsPutAsideAndListed() {
    MemoryStore kept = new MemoryStore(Clock.systemUTC());
    AtomicInteger saves = new AtomicInteger();
    Store store = failingToSave(kept, () -> saves.incrementAndGet() > 1);
    Wire wire = accepting();
    try (BotFlow engine = engine(CALLING)
        .store(store)
        .limits(QUICK)
        .action("find", request -> CompletableFuture.completedFuture(Map.of("it", 1)))
        .build()) {
      engine.connect("APP", wire);
      give(engine, "e1", "C1", "x");

      await().until(() -> DeadLetters.timersAndCalls(kept).size() == 1);
      assertThat(DeadLetters.timersAndCalls(kept).get(0).kind()).isEqualTo(DeadLetter.Kind.CALL);
      assertThat(DeadLetters.timersAndCalls(kept).get(0).reason())
          .isEqualTo("its turn failed: BotFlowException");
      assertThat(kept.openCalls()).isEmpty();
      await()
          .until(() -> engine.health().deadLetters(DeadLetter.Kind.CALL) == 1
              && engine.health().lag() == 0);
    }
  }

  private static Store failingToSave(MemoryStore store, BooleanSupplier fails) {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, values) -> {
          if (method.getName().equals("save") && fails.getAsBoolean()) {
            throw new BotFlowException("on purpose");
          }
          try {
            return method.invoke(store, values);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  @Test
  void healthThatIsAskedForOftenWritesToTheStoreOnceInAWhile() {
    MemoryStore kept = new MemoryStore(Clock.systemUTC());
    AtomicInteger writes = new AtomicInteger();
    Store store = (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, values) -> {
          if (method.getName().equals("checkWritable")) {
            writes.incrementAndGet();
          }
          try {
            return method.invoke(kept, values);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
    long start = System.nanoTime();
    try (BotFlow engine = engine(FLOW).store(store).build()) {
      for (int i = 0; i < 500; i++) {
        assertThat(engine.health().storeWritable()).isTrue();
      }
    }

    long tens = Duration.ofNanos(System.nanoTime() - start).toSeconds() / 10;
    assertThat(writes.get()).isBetween(1, (int) tens + 1);
  }
}
