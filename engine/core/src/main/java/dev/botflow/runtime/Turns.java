package dev.botflow.runtime;

import dev.botflow.event.ChannelContext;
import dev.botflow.event.ContactMerged;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageRequested;
import dev.botflow.event.SessionKey;
import dev.botflow.flow.Flow;
import dev.botflow.message.SendResult;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Router;
import dev.botflow.routing.Situation;
import dev.botflow.routing.Why;
import dev.botflow.runtime.app.Apps;
import dev.botflow.session.Session;
import dev.botflow.store.Shard;
import dev.botflow.store.StaleSessionException;
import dev.botflow.turn.HostMessages;
import dev.botflow.turn.Ids;
import dev.botflow.turn.Limits;
import dev.botflow.turn.Repeats;
import dev.botflow.turn.SessionUpdate;
import dev.botflow.turn.Turn;
import dev.botflow.turn.TurnRunner;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines 4 to 8 of an event's way: opens the session, makes the facts, asks the rule base, runs the turn and stores it. The
 * same code for production, tests, scenarios and the command line. Safe for use by many threads.
 */
public final class Turns {
  private static final int STALE_TRIES = 20;

  private final Apps apps;
  private final Shard store;
  private final HostFacts hostFacts;
  private final Ids ids;
  private final Limits limits;
  private final Clock clock;
  private final Time time;
  private final int nearMisses;

  /** Which time facts about time use. */
  public enum Time {
    /** The event's own, as always in production. */
    EVENT,
    /** The clock's, to try what another time would bring. */
    CLOCK
  }

  /**
   * One bot for all apps.
   *
   * @param time which time facts about time use
   * @param nearMisses how many of the rows that nearly won the trace reports with the one that did; 0 costs nothing
   */
  public Turns(
      BotVersions versions,
      Shard store,
      HostFacts hostFacts,
      Ids ids,
      Limits limits,
      Clock clock,
      Time time,
      int nearMisses) {
    this(Apps.all(versions), store, hostFacts, ids, limits, clock, time, nearMisses);
  }

  /** Each app with its own bot. */
  public Turns(
      Apps apps,
      Shard store,
      HostFacts hostFacts,
      Ids ids,
      Limits limits,
      Clock clock,
      Time time,
      int nearMisses) {
    this.apps = apps;
    this.store = store;
    this.hostFacts = hostFacts;
    this.ids = ids;
    this.limits = limits;
    this.clock = clock;
    this.time = time;
    this.nearMisses = nearMisses;
  }

  /**
   * Handles an event to its end: the turn is stored when this returns.
   *
   * @throws StaleSessionException if others kept changing the session
   * @throws dev.botflow.runtime.app.NoBotException if its app has no bot, or none any more
   * @throws HostFactsException if the host's supplier of facts failed
   * @throws dev.botflow.store.AlreadyHandledException if another host on the same store handled it
   */
  public Turn handle(InboundEvent event) {
    return handle(event, hostFacts(event), nanos -> {});
  }

  /**
   * @param hosts what the host adds to the facts
   * @param deciding called with how many nanoseconds facts and rules took
   */
  Turn handle(InboundEvent event, Map<String, Object> hosts, LongConsumer deciding) {
    return handle(event, hosts, deciding, (stored, turn) -> true).orElseThrow();
  }

  /** Handles an event without the host's facts if the contact opts out by it; else nothing happens, and this is empty. */
  Optional<Turn> handleOptOut(InboundEvent event, LongConsumer deciding) {
    return event.key().isApp()
        ? Optional.empty()
        : handle(event, new LinkedHashMap<>(), deciding, Turns::optsOut);
  }

  private Optional<Turn> handle(
      InboundEvent event,
      Map<String, Object> hosts,
      LongConsumer deciding,
      BiPredicate<Session, Turn> wanted) {
    for (int attempt = 1; ; attempt++) {
      try {
        Session stored = store.open(event.key());
        Turn turn = run(event, stored, hosts, deciding);
        if (!wanted.test(stored, turn)) {
          return Optional.empty();
        }
        if (event.key().isApp()) {
          // It concerns no contact and started nothing: there is no session to keep.
          store.ignore(event.header().dedupeKey(), "the event concerns no contact");
        } else {
          store.save(turn.commit());
        }
        return Optional.of(turn);
      } catch (StaleSessionException e) {
        if (attempt == STALE_TRIES) {
          throw e;
        }
      }
    }
  }

  /** True for a turn after which the contact may be written to less than before it. */
  private static boolean optsOut(Session before, Turn turn) {
    Session after = turn.commit().session();
    return after.optedOutOfAll() && !before.optedOutOfAll()
        || !before.optedOut().containsAll(after.optedOut())
        || !after.optedBackIn().containsAll(before.optedBackIn()) && after.optedOutOfAll();
  }

  /** True if the host has facts to add to events. */
  boolean asksHost() {
    return hostFacts != HostFacts.none();
  }

  /** True for a flow of an app's live version that may speak to a contact who opted out. */
  boolean legal(String appId, String flow) {
    return apps.of(appId).live().bot().flow(flow).map(Flow::legal).orElse(false);
  }

  /** Why a message of the host's cannot go as things stand; empty if it can, or if its app has no bot that could tell. */
  public Optional<SendResult.Refused> refusal(MessageRequested event) {
    String appId = app(event);
    return apps.has(appId)
        ? HostMessages.refusal(
            event, store.open(event.key()), apps.of(appId).live(), clock.instant())
        : Optional.empty();
  }

  /** Runs a turn on this session and stores nothing. */
  public Turn run(InboundEvent event, Session stored) {
    return run(event, stored, hostFacts(event), nanos -> {});
  }

  private static String app(InboundEvent event) {
    String appId = event.context().appId();
    return appId == null ? "" : appId;
  }

  private Turn run(
      InboundEvent event, Session stored, Map<String, Object> hosts, LongConsumer deciding) {
    Instant now = clock.instant();
    // What is published meanwhile is for the next turn: rows of one version must not meet flows of
    // another.
    BotVersions pinned = apps.of(app(event)).pinned();
    Router router = pinned.live().router();
    SessionUpdate arrival =
        SessionUpdate.of(stored, loser(event), event, pinned.live().bot().settings(), now);
    long start = System.nanoTime();
    Facts facts = facts(event, arrival, hosts, pinned, now);
    Decision decision = decide(event, arrival.session(), router, facts);
    deciding.accept(System.nanoTime() - start);
    return new TurnRunner(pinned, ids, limits)
        .run(decision, whyNot(decision, router, facts), facts, arrival, now);
  }

  /** The rows that nearly won, if anybody asked; only where rows decided, or none of them did, there are some. */
  private List<Why> whyNot(Decision decision, Router router, Facts facts) {
    boolean routed = decision.rule() != null
        || decision instanceof Decision.Start start && start.notUnderstood();
    return nearMisses > 0 && routed ? router.why(facts, nearMisses) : List.of();
  }

  /**
   * The session of the contact that this event merges into another, also a fresh one: a message of that contact may still
   * wait, and an erasure of the other has to find what comes of it. Null if it merges none.
   */
  private @Nullable Session loser(InboundEvent event) {
    if (!(event instanceof ContactMerged merged) || merged.deleted().id() == null) {
      return null;
    }
    ChannelContext context =
        new ChannelContext(null, null, merged.deleted().id(), event.context().appId(), null, null);
    SessionKey key = SessionKey.of(context);
    return key.equals(event.key()) ? null : store.open(key);
  }

  private Facts facts(
      InboundEvent event,
      SessionUpdate arrival,
      Map<String, Object> hosts,
      BotVersions pinned,
      Instant now) {
    return Facts.of(new Situation(
        event, arrival.session(), pinned, hosts, time == Time.CLOCK ? now : event.at(), false));
  }

  /**
   * Asks the host.
   *
   * @throws HostFactsException if its supplier failed
   */
  Map<String, Object> hostFacts(InboundEvent event) {
    try {
      return PlainValues.map(hostFacts.about(event));
    } catch (RuntimeException | Error e) {
      throw new HostFactsException(e);
    }
  }

  private Decision decide(InboundEvent event, Session session, Router router, Facts facts) {
    if (TurnRunner.continues(event, session)) {
      return new Decision.Continue();
    }
    if (event.key().isApp()) {
      return new Decision.Ignore(null, "the event concerns no contact");
    }
    if (Repeats.isTwice(event, session)) {
      return new Decision.Ignore(null, "the same text came a moment ago under another id");
    }
    return router.route(facts);
  }
}
