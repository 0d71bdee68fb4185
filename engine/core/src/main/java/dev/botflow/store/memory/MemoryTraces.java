package dev.botflow.store.memory;

import dev.botflow.event.SessionKey;
import dev.botflow.session.Trace;
import dev.botflow.session.TurnTexts;
import dev.botflow.store.AppScope;
import dev.botflow.store.Commit;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.StoredKind;
import dev.botflow.store.StoredRow;
import dev.botflow.store.StoredTurn;
import dev.botflow.store.TurnQuery;
import dev.botflow.store.codec.TraceJson;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the latest turns did, as text a durable store would write. Guarded by the store's lock. */
final class MemoryTraces {
  private final RetentionPolicy retention;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private long next = 1;

  MemoryTraces(RetentionPolicy retention) {
    this.retention = retention;
  }

  /** The trace of a turn, written; changes nothing. */
  static Written written(Commit commit) {
    TurnTexts texts = commit.trace().texts();
    return new Written(
        TraceJson.write(commit.trace()), texts == null ? null : TraceJson.writeTexts(texts));
  }

  void add(Commit commit, Written trace, Instant now) {
    TurnTexts texts = commit.trace().texts();
    kept.add(new Kept(
        next++,
        commit.key(),
        commit.session().version(),
        commit.handled(),
        commit.at(),
        trace.json(),
        trace.texts(),
        texts == null ? null : texts.until()));
    Instant oldest = now.minus(retention.traceTime());
    while (kept.size() > retention.traces()
        || !kept.isEmpty() && kept.element().at().isBefore(oldest)) {
      kept.remove();
    }
  }

  List<Trace> of(SessionKey key) {
    return kept.stream()
        .filter(trace -> trace.key().equals(key))
        .map(trace -> TraceJson.read(trace.json()))
        .toList();
  }

  /** Adds to the trace of the turn that wrote this row. */
  void note(OutboxRow row, Trace note) {
    if (!note.entries().isEmpty()) {
      List<Kept> all = new ArrayList<>(kept);
      all.replaceAll(trace -> trace.wrote(row) ? trace.with(note) : trace);
      kept.clear();
      kept.addAll(all);
    }
  }

  int erase(SessionKey key) {
    return remove(trace -> trace.key().equals(key));
  }

  int eraseOlder(AppScope apps, Instant before) {
    return remove(trace -> trace.at().isBefore(before) && apps.covers(trace.key()));
  }

  private int remove(Predicate<Kept> which) {
    int before = kept.size();
    kept.removeIf(which);
    return before - kept.size();
  }

  int eraseTexts(Instant now) {
    List<Kept> all = new ArrayList<>(kept);
    int over = (int) all.stream().filter(trace -> trace.isOver(now)).count();
    all.replaceAll(trace -> trace.isOver(now) ? trace.withoutTexts() : trace);
    kept.clear();
    kept.addAll(all);
    return over;
  }

  List<StoredTurn> turns(TurnQuery query, Instant now) {
    List<StoredTurn> found = new ArrayList<>();
    Iterator<Kept> newest = kept.descendingIterator();
    while (newest.hasNext() && found.size() < query.limit()) {
      Kept trace = newest.next();
      if (trace.number() < query.before()) {
        StoredTurn turn = trace.turn(now);
        if (query.takes(turn)) {
          found.add(turn);
        }
      }
    }
    return found;
  }

  List<StoredRow> rows(SessionKey key) {
    return kept.stream().filter(trace -> trace.key().equals(key)).map(Kept::row).toList();
  }

  /** @param texts what was said; null for nothing */
  record Written(String json, @Nullable String texts) {}

  private record Kept(
      long number,
      SessionKey key,
      long version,
      String event,
      Instant at,
      String json,
      @Nullable String texts,
      @Nullable Instant until) {

    boolean wrote(OutboxRow row) {
      return key.equals(row.key()) && version == row.turn();
    }

    boolean isOver(Instant now) {
      return until != null && !until.isAfter(now);
    }

    Kept with(Trace note) {
      String longer = TraceJson.write(TraceJson.read(json).with(note));
      return new Kept(number, key, version, event, at, longer, texts, until);
    }

    Kept withoutTexts() {
      return new Kept(number, key, version, event, at, json, null, null);
    }

    StoredTurn turn(Instant now) {
      Trace trace = TraceJson.read(json);
      return new StoredTurn(
          number,
          key,
          version,
          event,
          at,
          texts == null || isOver(now) ? trace : trace.withTexts(TraceJson.readTexts(texts)));
    }

    StoredRow row() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("session_key", key.value());
      values.put("handled", event);
      values.put("turn_at", at.toString());
      values.put("json", json);
      if (texts != null) {
        values.put("texts", texts);
      }
      return new StoredRow(StoredKind.TRACE, values);
    }
  }
}
