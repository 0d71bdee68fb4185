package dev.botflow.runtime;

import static dev.botflow.scenario.Wire.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.ContactMerged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.RecordStored;
import dev.botflow.event.SessionKey;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Router;
import dev.botflow.routing.Why;
import dev.botflow.scenario.Wire;
import dev.botflow.session.Session;
import dev.botflow.store.InboxContents;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.StaleSessionException;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import dev.botflow.turn.Ids;
import dev.botflow.turn.Limits;
import dev.botflow.turn.Turn;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One event, from its session to the stored turn. */
class TurnsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String SAYS =
      "flow: f\nsteps:\n- { id: a, say: 'Hi {contact.plan|nobody} {count}.' }";
  private static final String LEGAL = "flow: f\nlegal: true\nsteps:\n- { id: a, say: Bye. }";

  private final MemoryStore kept = new MemoryStore(CLOCK);
  private int stale;
  private final Store store = (Store) Proxy.newProxyInstance(
      Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, values) -> {
        if (method.getName().equals("save") && stale > 0) {
          stale--;
          throw new StaleSessionException(event("x", "C1", "x").key(), 1, 2);
        }
        try {
          return method.invoke(kept, values);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
      });

  private Turns turns(BotVersions bots, HostFacts facts, Turns.Time time, int nearMisses) {
    return new Turns(
        bots, store, facts, new Ids(new byte[] {1}), Limits.DEFAULT, CLOCK, time, nearMisses);
  }

  private Turns turns(String flow) {
    return turns(BotVersions.of(Wire.bot(flow)), HostFacts.none(), Turns.Time.EVENT, 0);
  }

  private static List<String> said(Turn turn) {
    return turn.messages().stream().map(message -> message.message().readable()).toList();
  }

  private static SessionKey key(String contact) {
    return event("x", contact, "x").key();
  }

  // Stored.

  @Test
  void aTurnIsStoredWhenItReturns() {
    Turn turn = turns(SAYS).handle(event("e1", "C1", "hi"));

    assertThat(said(turn)).containsExactly("Hi nobody .");
    assertThat(kept.open(key("C1"))).isEqualTo(turn.commit().session());
    assertThat(kept.open(key("C1")).version()).isEqualTo(1);
    assertThat(turn.commit().at()).isEqualTo(NOW);
  }

  @Test
  void aTurnThatIsOnlyTriedIsNotStored() {
    Turn turn = turns(SAYS).run(event("e1", "C1", "hi"), Session.fresh(key("C1")));

    assertThat(said(turn)).containsExactly("Hi nobody .");
    assertThat(kept.open(key("C1")).version()).isZero();
  }

  @Test
  void aSessionThatOthersChangedMeanwhileIsReadAgainTwentyTimes() {
    stale = 19;
    assertThat(said(turns(SAYS).handle(event("e1", "C1", "hi")))).hasSize(1);

    stale = 20;
    assertThatThrownBy(() -> turns(SAYS).handle(event("e2", "C1", "hi again")))
        .isInstanceOf(StaleSessionException.class);
    assertThat(stale).isZero();
  }

  @Test
  void anEventThatConcernsNobodyLeavesNoSession() {
    EventHeader header = EventHeader.own(
        "RECORD_NOTIFICATION", new ChannelContext(null, null, null, "APP", null, null), NOW, "e1");
    InboundEvent event = new RecordStored(header, null, null, null);
    kept.add(new InboxEntry("e1", event.key(), "APP", new byte[0], NOW));

    Turn turn = turns(SAYS).handle(event);

    assertThat(turn.decision())
        .isEqualTo(new Decision.Ignore(null, "the event concerns no contact"));
    assertThat(kept.open(event.key()).version()).isZero();
    assertThat(InboxContents.of(kept)).isEmpty();
  }

  // The host's facts.

  @Test
  void theHostsFactsAreKnownAsVariablesAre() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("count", 3);
    facts.put("contact", Map.of("plan", "gold"));

    Turn turn = turns(BotVersions.of(Wire.bot(SAYS)), event -> facts, Turns.Time.EVENT, 0)
        .handle(event("e1", "C1", "hi"));

    assertThat(said(turn)).containsExactly("Hi gold 3.");
  }

  @Test
  void aSupplierThatFailsIsToldByItsClassAndPlace() {
    IllegalStateException fault = new IllegalStateException("Ana wrote");
    fault.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("Shop", "facts", "Shop.java", 9)});
    HostFacts failing = event -> {
      throw fault;
    };

    assertThatThrownBy(() -> turns(BotVersions.of(Wire.bot(SAYS)), failing, Turns.Time.EVENT, 0)
            .handle(event("e1", "C1", "hi")))
        .isInstanceOf(HostFactsException.class)
        .hasMessage("facts: the host's supplier failed: java.lang.IllegalStateException"
            + " at Shop.facts(Shop.java:9)")
        .hasCause(fault);
  }

  // Deciding.

  /** Decides the same always, and notes what it is asked. */
  private static final class Noting implements Router {
    final List<LocalDateTime> times = new ArrayList<>();
    final List<Integer> whys = new ArrayList<>();
    Decision decision = new Decision.Ignore(null, "nothing");
    Runnable whileDeciding = () -> {};

    @Override
    public Decision route(Facts facts) {
      times.add(facts.localTime());
      whileDeciding.run();
      return decision;
    }

    @Override
    public List<Why> why(Facts facts, int limit) {
      whys.add(limit);
      return List.of();
    }
  }

  private static BotVersion version(String flow, Router router, long number) {
    BotVersion read = Wire.bot(flow);
    return new BotVersion(read.bot(), router, read.tables(), read.channels(), number, "v" + number);
  }

  private static BotVersions only(Router router) {
    return BotVersions.of(version(SAYS, router, 0));
  }

  @Test
  void factsAboutTimeUseTheEventsUnlessSomebodyTriesTheClocks() {
    Noting router = new Noting();

    turns(only(router), HostFacts.none(), Turns.Time.EVENT, 0).handle(event("e1", "C1", "hi"));
    turns(only(router), HostFacts.none(), Turns.Time.CLOCK, 0)
        .handle(event("e2", "C1", "hi again"));

    assertThat(router.times)
        .containsExactly(
            LocalDateTime.parse("2026-03-02T09:00"), LocalDateTime.parse("2026-03-02T15:00"));
  }

  @Test
  void rowsThatNearlyWonAreAskedForWhereRowsDecidedAndSomebodyWantsToKnow() {
    Noting router = new Noting();
    Map<Decision, Boolean> asked = new LinkedHashMap<>();
    asked.put(start("R1", false), true);
    asked.put(start(null, true), true);
    asked.put(start(null, false), false);
    asked.put(new Decision.Ignore("R1", "nothing"), true);
    asked.put(new Decision.Ignore(null, "nothing"), false);
    int number = 0;
    for (Map.Entry<Decision, Boolean> one : asked.entrySet()) {
      router.whys.clear();
      router.decision = one.getKey();
      turns(only(router), HostFacts.none(), Turns.Time.EVENT, 2)
          .handle(event("e" + number, "C1", "hi " + number));
      number++;
      assertThat(router.whys).as("%s", one.getKey()).hasSize(one.getValue() ? 1 : 0);
      assertThat(router.whys).allMatch(limit -> limit == 2);
    }

    router.whys.clear();
    router.decision = start("R1", false);
    turns(only(router), HostFacts.none(), Turns.Time.EVENT, 0).handle(event("e9", "C1", "hi"));
    assertThat(router.whys).isEmpty();
  }

  private static Decision start(@Nullable String rule, boolean notUnderstood) {
    return new Decision.Start(rule, "f", new LinkedHashMap<>(), false, notUnderstood, null);
  }

  @Test
  void whatIsPublishedWhileATurnRunsIsForTheNextOne() {
    Noting router = new Noting();
    router.decision = start("R1", false);
    List<BotVersion> live = new ArrayList<>();
    live.add(version("flow: f\nsteps:\n- { id: a, say: Old. }", router, 1));
    router.whileDeciding =
        () -> live.add(version("flow: f\nsteps:\n- { id: a, say: New. }", router, 2));
    BotVersions published = new BotVersions() {
      @Override
      public BotVersion live() {
        return live.get(live.size() - 1);
      }

      @Override
      public BotVersion number(long number) {
        return live.get((int) number - 1);
      }
    };
    Turns turns = turns(published, HostFacts.none(), Turns.Time.EVENT, 0);

    assertThat(said(turns.handle(event("e1", "C1", "hi")))).containsExactly("Old.");
    assertThat(said(turns.handle(event("e2", "C1", "hi again")))).containsExactly("New.");
  }

  @Test
  void knowsWhichFlowsAreLegal() {
    assertThat(turns(LEGAL).legal("app", "f")).isTrue();
    assertThat(turns(SAYS).legal("app", "f")).isFalse();
    assertThat(turns(LEGAL).legal("app", "gone")).isFalse();
  }

  // Merges.

  private static ContactProfile profile(@Nullable String id) {
    return new ContactProfile(id, List.of(), null, null, null, null);
  }

  private static InboundEvent merge(@Nullable String deleted) {
    ChannelContext about = new ChannelContext(Channel.SMS, "467", "C1", "APP", null, null);
    return new ContactMerged(
        EventHeader.own("CONTACT_MERGE", about, NOW, "merge"), profile("C1"), profile(deleted));
  }

  @Test
  void theSessionOfTheContactThatIsMergedGoesAlong() {
    turns(SAYS).handle(event("e1", "C2", "hi"));

    Turn turn = turns(SAYS).handle(merge("C2"));

    assertThat(turn.commit().absorbed()).isEqualTo(kept.open(key("C2")));
    assertThat(kept.open(key("C2")).version()).isEqualTo(2);
    assertThat(kept.open(key("C1")).known()).isTrue();
    assertThat(kept.mergedWith(key("C1"))).containsExactly(key("C2"));
  }

  @Test
  void soDoesThatOfAContactNobodyHeardOf() {
    turns(SAYS).handle(merge("C2"));

    assertThat(kept.mergedWith(key("C1"))).containsExactly(key("C2"));
  }

  @Test
  void aMergeThatNamesNobodyOrItselfMergesNobody() {
    assertThat(turns(SAYS).handle(merge(null)).commit().absorbed()).isNull();
    assertThat(turns(SAYS).run(merge("C1"), Session.fresh(key("C1"))).commit().absorbed())
        .isNull();
  }

  // Measured.

  private final List<Telemetry.Measured> measured = new ArrayList<>();

  private Telemetry.Measured measure(String flow, InboundEvent event) {
    new MeasuredTurns(turns(flow), new Telemetry() {
          @Override
          public void turned(Measured turn) {
            measured.add(turn);
          }
        })
        .handle(event, Map.of());
    return measured.get(measured.size() - 1);
  }

  @Test
  void theHostIsToldOfATurnInNamesAndTimes() {
    Telemetry.Measured turn = measure(
        "flow: f\nsteps:\n- { id: a, say: one }\n- { id: b, say: two }", event("e1", "C1", "hi"));

    assertThat(turn.appId()).isEqualTo("APP");
    assertThat(turn.channel()).isEqualTo("SMS");
    assertThat(turn.trigger()).isEqualTo("MESSAGE_INBOUND");
    assertThat(turn.rule()).isEqualTo("ALL");
    assertThat(turn.flow()).isEqualTo("f");
    assertThat(turn.outcome()).isEqualTo("handled");
    assertThat(turn.steps()).containsExactly("f.a", "f.b");
    assertThat(turn.decision()).isPositive();
    assertThat(turn.whole())
        .isGreaterThanOrEqualTo(turn.decision())
        .isLessThan(Duration.ofHours(1));
  }

  @Test
  void ofStepsItTellsThoseOfThisTurn() {
    String flow = "flow: f\nsteps:\n- { id: a, ask: 'Well?', next: b }\n- { id: b, say: Thanks. }";
    measure(flow, event("e1", "C1", "hi"));

    assertThat(measure(flow, event("e2", "C1", "hi again")).steps()).containsExactly("f.b");
  }

  @Test
  void anEventWithoutChannelOrAppIsToldWithout() {
    EventHeader header = EventHeader.own(
        "RECORD_NOTIFICATION", new ChannelContext(null, null, null, null, null, null), NOW, "e1");

    Telemetry.Measured turn = measure(SAYS, new RecordStored(header, null, null, null));

    assertThat(turn.appId()).isEmpty();
    assertThat(turn.channel()).isNull();
    assertThat(turn.outcome()).isEqualTo("ignored");
  }
}
