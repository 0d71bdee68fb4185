package dev.botflow;

import dev.botflow.audit.Actor;
import dev.botflow.audit.Audit;
import dev.botflow.audit.AuditTrail;
import dev.botflow.event.AgentJoined;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageRequested;
import dev.botflow.event.SessionKey;
import dev.botflow.flow.check.ContactUses;
import dev.botflow.hosted.HostFlows;
import dev.botflow.lookup.Contacts;
import dev.botflow.lookup.Traces;
import dev.botflow.message.ContactUse;
import dev.botflow.message.HostMessage;
import dev.botflow.message.SendResult;
import dev.botflow.message.Transport;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.HostOffer;
import dev.botflow.runtime.Action;
import dev.botflow.runtime.AgentDesk;
import dev.botflow.runtime.Health;
import dev.botflow.runtime.HostFacts;
import dev.botflow.runtime.OwnEvents;
import dev.botflow.runtime.PlainValues;
import dev.botflow.runtime.Runtime;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.runtime.Telemetry;
import dev.botflow.runtime.TurnListener;
import dev.botflow.runtime.Turns;
import dev.botflow.runtime.app.Apps;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetterFilter;
import dev.botflow.store.Erased;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import dev.botflow.turn.Ids;
import dev.botflow.turn.Limits;
import dev.botflow.turn.Turn;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine a host embeds: a bot, a store, the host's actions, and the threads that bring events through. Safe for use
 * by many threads.
 *
 * <pre>{@code
 * BotFlow botFlow = BotFlow.builder().bot(bot).store(store).action("shop.findOrder", shop::find).build();
 * }</pre>
 *
 * <p>The file is long since a host finds all it can ask of the engine in this one type, each a method of a line or two.
 */
public final class BotFlow implements Intake, ContactUse, AutoCloseable {
  private final Store store;
  private final Apps apps;
  private final Clock clock;
  private final Turns turns;
  private final Runtime runtime;
  private final Audit audit;
  private final Operator code;

  private BotFlow(Builder builder, Store store) {
    this.store = store;
    this.apps = builder.apps();
    this.clock = builder.clock;
    this.audit = builder.audit;
    this.code = new Operator(this, new AuditTrail(audit, clock, Actor.CODE, ""));
    this.turns = new Turns(
        apps,
        store,
        builder.hostFacts,
        new Ids(builder.key()),
        builder.limits.withDesk(builder.desk != null && builder.desk.takesMessages()),
        clock,
        Turns.Time.EVENT,
        0);
    this.runtime = new Runtime(
        store,
        turns,
        apps,
        builder.actions,
        builder.desk,
        builder.flows,
        clock,
        builder.listener,
        builder.telemetry,
        builder.runtimeLimits,
        builder.executor);
    runtime.everyHour(this::eraseOld);
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Receipt accept(InboundEvent event, byte[] raw) {
    return receipt(runtime.accept(event, app(event.context()), raw));
  }

  /**
   * Raises an event of the host by name, such as {@code cart abandoned}; rows of the routing table may name it.
   *
   * @param id equal for two tellings of the same thing, so that it acts once
   * @param about whom it concerns
   * @param values what comes with it: text, numbers, true or false, lists and maps
   */
  public Receipt raise(String id, String name, ChannelContext about, Map<String, Object> values) {
    EventHeader header = EventHeader.own(
        "HOST_EVENT", about, clock.instant(), app(about) + ":host:" + name + ":" + id);
    return receipt(
        runtime.accept(new HostEvent(header, name, PlainValues.map(values)), app(about)));
  }

  /**
   * Sends a message of the host's own, such as a notice or an agent's answer: through the outbox like the bot's, behind what
   * waits for its contact. Rows and open questions are left alone, and an agent who has the conversation is no hindrance.
   *
   * <pre>{@code
   * SendResult result = botFlow.send(contact, HostMessage.text("shipped-17", "Your parcel is on its way."));
   * }</pre>
   *
   * <p>The same key for the same contact again sends nothing and gives the same id, also after a restart, for as long as the
   * store knows events ({@link dev.botflow.store.RetentionPolicy#dedupeWindow}). Returns once the message is durable; should
   * the contact opt out before it leaves, it is held back and the trace of its id says so.
   *
   * @param to its app and contact id, or app, channel and identity; the channel named, else the one the contact wrote on
   *     last, is the one it leaves on
   * @return its id; or why it is refused, as when the contact opted out or WhatsApp takes only templates by now
   * @throws dev.botflow.error.BotFlowException if nobody knows the app, or the store cannot be written or read
   */
  public SendResult send(ChannelContext to, HostMessage message) {
    MessageRequested event = OwnEvents.message(to, message, clock.instant());
    SendResult.Queued queued = new SendResult.Queued(event.messageId());
    Optional<SendResult.Refused> refused = turns.refusal(event);
    if (refused.isPresent()) {
      // It may have been sent before the contact opted out.
      boolean known = !store.messages(Collections.singleton(queued.id())).isEmpty();
      return known ? queued : refused.get();
    }
    return runtime.accept(event, app(to)) == Runtime.Taken.BUSY
        ? new SendResult.Refused(SendResult.Reason.BUSY, "too much waits, or the engine is closing")
        : queued;
  }

  /** A person of the host's desk took the conversation: the bot is silent. */
  public Receipt agentJoined(ChannelContext about) {
    return receipt(runtime.accept(
        new AgentJoined(EventHeader.own("AGENT_JOINED", about, clock.instant(), unique(about))),
        app(about)));
  }

  /** That person is done: the bot goes on. */
  public Receipt agentLeft(ChannelContext about) {
    return receipt(runtime.accept(
        new AgentLeft(EventHeader.own("AGENT_LEFT", about, clock.instant(), unique(about))),
        app(about)));
  }

  private static String unique(ChannelContext about) {
    return app(about) + ":agent:" + UUID.randomUUID();
  }

  private static String app(ChannelContext context) {
    return context.appId() == null ? "" : context.appId();
  }

  private static Receipt receipt(Runtime.Taken taken) {
    return Receipt.valueOf(taken.name());
  }

  @Override
  public void giveUp(String appId, byte[] raw, String reason) {
    InboxEntry entry = new InboxEntry(
        "unreadable:" + UUID.randomUUID(), SessionKey.ofApp(appId), appId, raw, clock.instant());
    store.giveUp(new GivenUp.Event(entry, reason));
  }

  /**
   * @throws dev.botflow.error.BotFlowException if nobody knows the app: it has no bot of its own, and there is none for
   *     any other app
   */
  @Override
  public void connect(String appId, Transport transport) {
    runtime.connect(appId, transport);
  }

  /**
   * Gives an app a bot of its own while the engine runs: one that is new, one that was removed, or one whose bot could not
   * be loaded when the engine was built. What is stored of it goes on, once it is connected.
   *
   * <pre>{@code
   * botFlow.addApp(appId, versions);
   * SinchConnector connector = sinch.open(config);
   * }</pre>
   *
   * @throws dev.botflow.error.BotBrokenException if the bot names an action, fact or desk that the host does not have
   * @throws IllegalArgumentException if the app has a bot of its own: publish a version of it, or remove the app first
   */
  public void addApp(String appId, BotVersions versions) {
    apps.add(appId, versions);
    runtime.recover(appId);
  }

  /**
   * Takes an app out of the engine while it runs: its events are refused, nothing of it is sent, its timers do not fire,
   * and no other app notices. All that is stored of it stays, with its events, messages, timers and calls that wait, for
   * {@link #addApp}; messages are given up at their age meanwhile.
   *
   * @return false if the app has no bot of its own
   */
  public boolean removeApp(String appId) {
    boolean removed = apps.remove(appId);
    if (removed) {
      runtime.disconnect(appId);
    }
    return removed;
  }

  /** Handles an event at once on the caller's thread, for tests: no lane, no inbox, no calls, nothing is sent. */
  public Turn handle(InboundEvent event) {
    return turns.handle(event);
  }

  /** What the bots of all apps do with contacts. */
  @Override
  public List<String> contactUses() {
    List<String> uses = new ArrayList<>();
    apps.eachLive((of, version) -> uses.addAll(ContactUses.of(version.bot())));
    return uses;
  }

  @Override
  public List<String> contactUses(String appId) {
    return apps.has(appId) ? ContactUses.of(apps.of(appId).live().bot()) : List.of();
  }

  /**
   * Erases what is kept of a contact, as the law may ask: variables, opt-outs, events and messages waiting or given up,
   * timers, calls, traces. In-flight work for it is discarded; events that come later begin anew: an opt-out is
   * gone too, so a host that may write first keeps its own list of who must not be written to. The journal stays: ids of
   * events and messages, states and times.
   *
   * <p>With the contact go those that were merged into it, the one it was merged into, and what was kept under its
   * identities, as in DISPATCH mode.
   *
   * @param about its app and contact id, with channel and identity where they are known; or app, channel and identity
   * @return what there was, by kind; completes when no byte of it is in the files of the store any more, which takes as long as writing all that
   *     is kept once; with a {@link dev.botflow.error.BotFlowException} if that failed, or the engine is closed:
   *     then ask again
   * @throws IllegalArgumentException if it names no app, or nobody
   */
  public CompletableFuture<Erased> erase(ChannelContext about) {
    return code.erase(about);
  }

  CompletableFuture<Erased> erasing(ChannelContext about) {
    return runtime.erase(about);
  }

  /**
   * Erases what was said where its time is over ({@code keep_texts} in bot.yaml), contacts nobody heard of for as long as
   * {@code retention} in the bot.yaml of their app's bot says, and events and messages given up before; nothing of them
   * where it is not set, and nothing of an app without a bot. Of a contact who opted out its key and opt-outs stay; a contact for whom
   * something waits (an event, message, timer or call) stays whole. Done every hour by itself; the last bytes leave the files once a day.
   *
   * @return rows erased
   */
  public int eraseOld() {
    AtomicInteger rows = new AtomicInteger(runtime.eraseTexts());
    apps.eachLive((of, version) -> {
      Duration retention = version.bot().settings().retention();
      if (retention != null) {
        rows.addAndGet(runtime.eraseOlder(of, retention));
      }
    });
    return rows.get();
  }

  /**
   * The engine in the hands of one person, for whom the {@link Builder#audit} is told what they do. What is called here,
   * on the engine itself, is told as done by the host's code.
   *
   * @param actor who, as the host has signed them in
   * @param reason why; may be empty
   */
  public Operator as(Actor actor, String reason) {
    return new Operator(this, new AuditTrail(audit, clock, actor, reason));
  }

  /** What turns did and why, for people who ask afterwards: by contact, identity, message or event. */
  public Traces traces() {
    return Traces.of(store, this::version);
  }

  private Optional<BotVersion> version(String appId, long number) {
    return apps.has(appId)
        ? Optional.of(apps.of(appId).number(number)).filter(bot -> bot.number() == number)
        : Optional.empty();
  }

  /** Who has an identity, who is at which question, and all that is kept of one person. */
  public Contacts contacts() {
    return new Contacts(store);
  }

  /**
   * A page of what was given up: of each kind the oldest first.
   *
   * @param after only those of a greater {@link DeadLetter#number}; 0 for the first page
   */
  public List<DeadLetter> deadLetters(long after, int limit) {
    return store.deadLetters(DeadLetter.Kind.ALL, after, limit);
  }

  /**
   * A page of what was given up, of some kinds, of an app, on a channel, or for a reason.
   *
   * @param after only those of a greater {@link DeadLetter#number}; 0 for the first page
   */
  public List<DeadLetter> deadLetters(DeadLetterFilter filter, long after, int limit) {
    return DeadLetter.page(store, filter, after, limit);
  }

  /**
   * Sends or handles after all whatever was given up by now and this takes, as {@link #replay(String)} does.
   *
   * @return how many messages and events
   */
  public int replay(DeadLetterFilter filter) {
    return code.replay(filter);
  }

  /**
   * Forgets whatever was given up by now and this takes.
   *
   * @return how much
   */
  public int drop(DeadLetterFilter filter) {
    return code.drop(filter);
  }

  List<DeadLetter> listed(DeadLetterFilter filter) {
    return DeadLetter.page(store, filter, 0, Integer.MAX_VALUE);
  }

  /**
   * Sends a message after all that was given up, or handles an event after all, behind those of its contact that wait. A
   * message whose contact opted out meanwhile is given up once more, unless a {@code legal} flow sent it.
   *
   * @return false if no message or event was given up that has this id
   */
  public boolean replay(String id) {
    return code.replay(id);
  }

  boolean replaying(String id) {
    return runtime.replay(id);
  }

  /** Forgets a message, event, timer or call that was given up; false if there is none of this id. */
  public boolean drop(String id) {
    return code.drop(id);
  }

  boolean dropping(String id) {
    return store.drop(id);
  }

  /** How the engine stands; asks the store, and writes to it every 10 seconds at most, so not for every event. */
  public Health health() {
    return runtime.health();
  }

  /** Events that wait for a worker. */
  public int waiting() {
    return runtime.waiting();
  }

  /** Stops taking events, finishes what is under way as far as time allows, and closes the store. */
  @Override
  public void close() {
    apps.close();
    runtime.close();
    try {
      store.close();
    } finally {
      store.release();
    }
  }

  /**
   * Puts an engine together. Only a bot has to be given: one for all apps, one for each app, or both.
   *
   * <pre>{@code
   * BotFlow.builder()
   *     .bots(appId, versions) // that app's own
   *     .bots(others, () -> Publisher.open(…)) // if it cannot be loaded, that app alone has no bot
   *     .bots(versions) // any other app; leave it out to refuse those
   *     .build();
   * }</pre>
   */
  public static final class Builder {
    private @Nullable BotVersions versions;
    private final Map<String, Supplier<? extends BotVersions>> ofApps = new LinkedHashMap<>();
    private boolean appsLater;
    private @Nullable Store store;
    private final Map<String, Action> actions = new LinkedHashMap<>();
    private @Nullable AgentDesk desk;
    private @Nullable HostFlows flows;
    private HostFacts hostFacts = HostFacts.none();
    private @Nullable Set<String> factNames;
    private final Set<String> absent = new LinkedHashSet<>();
    private Clock clock = Clock.systemUTC();
    private TurnListener listener = (event, turn) -> {};
    private Telemetry telemetry = Telemetry.none();
    private Limits limits = Limits.DEFAULT;
    private RuntimeLimits runtimeLimits = RuntimeLimits.DEFAULT;
    private @Nullable Executor executor;
    private byte @Nullable [] key;
    private Audit audit = Audit.none();

    private Builder() {}

    /** The one version of the bot, which never changes. */
    public Builder bot(BotVersion bot) {
      return bots(BotVersions.of(bot));
    }

    /**
     * The bot, as versions that are swapped in while running: of every app that has none of its own. Without it, events of
     * an app that nobody knows are refused, with a sentence, and the sender should retry (HTTP 503).
     */
    public Builder bots(BotVersions newVersions) {
      this.versions = newVersions;
      return this;
    }

    /**
     * The bot of one app. If it names what the host does not have, that app is without a bot: what comes in for it is
     * stored and waits, {@link Health#apps} says why, and nobody else notices; {@link BotFlow#addApp} gives it one.
     */
    public Builder bots(String appId, BotVersions ofApp) {
      return bots(appId, () -> ofApp);
    }

    /**
     * The bot of one app, loaded by {@link #build}: if that fails, that app is without a bot, as above.
     *
     * @param loading such as {@code () -> Publisher.open(…)}
     */
    public Builder bots(String appId, Supplier<? extends BotVersions> loading) {
      if (ofApps.putIfAbsent(appId, loading) != null) {
        throw new IllegalArgumentException(
            "bots: expected one bot for app " + appId + ", but there are two");
      }
      return this;
    }

    /** Apps come while the engine runs, by {@link BotFlow#addApp}: {@link #build} needs no bot then. */
    public Builder appsLater() {
      this.appsLater = true;
      return this;
    }

    private Apps apps() {
      Apps apps = new Apps(offer(), versions);
      ofApps.forEach(apps::begin);
      return apps;
    }

    /**
     * Where sessions, events and messages are kept; in memory unless set. The engine closes it. A store serves one engine:
     * {@link #build} refuses one that another engine uses.
     */
    public Builder store(Store newStore) {
      this.store = newStore;
      return this;
    }

    /** What a {@code do: name} step calls. */
    public Builder action(String name, Action action) {
      actions.put(name, action);
      return this;
    }

    /** What {@code handover} steps call. */
    public Builder desk(AgentDesk newDesk) {
      this.desk = newDesk;
      return this;
    }

    /**
     * The flows that the host has already, to which tables and flows lead by the names that {@code flows.csv} of the bot's
     * folder lists. A bot that lists one which the host does not offer is refused by {@link #build} and when it is
     * published.
     */
    public Builder flows(HostFlows host) {
      this.flows = host;
      return this;
    }

    /** What the host adds to the facts of each event. */
    public Builder facts(HostFacts supplier) {
      this.hostFacts = supplier;
      return this;
    }

    /**
     * What the host adds to the facts of each event, and the names it gives: a bot whose bot.yaml names another is refused
     * by {@link #build} and when it is published.
     *
     * @param names such as {@code plan}; what is below a name goes with it
     */
    public Builder facts(Set<String> names, HostFacts supplier) {
      this.factNames = new LinkedHashSet<>(names);
      return facts(supplier);
    }

    /**
     * What bots may name though the host does not have it: actions and flows, whose steps then fail, facts, which are absent
     * then, and {@code handover} for the desk.
     */
    public Builder absent(String... names) {
      absent.addAll(List.of(names));
      return this;
    }

    private HostOffer offer() {
      Set<String> offered = flows == null ? Set.of() : flows.offered().keySet();
      return new HostOffer(actions.keySet(), desk != null, factNames, absent, offered);
    }

    public Builder clock(Clock newClock) {
      this.clock = newClock;
      return this;
    }

    /** Gets every turn after it was stored. */
    public Builder onTurn(TurnListener newListener) {
      this.listener = newListener;
      return this;
    }

    /** Gets what the engine does, in ids and numbers; {@code MicrometerTelemetry} is one. */
    public Builder telemetry(Telemetry newTelemetry) {
      this.telemetry = newTelemetry;
      return this;
    }

    /** Is told who erases, exports, replays and drops, before it is done; {@link dev.botflow.audit.AuditFile} is one. */
    public Builder audit(Audit newAudit) {
      this.audit = newAudit;
      return this;
    }

    public Builder limits(Limits newLimits) {
      this.limits = newLimits;
      return this;
    }

    public Builder limits(RuntimeLimits newLimits) {
      this.runtimeLimits = newLimits;
      return this;
    }

    /**
     * Where turns run: threads of the host's, so many at a time as {@link RuntimeLimits#workers} says; threads of the
     * engine's own unless set. The host ends it, after the engine was closed. What it refuses for now is tried again.
     *
     * @param newExecutor runs tasks on threads of its own, never on the caller's; refuses what it has no room for, and
     *     neither drops it without a word (its contact would wait for the next start) nor waits for room
     */
    public Builder executor(Executor newExecutor) {
      this.executor = newExecutor;
      return this;
    }

    /**
     * The key that makes ids of messages and buttons unguessable; random unless set.
     *
     * @param bytes at least 16
     */
    public Builder key(byte[] bytes) {
      if (bytes.length < 16) {
        throw new IllegalArgumentException(
            "key: expected at least 16 bytes, but was " + bytes.length);
      }
      this.key = bytes.clone();
      return this;
    }

    private byte[] key() {
      if (key != null) {
        return key;
      }
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      return random;
    }

    /**
     * Puts it together and starts its threads.
     *
     * @throws dev.botflow.error.BotBrokenException if the bot of any other app names an action, fact or desk that the host does not have
     * @throws dev.botflow.error.BotFlowException if another engine uses the store
     */
    public BotFlow build() {
      if (versions == null && ofApps.isEmpty() && !appsLater) {
        throw new IllegalArgumentException(
            "bot: expected a bot version, but was none; see BotFolder.load");
      }
      if (versions != null) {
        offer().check(versions.live().bot());
      }
      Store used = store == null ? new MemoryStore(clock) : store;
      used.claim();
      try {
        return new BotFlow(this, used);
      } catch (RuntimeException | Error e) {
        used.release();
        throw e;
      }
    }
  }
}
