package dev.botflow.store.memory;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.message.OutboundJson;
import dev.botflow.session.Call;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.session.Trace;
import dev.botflow.store.AlreadyHandledException;
import dev.botflow.store.AppScope;
import dev.botflow.store.Commit;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetter.Kind;
import dev.botflow.store.Erased;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.MessageFate;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.PersonalDataMatcher;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.SendChange;
import dev.botflow.store.SessionPage;
import dev.botflow.store.StaleSessionException;
import dev.botflow.store.Store;
import dev.botflow.store.StoreCounts;
import dev.botflow.store.StoredKind;
import dev.botflow.store.StoredRow;
import dev.botflow.store.StoredTurn;
import dev.botflow.store.TurnQuery;
import dev.botflow.store.UnreadableSessionException;
import dev.botflow.store.WaitingEvent;
import dev.botflow.store.codec.CallJson;
import dev.botflow.store.codec.SessionJson;
import dev.botflow.store.codec.TimerJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A store that forgets everything when the JVM ends: for tests and first steps. It keeps what a turn changes as the
 * text a durable store would write, so that each turn proves that it can be written and read. Sessions, waiting
 * messages and dead letters have no upper bound. Safe for use by many threads.
 *
 * <p>The file is long since the ports have many methods and each of them takes the one lock here; what they do stands in
 * {@link MemoryInbox}, {@link MemoryOutbox}, {@link MemoryTimers}, {@link MemoryTraces} and {@link MemoryDeadLetters}.
 */
public final class MemoryStore implements Store {
  private final Object lock = new Object();
  private final Clock clock;
  private final MemoryInbox inbox;
  private final MemoryDeadLetters deadLetters = new MemoryDeadLetters();
  private final MemoryOutbox outbox = new MemoryOutbox(deadLetters);
  private final Map<SessionKey, KeptSession> sessions = new HashMap<>();
  private final Map<SessionKey, SessionKey> merged = new HashMap<>();
  private final MemoryTimers timers = new MemoryTimers();
  private final Map<CallId, Call> calls = new LinkedHashMap<>();
  private final MemoryTraces traces;
  private boolean closed;

  public MemoryStore() {
    this(Clock.systemUTC());
  }

  public MemoryStore(Clock clock) {
    this(clock, RetentionPolicy.standard());
  }

  /** @param clock gives the time at which an event is stored, for the dedupe window */
  public MemoryStore(Clock clock, RetentionPolicy retention) {
    this.clock = clock;
    this.traces = new MemoryTraces(retention);
    this.inbox = new MemoryInbox(retention.dedupeWindow());
  }

  @Override
  public Session open(SessionKey key) {
    KeptSession kept;
    synchronized (lock) {
      checkOpen();
      kept = sessions.get(key);
    }
    try {
      return kept == null ? Session.fresh(key) : SessionJson.read(kept.json());
    } catch (BotFlowException e) {
      throw new UnreadableSessionException(e);
    }
  }

  @Override
  public void save(Commit commit) {
    // All that can fail comes before the first change.
    KeptSession session = KeptSession.of(commit.session(), commit.at());
    Session absorbed = commit.absorbed();
    KeptSession left = absorbed == null ? null : KeptSession.of(absorbed, commit.at());
    List<Timer> newTimers = commit.timers().stream()
        .map(timer -> TimerJson.read(TimerJson.write(timer)))
        .toList();
    List<Call> newCalls =
        commit.calls().stream().map(call -> CallJson.read(CallJson.write(call))).toList();
    MemoryTraces.Written trace = MemoryTraces.written(commit);
    SessionKey key = commit.key();
    synchronized (lock) {
      checkOpen();
      checkVersion(commit.session());
      if (absorbed != null) {
        checkVersion(absorbed);
      }
      boolean over =
          commit.once() ? inbox.isOver(commit.handled()) : !timers.waits(key, commit.handled());
      if (over) {
        throw new AlreadyHandledException();
      }
      List<OutboxRow> rows = outbox.kept(commit.outbox());

      if (commit.contactGone()) {
        eraseAround(key);
      }
      sessions.put(key, session);
      if (absorbed != null && left != null) {
        sessions.put(absorbed.key(), left);
        timers.cancelAll(absorbed.key());
        merged.put(absorbed.key(), key);
      }
      inbox.settle(commit.handled(), MemoryInbox.Fate.HANDLED, clock.instant());
      rows.forEach(outbox::add);
      commit.cancelled().forEach(id -> timers.cancel(key, id));
      newTimers.forEach(timers::set);
      if (commit.completed() != null) {
        calls.remove(new CallId(key, commit.completed()));
      }
      newCalls.forEach(call -> calls.put(new CallId(call.key(), call.id()), call));
      traces.add(commit, trace, clock.instant());
    }
  }

  @Override
  public List<Trace> traces(SessionKey key) {
    synchronized (lock) {
      return traces.of(key);
    }
  }

  @Override
  public boolean add(InboxEntry entry) {
    synchronized (lock) {
      checkOpen();
      return inbox.add(entry, clock.instant());
    }
  }

  @Override
  public List<WaitingEvent> waiting(String appId, long after, int limit) {
    synchronized (lock) {
      return inbox.waiting(appId, after, limit);
    }
  }

  @Override
  public Map<String, Integer> waitingCounts() {
    synchronized (lock) {
      return inbox.waitingCounts();
    }
  }

  @Override
  public void ignore(String dedupeKey, String reason) {
    synchronized (lock) {
      checkOpen();
      inbox.settle(dedupeKey, MemoryInbox.Fate.IGNORED, clock.instant());
    }
  }

  @Override
  public List<InboxEntry> replayed() {
    synchronized (lock) {
      return inbox.replayed();
    }
  }

  @Override
  public List<OutboxRow> dueRows(Instant now, Set<String> leftOut, int limit) {
    synchronized (lock) {
      return outbox.dueRows(now, leftOut, limit);
    }
  }

  @Override
  public Optional<Instant> nextRow() {
    synchronized (lock) {
      return outbox.nextRow();
    }
  }

  @Override
  public int markUnknownOutcomes(Instant notBefore) {
    synchronized (lock) {
      checkOpen();
      return outbox.markUnknownOutcomes(notBefore);
    }
  }

  @Override
  public void record(List<SendChange> changes) {
    synchronized (lock) {
      checkOpen();
      changes.forEach(outbox::record);
    }
  }

  @Override
  public boolean settle(String id, String messageId, Instant at) {
    synchronized (lock) {
      checkOpen();
      return outbox.settle(id, messageId, at);
    }
  }

  @Override
  public List<String> unknownOutcomes() {
    synchronized (lock) {
      return outbox.unknownOutcomes();
    }
  }

  @Override
  public void waitAtMost(Instant latest) {
    synchronized (lock) {
      checkOpen();
      outbox.waitAtMost(latest);
    }
  }

  @Override
  public List<Timer> dueTimers(Instant after, Instant now, Set<String> leftOut, int limit) {
    synchronized (lock) {
      return timers.due(after, now, leftOut, limit);
    }
  }

  @Override
  public Optional<Instant> nextTimer() {
    synchronized (lock) {
      return timers.next();
    }
  }

  @Override
  public List<Call> openCalls() {
    synchronized (lock) {
      return new ArrayList<>(calls.values());
    }
  }

  @Override
  public void giveUp(GivenUp what) {
    synchronized (lock) {
      checkOpen();
      if (what instanceof GivenUp.Event event) {
        inbox.settle(event.entry().dedupeKey(), MemoryInbox.Fate.GIVEN_UP, clock.instant());
        deadLetters.add(event, clock.instant());
      } else if (what instanceof GivenUp.Message message) {
        outbox.giveUp(message).ifPresent(row -> traces.note(row, message.note()));
      } else if (what instanceof GivenUp.DueTimer one) {
        Timer timer = one.timer();
        if (timers.giveUp(timer)) {
          deadLetters.add(
              Kind.TIMER,
              timer.key(),
              timer.id(),
              timer.context().channelIdentifier(),
              one.reason(),
              clock.instant());
        }
      } else if (what instanceof GivenUp.OpenCall one) {
        Call call = one.call();
        if (calls.remove(new CallId(call.key(), call.id())) != null) {
          deadLetters.add(
              Kind.CALL,
              call.key(),
              call.id(),
              call.context().channelIdentifier(),
              one.reason(),
              clock.instant());
        }
      } else {
        throw new AssertionError(what);
      }
    }
  }

  @Override
  public List<DeadLetter> deadLetters(Set<Kind> kinds, long after, int limit) {
    synchronized (lock) {
      return deadLetters.page(kinds, after, limit);
    }
  }

  @Override
  public StoreCounts counts(Instant now) {
    synchronized (lock) {
      return new StoreCounts(
          inbox.tally(),
          deadLetters.counts(),
          timers.dueCount(now),
          outbox.oldestRow().orElse(null));
    }
  }

  @Override
  public boolean replay(String id, Instant now) {
    synchronized (lock) {
      checkOpen();
      if (outbox.replay(id, now)) {
        return true;
      }
      Optional<InboxEntry> event = deadLetters.takeEvent(id);
      event.ifPresent(entry -> inbox.replay(entry, clock.instant()));
      return event.isPresent();
    }
  }

  @Override
  public boolean drop(String id) {
    synchronized (lock) {
      checkOpen();
      return deadLetters.drop(id);
    }
  }

  @Override
  public Erased erase(SessionKey key) {
    synchronized (lock) {
      checkOpen();
      return eraseSession(key);
    }
  }

  private Erased eraseSession(SessionKey key) {
    int session = sessions.remove(key) == null ? 0 : 1;
    merged.remove(key);
    merged
        .entrySet()
        .removeIf(one -> one.getValue().equals(key) && !sessions.containsKey(one.getKey()));
    return Erased.of(StoredKind.SESSION, session)
        .and(Erased.of(StoredKind.EVENT, inbox.erase(key, clock.instant())))
        .and(eraseAround(key));
  }

  /** All of a session but itself and its events. */
  private Erased eraseAround(SessionKey key) {
    int before = calls.size();
    calls.keySet().removeIf(call -> call.key().equals(key));
    return Erased.of(StoredKind.CALL, before - calls.size())
        .and(Erased.of(StoredKind.TRACE, traces.erase(key)))
        .and(Erased.of(StoredKind.TIMER, timers.cancelAll(key)))
        .and(Erased.of(StoredKind.MESSAGE, outbox.erase(key)))
        .and(Erased.of(StoredKind.DEAD_LETTER, deadLetters.erase(key)));
  }

  @Override
  public List<StoredTurn> turns(TurnQuery query) {
    synchronized (lock) {
      return traces.turns(query, clock.instant());
    }
  }

  @Override
  public List<MessageFate> messages(Set<String> ids) {
    synchronized (lock) {
      return ids.stream().flatMap(id -> outbox.fate(id).stream()).toList();
    }
  }

  @Override
  public Optional<String> ownId(String messageId) {
    synchronized (lock) {
      return outbox.ownId(messageId);
    }
  }

  @Override
  public SessionPage sessions(String after, int limit) {
    List<KeptSession> page;
    String next;
    synchronized (lock) {
      List<SessionKey> keys = sessions.keySet().stream()
          .filter(key -> key.value().compareTo(after) > 0)
          .sorted()
          .limit(limit)
          .toList();
      page = keys.stream().map(sessions::get).toList();
      next = keys.size() < limit ? null : keys.get(keys.size() - 1).value();
    }
    return new SessionPage(
        page.stream().map(kept -> SessionJson.read(kept.json())).toList(), next);
  }

  @Override
  public List<String> apps() {
    synchronized (lock) {
      return sessions.keySet().stream()
          .map(SessionKey::appId)
          .distinct()
          .sorted()
          .toList();
    }
  }

  @Override
  public List<StoredRow> rows(SessionKey key) {
    synchronized (lock) {
      List<StoredRow> rows = new ArrayList<>();
      KeptSession session = sessions.get(key);
      if (session != null) {
        rows.add(row(StoredKind.SESSION, key, "json", session.json()));
      }
      inbox.of(key).forEach(entry -> rows.add(row(StoredKind.EVENT, key, "raw", entry.raw())));
      outbox
          .of(key)
          .forEach(one ->
              rows.add(row(StoredKind.MESSAGE, key, "json", OutboundJson.write(one.message()))));
      timers
          .of(key)
          .forEach(timer -> rows.add(row(StoredKind.TIMER, key, "json", TimerJson.write(timer))));
      calls.values().stream()
          .filter(call -> call.key().equals(key))
          .forEach(call -> rows.add(row(StoredKind.CALL, key, "json", CallJson.write(call))));
      rows.addAll(traces.rows(key));
      rows.addAll(deadLetters.rows(key));
      return rows;
    }
  }

  private static StoredRow row(StoredKind kind, SessionKey key, String name, Object value) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("session_key", key.value());
    values.put(name, value);
    return new StoredRow(kind, values);
  }

  @Override
  public List<SessionKey> sessionsOf(String appId, Channel channel, String identity) {
    Map<SessionKey, KeptSession> all;
    synchronized (lock) {
      all = new HashMap<>(sessions);
    }
    String app = SessionKey.prefixOfApp(appId);
    PersonalDataMatcher mention = PersonalDataMatcher.ofIdentity(identity);
    return all.entrySet().stream()
        .filter(one -> one.getKey().value().startsWith(app))
        .filter(one -> mention.in(one.getValue().json().getBytes(StandardCharsets.UTF_8)))
        .filter(one -> SessionJson.read(one.getValue().json()).hasIdentity(channel, identity))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  @Override
  public List<SessionKey> mergedWith(SessionKey key) {
    synchronized (lock) {
      Stream<SessionKey> losers = merged.entrySet().stream()
          .filter(one -> one.getValue().equals(key))
          .map(Map.Entry::getKey);
      return Stream.concat(losers, Stream.ofNullable(merged.get(key))).sorted().toList();
    }
  }

  @Override
  public int eraseUnread(String appId, PersonalDataMatcher mention) {
    synchronized (lock) {
      checkOpen();
      return deadLetters.eraseUnread(appId, mention);
    }
  }

  @Override
  public int eraseOlder(AppScope apps, Instant before) {
    synchronized (lock) {
      checkOpen();
      List<Map.Entry<SessionKey, KeptSession>> old = sessions.entrySet().stream()
          .filter(session -> apps.covers(session.getKey()))
          .filter(session -> session.getValue().at().isBefore(before))
          .filter(session -> !isAwaited(session.getKey()))
          .toList();
      int rows = deadLetters.eraseOlder(apps, before);
      for (Map.Entry<SessionKey, KeptSession> session : old) {
        rows += eraseOldSession(session.getKey(), session.getValue());
      }
      return rows + traces.eraseOlder(apps, before);
    }
  }

  private boolean isAwaited(SessionKey key) {
    return inbox.waits(key)
        || outbox.waits(key)
        || timers.waits(key)
        || calls.keySet().stream().anyMatch(call -> call.key().equals(key));
  }

  private int eraseOldSession(SessionKey key, KeptSession old) {
    Optional<Session> remainder = SessionJson.read(old.json()).remainder();
    SessionKey survivor = merged.get(key);
    int rows = eraseSession(key).total();
    if (survivor != null && remainder.isPresent()) {
      merged.put(key, survivor);
    }
    remainder.ifPresent(left -> sessions.put(key, KeptSession.of(left, clock.instant())));
    return rows;
  }

  @Override
  public int eraseTexts(Instant now) {
    synchronized (lock) {
      checkOpen();
      return traces.eraseTexts(now);
    }
  }

  /** Nothing to do: memory that is free is used again. */
  @Override
  public void vacuum() {
    synchronized (lock) {
      checkOpen();
    }
  }

  @Override
  public boolean vacuumPending(Instant latest) {
    return false;
  }

  @Override
  public void checkWritable() {
    synchronized (lock) {
      checkOpen();
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new BotFlowException("memory store: expected an open store, but it was closed");
    }
  }

  private void checkVersion(Session next) {
    KeptSession kept = sessions.get(next.key());
    long found = kept == null ? 0 : kept.version();
    long expected = next.version() - 1;
    if (found != expected) {
      throw new StaleSessionException(next.key(), expected, found);
    }
  }

  /** A session as it is written. */
  private record KeptSession(long version, Instant at, String json) {
    static KeptSession of(Session session, Instant at) {
      return new KeptSession(session.version(), at, SessionJson.write(session));
    }
  }

  /** A call's id, unique in its session. */
  private record CallId(SessionKey key, String id) {}
}
