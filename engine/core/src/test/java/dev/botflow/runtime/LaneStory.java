package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.RecordStored;
import dev.botflow.lane.LaneRules;
import dev.botflow.lane.Outcome;
import dev.botflow.lane.Work;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.app.Apps;
import dev.botflow.runtime.host.HostThreads;
import dev.botflow.scenario.Wire;
import dev.botflow.store.Commit;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import dev.botflow.turn.Ids;
import dev.botflow.turn.Limits;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * What three contacts see of their lanes while everything about them fails now and then: turns that cannot be stored, a full
 * disk, the host's facts that fail or take long, actions that take long, bytes nobody can read, an engine that closes. All
 * by dice, whose throws hang on what happens and not on the order in which it happens beside each other.
 */
final class LaneStory {
  private static final String FLOW = """
      flow: f
      steps:
      - id: way
        branch:
        - { when: { text: find }, next: find }
        - { when: { text: wait }, next: wait }
        - { else: hi }
      - { id: hi, say: "hi {text}", next: end }
      - { id: find, do: find, save: found, timeout: 20s, on_error: sorry }
      - { id: tell, say: "found {found}", next: end }
      - { id: wait, say: "now" }
      - { id: later, say: "later", delay: 10s, next: end }
      - { id: sorry, say: "sorry" }
      """;
  private static final String STOP = """
      flow: stop
      legal: true
      steps:
      - { id: out, set: { contact.opted_out: "true" } }
      - { id: bye, say: "bye" }
      """;
  private static final List<String> TEXTS =
      List.of("a", "b", "find", "find", "find", "wait", "wait", "c", "d", "e", "f", "STOP");
  private static final RuntimeLimits LIMITS = RuntimeLimits.DEFAULT
      .retries(Duration.ofSeconds(1), Duration.ofSeconds(8))
      .maxEventAge(Duration.ofSeconds(40))
      .factsTimeout(Duration.ofSeconds(3));

  private final long seed;
  private final HandTime time = new HandTime();
  private final MemoryStore kept = new MemoryStore(time.clock());
  private final Lanes lanes;
  private final Map<String, List<String>> seen = new TreeMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, String> contacts = new HashMap<>();
  private final int refusing;
  private final int failing;
  private boolean full;

  LaneStory(long seed) {
    this.seed = seed;
    this.refusing = List.of(0, 20, 60).get(dice(3, "refusing"));
    this.failing = List.of(0, 20, 70).get(dice(3, "failing"));
    boolean asksHost = dice(3, "facts") > 0;
    this.lanes = new Lanes(
        time,
        new LaneRules(
            asksHost, LIMITS.firstRetry(), LIMITS.longestRetry(), LIMITS.maxEventAge(), false));
    work(asksHost);
  }

  private int dice(int sides, Object... of) {
    return new Random(Objects.hash(seed, List.of(of)) * 31L + seed).nextInt(sides);
  }

  private int nth(String what) {
    return counts.merge(what, 1, Integer::sum);
  }

  private long millis() {
    return Duration.ofNanos(time.ticks()).toMillis();
  }

  private void note(String about, String kind, String what) {
    String contact = contacts.getOrDefault(about, about);
    seen.computeIfAbsent(contact + " " + kind, none -> new ArrayList<>())
        .add(millis() + " " + what);
  }

  private Store store() {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, values) -> {
          if (method.getName().equals("checkWritable") && full) {
            throw new BotFlowException("the disk is full");
          }
          if (method.getName().equals("save")) {
            refuse((Commit) values[0]);
          }
          try {
            return method.invoke(kept, values);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private void refuse(Commit commit) {
    String contact = commit.key().value();
    String handled = commit.handled();
    // Nothing can be stored of some events, however often it is tried.
    boolean refused = dice(100, handled, nth("save " + handled)) < refusing
        || refusing > 0 && dice(12, handled) == 0;
    note(contact, "saves", handled + (refused ? " refused" : ""));
    if (refused) {
      throw new BotFlowException("the store is busy");
    }
  }

  private Map<String, Object> facts(InboundEvent event) {
    String id = event.header().dedupeKey();
    boolean fails = dice(100, "facts", id, nth("facts " + id)) < failing;
    note(event.key().value(), "facts", id + (fails ? " fails" : ""));
    if (fails) {
      throw new IllegalStateException("on purpose");
    }
    return new LinkedHashMap<>();
  }

  private void work(boolean asksHost) {
    Store store = store();
    Turns turns = new Turns(
        BotVersions.of(Wire.stoppable(FLOW, STOP)),
        store,
        asksHost ? this::facts : HostFacts.none(),
        new Ids(new byte[] {1}),
        Limits.DEFAULT,
        time.clock(),
        Turns.Time.EVENT,
        0);
    HostThreads hosts = HostThreads.on(task -> time.schedule(
        task,
        List.of(0, 0, 100_017, 700_017, 2_000_017, 5_000_017).get(dice(6, "slow", time.ticks())),
        TimeUnit.MICROSECONDS));
    OutboxPump outbox = new OutboxPump(
        store,
        time,
        time.clock(),
        time::ticks,
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 0.5),
        Duration.ofHours(24),
        Duration.ofSeconds(30),
        Telemetry.none(),
        new LateOptOutCheck(store, (app, flow) -> true));
    outbox.connect("APP", new Noting());
    TimerPump[] timers = new TimerPump[1];
    Handling made = new Handling(
        store,
        new MeasuredTurns(turns, Telemetry.none()),
        lanes,
        hosts,
        time,
        time.clock(),
        LIMITS.factsTimeout(),
        new Handling.After(
            new ActionPump(
                Map.of("find", this::find),
                null,
                null,
                HostThreads.on(Runnable::run),
                time,
                time.clock(),
                Telemetry.none()),
            outbox,
            () -> timers[0].wake(),
            (event, turn) -> note(
                event.key().value(),
                "turns",
                event.kind() + " " + turn.outcome().word()),
            Apps.all(BotVersions.of(Wire.stoppable(FLOW, STOP))),
            entry -> Wire.accepting().read(entry.raw(), entry.receivedAt()),
            (event, entry) -> note(entry.key().value(), "over", "another " + entry.dedupeKey()),
            (entry, how) -> note(entry.key().value(), "over", entry.dedupeKey() + " " + word(how)),
            timer -> timers[0].fired(timer)));
    timers[0] =
        new TimerPump(store, time, time.clock(), time::ticks, Set::of, () -> 1_000, made::fire);
  }

  /** As it was said when what was seen was written down. */
  private static String word(Outcome outcome) {
    return switch (outcome) {
      case APPLIED -> "APPLIED";
      case IGNORED, READ_AS_ANOTHER -> "IGNORED";
      case HANDLED_ELSEWHERE, LEFT_FOR_NEXT_START -> "null";
      case UNREADABLE, TURN_FAILED, FACTS_FAILED_TOO_LONG -> "DEAD";
      default -> outcome.name();
    };
  }

  private CompletionStage<Object> find(ActionRequest request) {
    CompletableFuture<Object> result = new CompletableFuture<>();
    int millis = dice(30_000, "find", request.id());
    note(String.valueOf(request.context().contactId()), "calls", "find, " + millis + " ms");
    Runnable comes = () -> result.complete("it");
    time.schedule(comes, millis * 1_000L + 7, TimeUnit.MICROSECONDS);
    return result;
  }

  private final class Noting implements Transport {
    @Override
    public InboundEvent read(byte[] body, Instant receivedAt) {
      return Wire.accepting().read(body, receivedAt);
    }

    @Override
    public CompletionStage<SendOutcome> send(Outgoing message) {
      note(String.valueOf(message.to().contactId()), "sends", message.message().readable());
      return CompletableFuture.completedFuture(new SendOutcome.Sent("s-" + message.id()));
    }
  }

  private void add(InboundEvent event, String id, byte[] raw, boolean again) {
    InboxEntry entry = new InboxEntry(id, event.key(), "APP", raw, time.clock().instant());
    kept.add(entry);
    if (again) {
      lanes.add(entry.key(), new Work.Stored(entry, null));
    } else {
      lanes.add(entry.key(), new Work.Stored(entry, event));
    }
  }

  private void comes(int number, String contact, String text) {
    InboundEvent event = Wire.event("e" + number, contact, text);
    String id = event.header().dedupeKey();
    byte[] raw = Wire.raw("e" + number, contact, text);
    contacts.put(event.key().value(), contact);
    switch (dice(12, "way", number)) {
      case 0 -> add(event, id, new byte[] {'x'}, true);
      case 1 -> add(event, "unread:" + number, raw, true);
      case 2 -> add(ofNobody(number), "APP:e" + number, raw, false);
      case 3, 4, 5, 6 -> add(event, id, raw, true);
      default -> add(event, id, raw, false);
    }
  }

  private static InboundEvent ofNobody(int number) {
    ChannelContext app = new ChannelContext(null, null, null, "APP", null, null);
    return new RecordStored(
        EventHeader.own("RECORD_NOTIFICATION", app, Instant.EPOCH, "APP:e" + number),
        null,
        null,
        null);
  }

  private void at(long micros, Runnable what) {
    time.schedule(what, micros, TimeUnit.MICROSECONDS);
  }

  /** All that was seen, a paragraph a contact and kind. */
  String play() {
    long micros = 0;
    for (int i = 0; i < 30; i++) {
      int number = i;
      // Never two at the same moment, nor on a whole millisecond.
      micros += dice(3, "burst", i) > 0 ? 1_000L + i : dice(8_000, "gap", i) * 1_000L + i;
      at(
          micros,
          () -> comes(
              number,
              "C" + (1 + dice(3, "who", number)),
              TEXTS.get(dice(TEXTS.size(), "text", number))));
    }
    if (dice(3, "full") == 0) {
      at(dice(20_000, "from") * 1_000L + 501, () -> full = true);
      at(60_000_502, () -> full = false);
    }
    if (dice(3, "closing") == 0) {
      at(dice(40_000, "closes") * 1_000L + 503, lanes::close);
    }
    for (int i = 1; i <= 100; i++) {
      at(i * 1_300_000L + 777, this::count);
    }
    time.forMillis(600_000);
    count();
    time.shutdownNow();
    StringBuilder all = new StringBuilder();
    seen.forEach((what, lines) -> {
      all.append(what).append('\n');
      lines.forEach(line -> all.append("  ").append(line).append('\n'));
    });
    return all.toString();
  }

  private void count() {
    String now = "waiting " + lanes.waiting() + ", calls " + lanes.calls() + ", tried again "
        + lanes.triedAgain();
    List<String> before = seen.getOrDefault("counts", List.of());
    if (before.isEmpty() || !before.get(before.size() - 1).endsWith(now)) {
      seen.computeIfAbsent("counts", none -> new ArrayList<>()).add(millis() + " " + now);
    }
  }
}
