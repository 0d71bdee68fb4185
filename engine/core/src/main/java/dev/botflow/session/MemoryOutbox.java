package dev.botflow.session;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.SessionKey;
import dev.botflow.message.OutboundJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Messages waiting, in order within each session, and messages given up. Guarded by the store's lock. */
final class MemoryOutbox {
  private final Map<SessionKey, TreeMap<Long, OutboxRow>> queues = new HashMap<>();
  // The first row of each session, over all sessions, oldest first.
  private final TreeMap<Long, SessionKey> heads = new TreeMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, DeadLetter> dead = new LinkedHashMap<>();
  private long next;

  /** The rows as they read back from what a store writes; refuses ids that wait already. Changes nothing. */
  List<OutboxRow> kept(List<OutboxRow> rows) {
    List<OutboxRow> kept = new ArrayList<>(rows.size());
    Set<String> ids = new HashSet<>();
    for (OutboxRow row : rows) {
      if (places.containsKey(row.id()) || !ids.add(row.id())) {
        throw new BotFlowException(
            "outbox: expected a new message id, but " + row.id() + " waits already");
      }
      kept.add(new OutboxRow(
          OutboundJson.readOutgoing(OutboundJson.write(row.message())),
          row.key(),
          row.turn(),
          row.index(),
          row.createdAt(),
          row.attempts(),
          row.notBefore()));
    }
    return kept;
  }

  void add(OutboxRow row) {
    put(next++, row);
  }

  List<OutboxRow> dueRows(Instant now, Set<String> leftOut, int limit) {
    List<OutboxRow> due = new ArrayList<>();
    for (Map.Entry<Long, SessionKey> head : heads.entrySet()) {
      if (due.size() >= limit) {
        break;
      }
      OutboxRow row = queues.get(head.getValue()).get(head.getKey());
      if (!row.notBefore().isAfter(now) && !leftOut.contains(row.message().to().appId())) {
        due.add(row);
      }
    }
    return due;
  }

  Optional<Instant> nextRow() {
    return heads.entrySet().stream()
        .map(head -> queues.get(head.getValue()).get(head.getKey()).notBefore())
        .min(Instant::compareTo);
  }

  void sent(String id) {
    take(id);
    dead.remove(id);
  }

  void retry(OutboxRow row) {
    Place place = places.get(row.id());
    if (place != null) {
      OutboxRow waiting = queues.get(place.key()).get(place.number());
      put(place.number(), again(waiting, waiting.createdAt(), row.attempts(), row.notBefore()));
    }
  }

  void dead(DeadLetter letter) {
    take(letter.row().id());
    dead.remove(letter.row().id());
    dead.put(letter.row().id(), letter);
  }

  List<DeadLetter> deadLetters() {
    return new ArrayList<>(dead.values());
  }

  boolean replay(String id, Instant now) {
    DeadLetter letter = dead.remove(id);
    if (letter == null) {
      return false;
    }
    add(again(letter.row(), now, 0, now));
    return true;
  }

  boolean drop(String id) {
    return dead.remove(id) != null;
  }

  private void put(long number, OutboxRow row) {
    TreeMap<Long, OutboxRow> queue = queues.computeIfAbsent(row.key(), key -> new TreeMap<>());
    if (queue.isEmpty()) {
      heads.put(number, row.key());
    }
    queue.put(number, row);
    places.put(row.id(), new Place(row.key(), number));
  }

  private void take(String id) {
    Place place = places.remove(id);
    if (place == null) {
      return;
    }
    TreeMap<Long, OutboxRow> queue = queues.get(place.key());
    queue.remove(place.number());
    heads.remove(place.number());
    if (queue.isEmpty()) {
      queues.remove(place.key());
    } else {
      heads.put(queue.firstKey(), place.key());
    }
  }

  private static OutboxRow again(OutboxRow row, Instant created, int attempts, Instant notBefore) {
    return new OutboxRow(
        row.message(), row.key(), row.turn(), row.index(), created, attempts, notBefore);
  }

  /** Where a waiting row stands. */
  private record Place(SessionKey key, long number) {}
}
