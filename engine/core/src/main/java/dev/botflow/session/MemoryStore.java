package dev.botflow.session;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.SessionKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A store that forgets everything when the JVM ends: for tests and first steps. It keeps what a turn changes as the
 * text a durable store would write, so that each turn proves that it can be written and read. Sessions, waiting
 * messages and dead letters have no upper bound. Safe for use by many threads.
 */
public final class MemoryStore implements Store {
  private final Object lock = new Object();
  private final Clock clock;
  private final Keeping keeping;
  private final MemoryInbox inbox;
  private final MemoryOutbox outbox = new MemoryOutbox();
  private final Map<SessionKey, KeptSession> sessions = new HashMap<>();
  private final MemoryTimers timers = new MemoryTimers();
  private final Map<CallId, Call> calls = new LinkedHashMap<>();
  private final Deque<KeptTrace> traces = new ArrayDeque<>();
  private boolean closed;

  public MemoryStore() {
    this(Clock.systemUTC());
  }

  public MemoryStore(Clock clock) {
    this(clock, Keeping.standard());
  }

  /** @param clock tells when an event is stored, for the dedupe window */
  public MemoryStore(Clock clock, Keeping keeping) {
    this.clock = clock;
    this.keeping = keeping;
    this.inbox = new MemoryInbox(keeping.dedupeWindow());
  }

  @Override
  public Session open(SessionKey key) {
    KeptSession kept;
    synchronized (lock) {
      checkOpen();
      kept = sessions.get(key);
    }
    return kept == null ? Session.fresh(key) : SessionJson.read(kept.json());
  }

  @Override
  public void save(Commit commit) {
    // All that can fail comes before the first change.
    KeptSession session = KeptSession.of(commit.session());
    Session absorbed = commit.absorbed();
    KeptSession left = absorbed == null ? null : KeptSession.of(absorbed);
    List<Timer> newTimers = commit.timers().stream()
        .map(timer -> TimerJson.read(TimerJson.write(timer)))
        .toList();
    List<Call> newCalls =
        commit.calls().stream().map(call -> CallJson.read(CallJson.write(call))).toList();
    String trace = TraceJson.write(commit.trace());
    SessionKey key = commit.key();
    synchronized (lock) {
      checkOpen();
      checkVersion(commit.session());
      if (absorbed != null) {
        checkVersion(absorbed);
      }
      List<OutboxRow> rows = outbox.kept(commit.outbox());

      sessions.put(key, session);
      if (absorbed != null && left != null) {
        sessions.put(absorbed.key(), left);
        timers.cancelAll(absorbed.key());
      }
      inbox.settle(commit.handled(), clock.instant());
      rows.forEach(outbox::add);
      commit.cancelled().forEach(id -> timers.cancel(key, id));
      newTimers.forEach(timers::set);
      if (commit.completed() != null) {
        calls.remove(new CallId(key, commit.completed()));
      }
      newCalls.forEach(call -> calls.put(new CallId(call.key(), call.id()), call));
      traces.add(new KeptTrace(key, trace));
      while (traces.size() > keeping.traces()) {
        traces.remove();
      }
    }
  }

  /** What the latest turns of this session did, oldest first, as far as kept. */
  public List<Trace> traces(SessionKey key) {
    List<KeptTrace> kept;
    synchronized (lock) {
      kept = new ArrayList<>(traces);
    }
    return kept.stream()
        .filter(trace -> trace.key().equals(key))
        .map(trace -> TraceJson.read(trace.json()))
        .toList();
  }

  @Override
  public boolean add(InboxEntry entry) {
    synchronized (lock) {
      checkOpen();
      return inbox.add(entry, clock.instant());
    }
  }

  @Override
  public List<InboxEntry> pending() {
    synchronized (lock) {
      return inbox.pending();
    }
  }

  @Override
  public void ignore(String dedupeKey, String reason) {
    synchronized (lock) {
      checkOpen();
      inbox.settle(dedupeKey, clock.instant());
    }
  }

  @Override
  public void bury(InboxEntry entry, String reason) {
    synchronized (lock) {
      checkOpen();
      inbox.bury(entry, reason, clock.instant());
    }
  }

  /** The events {@link #bury} kept, oldest first. */
  public List<BuriedEvent> buried() {
    synchronized (lock) {
      return inbox.buried();
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
  public void sent(String id, String messageId, Instant at) {
    synchronized (lock) {
      checkOpen();
      outbox.sent(id);
    }
  }

  @Override
  public void retry(OutboxRow row) {
    synchronized (lock) {
      checkOpen();
      outbox.retry(row);
    }
  }

  @Override
  public void dead(DeadLetter letter) {
    synchronized (lock) {
      checkOpen();
      outbox.dead(letter);
    }
  }

  @Override
  public List<DeadLetter> deadLetters() {
    synchronized (lock) {
      return outbox.deadLetters();
    }
  }

  @Override
  public boolean replay(String id, Instant now) {
    synchronized (lock) {
      checkOpen();
      return outbox.replay(id, now);
    }
  }

  @Override
  public boolean drop(String id) {
    synchronized (lock) {
      checkOpen();
      return outbox.drop(id);
    }
  }

  @Override
  public List<Timer> dueTimers(Instant now, int limit) {
    synchronized (lock) {
      return timers.due(now, limit);
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
  private record KeptSession(long version, String json) {
    static KeptSession of(Session session) {
      return new KeptSession(session.version(), SessionJson.write(session));
    }
  }

  /** A trace as it is written. */
  private record KeptTrace(SessionKey key, String json) {}

  /** A call's id, unique in its session. */
  private record CallId(SessionKey key, String id) {}
}
