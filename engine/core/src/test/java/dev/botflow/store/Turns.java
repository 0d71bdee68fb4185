package dev.botflow.store;

import dev.botflow.event.SessionKey;
import dev.botflow.session.Call;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.session.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A commit under construction. */
public final class Turns {
  private final Session session;
  private final List<OutboxRow> outbox = new ArrayList<>();
  private final List<Timer> timers = new ArrayList<>();
  private final List<String> cancelled = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private @Nullable String completed;
  private String handled;
  private Trace trace = Trace.empty();
  private boolean contactGone;

  private Turns(Session session) {
    this.session = session;
    this.handled = "turn-" + session.key().value() + "-" + session.version();
  }

  /** A turn that stores a session of everything. */
  public static Turns turn(SessionKey key, long version) {
    return new Turns(SessionSamples.full(key, version));
  }

  public static Turns turn(Session session) {
    return new Turns(session);
  }

  public Turns handles(String dedupeKey) {
    handled = dedupeKey;
    return this;
  }

  public Turns sends(OutboxRow... rows) {
    outbox.addAll(List.of(rows));
    return this;
  }

  public Turns sets(Timer... set) {
    timers.addAll(List.of(set));
    return this;
  }

  public Turns cancels(String... ids) {
    cancelled.addAll(List.of(ids));
    return this;
  }

  public Turns calls(Call... made) {
    calls.addAll(List.of(made));
    return this;
  }

  public Turns completes(String id) {
    completed = id;
    return this;
  }

  public Turns traces(Trace happened) {
    trace = happened;
    return this;
  }

  /** Of a contact that was deleted. */
  public Turns contactGone() {
    contactGone = true;
    return this;
  }

  public Commit commit() {
    return new Commit(
        session,
        handled,
        outbox,
        timers,
        cancelled,
        calls,
        completed,
        trace,
        SessionSamples.NOW,
        null,
        contactGone);
  }
}
