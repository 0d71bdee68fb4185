package dev.botflow.store.jdbc;

import static dev.botflow.scenario.Wire.accepting;
import static dev.botflow.scenario.Wire.give;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.Intake.Receipt;
import dev.botflow.error.BotBrokenException;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.EventHeader;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.SessionKey;
import dev.botflow.message.SendOutcome;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.HostOffer;
import dev.botflow.runtime.Health;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.scenario.Wire;
import dev.botflow.session.Session;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.HandClock;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One engine, many apps, each with its bot: what one has is nothing of the other's, though all their ids are equal. */
class ManyAppsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final RuntimeLimits QUICK =
      RuntimeLimits.DEFAULT.retries(Duration.ofMillis(1), Duration.ofMillis(20));

  @TempDir
  Path folder;

  private final HandClock clock = new HandClock(NOW);
  private final Wire one = accepting();
  private final Wire two = accepting();

  private JdbcStore store() {
    return JdbcStore.sqlite(folder.resolve("store.db"), clock, RetentionPolicy.standard());
  }

  private BotFlow.Builder engine() {
    return Wire.engine().store(store()).clock(clock).limits(QUICK);
  }

  private BotFlow connected(BotFlow.Builder builder) {
    BotFlow engine = builder.build();
    engine.connect("ONE", one);
    engine.connect("TWO", two);
    return engine;
  }

  /** Says what the contact said, and whose bot it is. */
  private static BotVersions saying(String whose) {
    return BotVersions.of(says(whose));
  }

  private static BotVersion says(String whose) {
    return Wire.bot("flow: f\nsteps:\n- { id: a, say: \"" + whose + " {text}\" }\n");
  }

  /** Asks, reminds after half an hour, and thanks. */
  private static BotVersion asking(String whose) {
    return Wire.bot("""
        flow: f
        steps:
        - { id: q, ask: "WHOSE well?", nudge: { after: 30m, then: n }, next: thanks }
        - { id: thanks, say: "WHOSE thanks", next: end }
        - { id: n, say: "WHOSE hello?", next: q }
        """.replace("WHOSE", whose));
  }

  /** Versions by number, the last published being live. */
  private static final class Published implements BotVersions {
    private final Map<Long, BotVersion> all = new ConcurrentHashMap<>();
    private volatile long live;

    Published(BotVersion... versions) {
      for (BotVersion version : versions) {
        publish(version);
      }
    }

    void publish(BotVersion version) {
      all.put(live + 1, version.withNumber(live + 1));
      live++;
    }

    @Override
    public BotVersion live() {
      return number(live);
    }

    @Override
    public BotVersion number(long number) {
      return all.getOrDefault(number, all.get(live));
    }
  }

  private static void drained(BotFlow engine) {
    await()
        .until(() ->
            engine.health().tally().pending() == 0 && engine.health().oldestMessage() == null);
  }

  @Test
  @Tag("G16")
  void eachAppIsAnsweredByItsOwnBotAndAnyOtherByTheOneForAll() {
    Wire other = accepting();
    try (BotFlow engine = connected(
        engine().bots("ONE", saying("one")).bots("TWO", saying("two")).bots(saying("all")))) {
      engine.connect("OTHER", other);

      give(engine, "ONE", "e1", "C1", "hello");
      give(engine, "TWO", "e1", "C1", "hello");
      give(engine, "OTHER", "e1", "C1", "hello");

      drained(engine);
      assertThat(one.taken()).containsExactly("C1 one hello");
      assertThat(two.taken()).containsExactly("C1 two hello");
      assertThat(other.taken()).containsExactly("C1 all hello");
    }
  }

  @Test
  @Tag("G16")
  void aConversationGoesOnInTheVersionOfItsOwnAppsBotAfterARestart() {
    Published ofOne = new Published(asking("one-v1"));
    Published ofTwo = new Published(asking("two-v1"), asking("two-v2"));
    try (BotFlow engine = connected(engine().bots("ONE", ofOne).bots("TWO", ofTwo))) {
      give(engine, "ONE", "e1", "C1", "hello");
      give(engine, "TWO", "e1", "C1", "hello");
      drained(engine);
    }
    ofOne.publish(asking("one-v2"));
    ofTwo.publish(asking("two-v3"));

    try (BotFlow engine = connected(engine().bots("ONE", ofOne).bots("TWO", ofTwo))) {
      give(engine, "ONE", "e2", "C1", "fine");
      give(engine, "TWO", "e2", "C1", "fine");
      drained(engine);
    }

    assertThat(one.taken()).containsExactly("C1 one-v1 well?", "C1 one-v1 thanks");
    assertThat(two.taken()).containsExactly("C1 two-v2 well?", "C1 two-v2 thanks");
  }

  /** Two apps whose bots have asked one contact each, of the same name. */
  private BotFlow bothAsked() {
    BotFlow engine = connected(engine()
        .bots("ONE", BotVersions.of(asking("one")))
        .bots("TWO", BotVersions.of(asking("two"))));
    give(engine, "ONE", "e1", "C1", "hello");
    give(engine, "TWO", "e1", "C1", "hello");
    drained(engine);
    return engine;
  }

  @Test
  @Tag("G16")
  void timersOfEqualNamesSayWhatTheirOwnBotSays() {
    try (BotFlow engine = bothAsked()) {

      clock.advance(Duration.ofMinutes(31));
      engine.connect("ONE", one);

      await().until(() -> one.taken().size() == 2 && two.taken().size() == 2);
      assertThat(one.taken()).containsExactly("C1 one well?", "C1 one hello?");
      assertThat(two.taken()).containsExactly("C1 two well?", "C1 two hello?");
    }
  }

  private static OptInChanged optsOut(String app) {
    EventHeader header =
        new EventHeader("OPT_OUT", Wire.context(app, "C1"), NOW, app + ":out", null, null, null);
    return new OptInChanged(header, false, null, "OPT_OUT_SUCCEEDED", null);
  }

  @Test
  @Tag("G16")
  void whoOptsOutOfOneAppIsStillWrittenToByAnother() {
    try (BotFlow engine =
        connected(engine().bots("ONE", saying("one")).bots("TWO", saying("two")))) {
      engine.accept(optsOut("ONE"), new byte[] {1});
      drained(engine);

      give(engine, "ONE", "e1", "C1", "hello");
      give(engine, "TWO", "e1", "C1", "hello");
      drained(engine);

      assertThat(one.taken()).isEmpty();
      assertThat(two.taken()).containsExactly("C1 two hello");
    }
  }

  /** Both flows are called f: which of them may speak to who opted out is for each bot to say. */
  @Test
  @Tag("G16")
  void whatIsLegalIsAskedOfTheAppsOwnBot() {
    String flow = "flow: f\nsteps:\n- { id: a, say: hello }\n";
    AtomicBoolean down = new AtomicBoolean(true);
    Wire late = new Wire(message -> down.get()
        ? new SendOutcome.Retry("503", Duration.ofMinutes(1))
        : new SendOutcome.Sent("s-" + message.id()));
    try (BotFlow engine = engine()
        .limits(RuntimeLimits.DEFAULT.retries(Duration.ofMinutes(1), Duration.ofMinutes(1)))
        .bots("ONE", BotVersions.of(Wire.bot(flow.replace("steps:", "legal: true\nsteps:"))))
        .bots("TWO", BotVersions.of(Wire.bot(flow)))
        .build()) {
      engine.connect("ONE", late);
      engine.connect("TWO", late);
      for (String app : List.of("ONE", "TWO")) {
        give(engine, app, "e1", "C1", "hello");
        engine.accept(optsOut(app), new byte[] {1});
      }
      await().until(() -> engine.health().tally().pending() == 0);

      down.set(false);
      clock.advance(Duration.ofMinutes(5));
      engine.connect("ONE", late);

      await().until(() -> engine.health().oldestMessage() == null);
      assertThat(late.taken()).containsExactly("C1 hello");
      assertThat(engine.deadLetters(0, 9))
          .extracting(letter -> letter.key().appPart())
          .containsExactly("TWO");
    }
  }

  @Test
  @Tag("G16")
  void erasingAContactOfOneAppLeavesTheContactOfThatIdAndNumberInAnother() {
    JdbcStore store = store();
    try (BotFlow engine = connected(
        Wire.engine().store(store).bots("ONE", saying("one")).bots("TWO", saying("two")))) {
      give(engine, "ONE", "e1", "C1", "hello");
      give(engine, "TWO", "e1", "C1", "hello");
      drained(engine);

      engine.erase(Wire.context("ONE", "C1")).join();

      assertThat(store.open(SessionKey.of(Wire.context("ONE", "C1"))).version()).isZero();
      assertThat(store.open(SessionKey.of(Wire.context("TWO", "C1"))).version()).isEqualTo(1);
      assertThat(store.traces(SessionKey.of(Wire.context("TWO", "C1")))).hasSize(1);
    }
  }

  @Test
  @Tag("G16")
  void aContactIsKeptForAsLongAsItsOwnAppsBotSays() {
    String flow = "flow: f\nsteps:\n- { id: a, say: hello }\n";
    JdbcStore store = store();
    try (BotFlow engine = connected(Wire.engine()
        .store(store)
        .clock(clock)
        .bots("ONE", BotVersions.of(Wire.bot("retention: 1d\n", flow)))
        .bots("TWO", BotVersions.of(Wire.bot("retention: 30d\n", flow)))
        .bots(BotVersions.of(Wire.bot("retention: 3d\n", flow))))) {
      List<String> apps = List.of("ONE", "TWO", "THREE");
      engine.connect("THREE", accepting());
      apps.forEach(app -> give(engine, app, "e1", "C1", "hello"));
      apps.forEach(app -> engine.giveUp(app, new byte[] {1}, "on purpose"));
      drained(engine);

      clock.advance(Duration.ofDays(2));
      engine.eraseOld();
      assertThat(kept(store, apps)).containsExactly("TWO", "THREE");
      assertThat(deadOf(engine)).containsExactlyInAnyOrder("TWO", "THREE");

      clock.advance(Duration.ofDays(2));
      engine.eraseOld();
      assertThat(kept(store, apps)).containsExactly("TWO");
      assertThat(deadOf(engine)).containsExactly("TWO");
    }
  }

  @Test
  @Tag("G16")
  void whatIsOldIsErasedOfAnyOtherAppBesideTwoThousandWithBotsOfTheirOwn() {
    String flow = "flow: f\nsteps:\n- { id: a, say: hello }\n";
    JdbcStore store = store();
    BotVersions kept = BotVersions.of(Wire.bot(flow));
    BotFlow.Builder builder = Wire.engine()
        .store(store)
        .clock(clock)
        .bots(BotVersions.of(Wire.bot("retention: 1d\n", flow)));
    for (int i = 0; i < 2_000; i++) {
      builder.bots("APP-" + i, kept);
    }
    List<String> apps = List.of("APP-0", "APP-1999", "OTHER");
    try (BotFlow engine = builder.build()) {
      apps.forEach(app -> engine.connect(app, accepting()));
      apps.forEach(app -> give(engine, app, "e1", "C1", "hello"));
      drained(engine);
      clock.advance(Duration.ofDays(2));

      engine.eraseOld();

      assertThat(kept(store, apps)).containsExactly("APP-0", "APP-1999");
    }
  }

  private static List<String> kept(JdbcStore store, List<String> apps) {
    return apps.stream()
        .filter(app -> {
          Session session = store.open(SessionKey.of(Wire.context(app, "C1")));
          return session.version() > 0;
        })
        .toList();
  }

  private static List<String> deadOf(BotFlow engine) {
    return engine.deadLetters(0, 99).stream()
        .map(DeadLetter::key)
        .map(SessionKey::appPart)
        .toList();
  }

  @Test
  @Tag("G16")
  void whatOneAppGaveUpIsReplayedInThatApp() {
    AtomicBoolean refuses = new AtomicBoolean(true);
    Wire refusing = new Wire(message -> refuses.get()
        ? new SendOutcome.Rejected("400")
        : new SendOutcome.Sent("s-" + message.id()));
    try (BotFlow engine =
        engine().bots("ONE", saying("one")).bots("TWO", saying("two")).build()) {
      engine.connect("ONE", refusing);
      engine.connect("TWO", two);
      give(engine, "ONE", "e1", "C1", "hello");
      give(engine, "TWO", "e1", "C1", "hello");
      await().until(() -> engine.deadLetters(0, 9).size() == 1);
      refuses.set(false);

      assertThat(engine.replay(engine.deadLetters(0, 9).get(0).id())).isTrue();

      await().until(() -> refusing.taken().equals(List.of("C1 one hello")));
      assertThat(two.taken()).containsExactly("C1 two hello");
    }
  }

  @Test
  void anAppThatNobodyKnowsIsRefusedWithASentence() {
    try (BotFlow engine =
        connected(engine().bots("ONE", saying("one")).bots("TWO", saying("two")))) {
      String sentence =
          "app STRANGER: expected an app with a bot, but none was given for it; see BotFlow.addApp";

      assertThatThrownBy(() -> give(engine, "STRANGER", "e1", "C1", "hello"))
          .isInstanceOf(BotFlowException.class)
          .hasMessage(sentence);
      assertThatThrownBy(() -> engine.connect("STRANGER", one)).hasMessage(sentence);
      assertThat(engine.health().tally().pending()).isZero();
    }
  }

  @Test
  @Tag("G16")
  void anAppWhoseBotCannotBeLoadedAtTheStartKeepsWhatComesInAndStopsNobody() {
    BotVersion broken =
        Wire.bot("flow: f\nsteps:\n- { id: a, do: shop.find, on_error: end, next: end }\n");
    Wire three = accepting();
    try (BotFlow engine = connected(engine()
        .bots("ONE", saying("one"))
        .bots("TWO", BotVersions.of(broken))
        .bots("THREE", () -> {
          throw new BotFlowException("routing.csv row R1: expected a flow, but was \"welcom\"");
        }))) {
      engine.connect("THREE", three);
      for (int i = 0; i < 3; i++) {
        assertThat(give(engine, "TWO", "e" + i, "C1", "hello " + i)).isEqualTo(Receipt.ACCEPTED);
      }
      assertThat(give(engine, "TWO", "e0", "C1", "hello 0")).isEqualTo(Receipt.DUPLICATE);
      give(engine, "ONE", "e1", "C1", "hello");
      await().until(() -> one.taken().equals(List.of("C1 one hello")));

      Map<String, Health.App> apps = engine.health().apps();
      assertThat(apps.keySet()).containsExactly("ONE", "THREE", "TWO");
      assertThat(apps.get("ONE").problems()).isEmpty();
      assertThat(apps.get("TWO").problems())
          .singleElement()
          .asString()
          .contains("expected an action that the host has (it has none), but was \"shop.find\"");
      assertThat(apps.get("THREE").problems())
          .containsExactly("routing.csv row R1: expected a flow, but was \"welcom\"");

      engine.addApp("TWO", saying("two"));

      await().until(() -> two.taken().size() == 3);
      assertThat(two.taken()).containsExactly("C1 two hello 0", "C1 two hello 1", "C1 two hello 2");
      assertThat(engine.health().apps().get("TWO").problems()).isEmpty();
      assertThat(engine.deadLetters(0, 9)).isEmpty();
    }
  }

  @Test
  @Tag("G16")
  void anAppComesAndGoesWhileTheEngineRunsAndWhatIsStoredOfItWaits() {
    try (BotFlow engine = engine().appsLater().build()) {
      engine.addApp("ONE", BotVersions.of(asking("one")));
      engine.addApp("TWO", BotVersions.of(asking("two")));
      engine.connect("ONE", one);
      engine.connect("TWO", two);
      give(engine, "ONE", "e1", "C1", "hello");
      give(engine, "TWO", "e1", "C1", "hello");
      drained(engine);

      assertThat(engine.removeApp("TWO")).isTrue();
      assertThat(engine.removeApp("TWO")).isFalse();
      assertThatThrownBy(() -> give(engine, "TWO", "e2", "C1", "fine"))
          .hasMessage(
              "app TWO: expected an app with a bot, but it was removed; see BotFlow.addApp");
      clock.advance(Duration.ofMinutes(31));
      engine.connect("ONE", one);
      await().until(() -> one.taken().size() == 2);
      assertThat(two.taken()).containsExactly("C1 two well?");
      assertThat(engine.health().apps().keySet()).containsExactly("ONE");

      engine.addApp("TWO", BotVersions.of(asking("two")));
      engine.connect("TWO", two);

      await().until(() -> two.taken().size() == 2);
      give(engine, "TWO", "e2", "C1", "fine");
      await().until(() -> two.taken().size() == 3);
      assertThat(two.taken()).containsExactly("C1 two well?", "C1 two hello?", "C1 two thanks");
      assertThat(engine.deadLetters(0, 9)).isEmpty();
    }
  }

  /** The others are sold out of the same store: a start without a tenant must not fire its timers, nor give them up. */
  @Test
  @Tag("G16")
  void timersOfAnAppThatIsAddedAfterAStartFireThen() {
    bothAsked().close();
    clock.advance(Duration.ofMinutes(31));

    try (BotFlow engine = engine().bots("ONE", BotVersions.of(asking("one"))).build()) {
      engine.connect("ONE", one);
      await().until(() -> one.taken().size() == 2);
      assertThat(engine.health().timersDue()).isEqualTo(1);
      assertThat(engine.deadLetters(0, 9)).isEmpty();

      engine.addApp("TWO", BotVersions.of(asking("two")));
      engine.connect("TWO", two);

      await().until(() -> two.taken().size() == 2);
    }
  }

  @Test
  @Tag("G16")
  void aCallThatIsUnderWayWhenItsAppGoesIsMadeAgainWhenItIsBack() {
    BotVersion calling = Wire.bot("""
        flow: f
        steps:
        - { id: a, do: shop.find, save: x, on_error: end, next: b }
        - { id: b, say: "found {x.name}" }
        """);
    List<CompletableFuture<Map<String, Object>>> asked = new CopyOnWriteArrayList<>();
    try (BotFlow engine = engine()
        .action("shop.find", request -> {
          asked.add(new CompletableFuture<>());
          return asked.get(asked.size() - 1);
        })
        .appsLater()
        .build()) {
      engine.addApp("ONE", BotVersions.of(calling));
      engine.connect("ONE", one);
      give(engine, "ONE", "e1", "C1", "hello");
      give(engine, "ONE", "e2", "C1", "again");
      await().until(() -> asked.size() == 1);

      engine.removeApp("ONE");
      asked.get(0).complete(found("lost"));
      await().until(() -> engine.health().lag() == 0);
      engine.addApp("ONE", BotVersions.of(calling));
      engine.connect("ONE", one);

      await().until(() -> asked.size() == 2);
      asked.get(1).complete(found("it"));
      await().until(() -> asked.size() == 3);
      asked.get(2).complete(found("more"));
      await().until(() -> one.taken().size() == 2);
      assertThat(one.taken()).containsExactly("C1 found it", "C1 found more");
    }
  }

  private static Map<String, Object> found(String name) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", name);
    return result;
  }

  @Test
  void aBotThatNamesWhatTheHostDoesNotHaveIsRefusedWhenItIsAdded() {
    try (BotFlow engine = engine().appsLater().build()) {
      BotVersions lacking = BotVersions.of(
          Wire.bot("flow: f\nsteps:\n- { id: a, do: shop.find, on_error: end, next: end }\n"));

      assertThatThrownBy(() -> engine.addApp("ONE", lacking))
          .isInstanceOf(BotBrokenException.class)
          .hasMessageContaining("shop.find");
      engine.addApp("ONE", saying("one"));
      assertThatThrownBy(() -> engine.addApp("ONE", saying("other")))
          .hasMessage(
              "app ONE: expected one without a bot of its own, but it has one; publish a new"
                  + " version, or remove the app first");
    }
  }

  /** A tenant that left is asked no more when its publisher publishes. */
  @Test
  void publishingIsCheckedForEachAppWhileItIsThere() {
    List<String> told = new CopyOnWriteArrayList<>();
    BotVersions noting = new BotVersions() {
      @Override
      public BotVersion live() {
        return says("one");
      }

      @Override
      public BotVersion number(long number) {
        return live();
      }

      @Override
      public void checkedFor(HostOffer offer, boolean offered) {
        told.add(offered ? "begins" : "ends");
      }
    };
    try (BotFlow engine = engine().bots("ONE", noting).build()) {
      engine.removeApp("ONE");
      assertThat(told).containsExactly("begins", "ends");
      engine.addApp("ONE", noting);
    }

    assertThat(told).containsExactly("begins", "ends", "begins", "ends");
  }

  /** Runs a turn when the test says so. */
  private static final class Hand implements Executor {
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    void runAll() {
      for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
        next.run();
      }
    }
  }

  @Test
  @Tag("G16")
  void aFloodOfOneAppTakesHalfOfTheRoomAndOfTheWorkersItsPart() {
    Hand hand = new Hand();
    List<String> turns = new CopyOnWriteArrayList<>();
    RuntimeLimits small = QUICK.maxWaiting(200).workers(2).drain(Duration.ZERO);
    try (BotFlow engine = connected(engine()
        .bots("ONE", saying("one"))
        .bots("TWO", saying("two"))
        .limits(small)
        .executor(hand)
        .onTurn((event, turn) -> turns.add(event.context().appId())))) {
      int taken = 0;
      for (int i = 0; i < 1_000; i++) {
        taken += give(engine, "ONE", "e" + i, "C" + i, "flood") == Receipt.ACCEPTED ? 1 : 0;
      }
      for (int i = 0; i < 10; i++) {
        assertThat(give(engine, "TWO", "e" + i, "C" + i, "hello")).isEqualTo(Receipt.ACCEPTED);
      }

      hand.runAll();

      assertThat(taken).isEqualTo(100);
      assertThat(turns).hasSize(110);
      assertThat(turns.lastIndexOf("TWO")).isLessThan(25);
      await().until(() -> two.taken().size() == 10);
    }
  }

  @Test
  @Tag("G16")
  void aBacklogOfOneAppHoldsUpNeitherTheEventsNorTheTimersOfAnother() {
    RuntimeLimits small = QUICK.maxWaiting(80).workers(2).drain(Duration.ZERO);
    BotVersions stuck = BotVersions.of(Wire.bot(
        "flow: f\nsteps:\n- { id: a, do: never, timeout: 1h, on_error: end, next: end }\n"));
    try (JdbcStore store = store()) {
      for (int i = 0; i < 300; i++) {
        SessionKey key = SessionKey.of(Wire.context("ONE", "C" + i));
        store.add(new InboxEntry(
            "ONE:e" + i, key, "ONE", Wire.raw("ONE", "e" + i, "C" + i, "flood"), NOW));
      }
    }

    try (BotFlow engine = connected(engine()
        .bots("ONE", stuck)
        .bots("TWO", BotVersions.of(asking("two")))
        .action("never", request -> new CompletableFuture<>())
        .limits(small))) {
      await().until(() -> engine.health().lag() > 200);
      assertThat(give(engine, "ONE", "e999", "C999", "more")).isEqualTo(Receipt.BUSY);
      assertThat(give(engine, "TWO", "e1", "C1", "hello")).isEqualTo(Receipt.ACCEPTED);
      await().until(() -> two.taken().equals(List.of("C1 two well?")));

      clock.advance(Duration.ofMinutes(31));
      engine.connect("TWO", two);

      await().until(() -> two.taken().size() == 2);
    }
  }

  @Test
  void theLiveVersionIsKeptForEachApp() {
    try (JdbcStore store = store()) {
      store.liveVersion(7);
      store.liveVersion("ONE", 3);
      store.liveVersion("TWO", 4);

      assertThat(store.liveVersion()).isEqualTo(7);
      assertThat(store.liveVersion("ONE")).isEqualTo(3);
      assertThat(store.liveVersion("TWO")).isEqualTo(4);
      assertThat(store.liveVersion("THREE")).isZero();
    }
  }
}
