package dev.botflow.store.memory;

import static java.util.Objects.requireNonNull;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.SessionKey;
import dev.botflow.message.OutboundJson;
import dev.botflow.store.GivenUp;
import dev.botflow.store.MessageFate;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.SendChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages waiting, in order within each session. Guarded by the store's lock. */
final class MemoryOutbox {
  private static final int MOST_SENT = 10_000;

  private final Map<SessionKey, TreeMap<Long, OutboxRow>> queues = new HashMap<>();
  // The sessions whose first rows may go, in the order in which they may.
  private final TreeMap<Rank, SessionKey> heads = new TreeMap<>();
  private final Map<SessionKey, Rank> ranks = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final MemoryDeadLetters deadLetters;
  private final Set<String> attempting = new LinkedHashSet<>();
  private final Set<String> unknownOutcomes = new LinkedHashSet<>();
  // The journal of the latest.
  private final Map<String, MessageFate> sent = new LinkedHashMap<>();
  private long next;
  private long nextRank;

  MemoryOutbox(MemoryDeadLetters deadLetters) {
    this.deadLetters = deadLetters;
  }

  /** The rows as they read back from what a store writes; refuses ids that wait already. Changes nothing. */
  List<OutboxRow> kept(List<OutboxRow> rows) {
    List<OutboxRow> kept = new ArrayList<>(rows.size());
    Set<String> ids = new HashSet<>();
    for (OutboxRow row : rows) {
      if (places.containsKey(row.id()) || !ids.add(row.id())) {
        throw new BotFlowException(
            "outbox: expected a new message id, but " + row.id() + " waits already");
      }
      kept.add(row.withMessage(OutboundJson.readOutgoing(OutboundJson.write(row.message()))));
    }
    return kept;
  }

  void add(OutboxRow row) {
    put(next++, row);
  }

  List<OutboxRow> dueRows(Instant now, Set<String> leftOut, int limit) {
    List<OutboxRow> due = new ArrayList<>();
    for (SessionKey head : heads.values()) {
      if (due.size() >= limit) {
        break;
      }
      OutboxRow row = first(head);
      if (!row.notBefore().isAfter(now) && !leftOut.contains(row.message().to().appId())) {
        due.add(row);
      }
    }
    return due;
  }

  Optional<Instant> nextRow() {
    return heads.values().stream().map(head -> first(head).notBefore()).min(Instant::compareTo);
  }

  Optional<Instant> oldestRow() {
    return queues.values().stream()
        .flatMap(queue -> queue.values().stream())
        .map(OutboxRow::createdAt)
        .min(Instant::compareTo);
  }

  void record(SendChange change) {
    if (change instanceof SendChange.Attempting begun) {
      if (places.containsKey(begun.id())) {
        attempting.add(begun.id());
      }
    } else if (change instanceof SendChange.Sent taken) {
      sent(taken.id(), taken.messageId(), taken.at());
    } else if (change instanceof SendChange.Again again) {
      again(again.row());
    } else {
      throw new AssertionError(change);
    }
  }

  int markUnknownOutcomes(Instant notBefore) {
    List<String> ids = new ArrayList<>(attempting);
    attempting.clear();
    ids.forEach(id -> waiting(id).ifPresent(row -> again(row.outcomeUnknown(notBefore))));
    return ids.size();
  }

  private void sent(String id, String messageId, Instant at) {
    boolean unknown = isUnknown(id);
    take(id);
    deadLetters.dropMessage(id);
    sent.put(id, new MessageFate(id, messageId, MessageFate.State.SENT, 1, null, unknown, at));
    if (sent.size() > MOST_SENT) {
      sent.remove(sent.keySet().iterator().next());
    }
  }

  /** What became of a message, as far as that is known. */
  Optional<MessageFate> fate(String id) {
    return waiting(id)
        .map(row -> new MessageFate(
            id,
            null,
            MessageFate.State.WAITING,
            row.attempts(),
            null,
            row.unknown(),
            row.notBefore()))
        .or(() -> Optional.ofNullable(sent.get(id)))
        .or(() -> deadLetters
            .message(id)
            .map(letter -> new MessageFate(
                id,
                null,
                MessageFate.State.GIVEN_UP,
                letter.attempts(),
                letter.reason(),
                letter.unknown(),
                letter.since())));
  }

  Optional<String> ownId(String messageId) {
    return sent.values().stream()
        .filter(fate -> messageId.equals(fate.messageId()))
        .map(MessageFate::id)
        .findFirst();
  }

  List<OutboxRow> of(SessionKey key) {
    return List.copyOf(queues.getOrDefault(key, new TreeMap<>()).values());
  }

  private boolean isUnknown(String id) {
    return waiting(id).filter(OutboxRow::unknown).isPresent() || deadLetters.outcomeUnknown(id);
  }

  boolean settle(String id, String messageId, Instant at) {
    if (isUnknown(id)) {
      sent(id, messageId, at);
      return true;
    }
    return false;
  }

  private void again(OutboxRow row) {
    Place place = places.get(row.id());
    if (place != null) {
      OutboxRow kept = row(place.key(), place.number());
      attempting.remove(row.id());
      put(place.number(), kept.attempted(row.attempts(), row.notBefore(), row.unknown()));
      if (row.unknown()) {
        unknownOutcomes.add(row.id());
      }
    }
  }

  void waitAtMost(Instant latest) {
    queues
        .values()
        .forEach(queue -> queue.replaceAll(
            (number, row) -> row.notBefore().isAfter(latest) ? row.dueAt(latest) : row));
  }

  /** @return the row; empty if it does not wait */
  Optional<OutboxRow> giveUp(GivenUp.Message what) {
    Optional<OutboxRow> row = waiting(what.id());
    row.ifPresent(one -> {
      take(what.id());
      deadLetters.add(what, one);
    });
    return row;
  }

  List<String> unknownOutcomes() {
    return new ArrayList<>(unknownOutcomes);
  }

  boolean replay(String id, Instant now) {
    Optional<OutboxRow> row = deadLetters.takeMessage(id, now);
    row.ifPresent(this::add);
    return row.isPresent();
  }

  boolean waits(SessionKey key) {
    return queues.containsKey(key);
  }

  int erase(SessionKey key) {
    TreeMap<Long, OutboxRow> queue = queues.getOrDefault(key, new TreeMap<>());
    List<String> ids = queue.values().stream().map(OutboxRow::id).toList();
    ids.forEach(this::take);
    return ids.size();
  }

  private Optional<OutboxRow> waiting(String id) {
    return Optional.ofNullable(places.get(id)).map(place -> row(place.key(), place.number()));
  }

  private OutboxRow row(SessionKey key, long number) {
    return requireNonNull(queue(key).get(number), "a place is that of a row");
  }

  private SortedMap<Long, OutboxRow> queue(SessionKey key) {
    return requireNonNull(queues.get(key), "a row that waits has a queue");
  }

  private OutboxRow first(SessionKey key) {
    SortedMap<Long, OutboxRow> queue = queue(key);
    return requireNonNull(queue.get(queue.firstKey()), "a queue is not empty");
  }

  private void put(long number, OutboxRow row) {
    TreeMap<Long, OutboxRow> queue = queues.computeIfAbsent(row.key(), key -> new TreeMap<>());
    queue.put(number, row);
    places.put(row.id(), new Place(row.key(), number));
    Rank rank = ranks.get(row.key());
    if (rank == null) {
      rank(row.key(), new Rank(row.later(), nextRank++));
    } else if (!row.later()) {
      // What stands before an answer must go for it to go.
      queue.replaceAll((other, waits) -> waits.later(false));
      rank(row.key(), new Rank(false, rank.number()));
    }
  }

  private void rank(SessionKey key, @Nullable Rank rank) {
    Rank before = rank == null ? ranks.remove(key) : ranks.put(key, rank);
    if (before != null) {
      heads.remove(before);
    }
    if (rank != null) {
      heads.put(rank, key);
    }
  }

  private void take(String id) {
    attempting.remove(id);
    Place place = places.remove(id);
    if (place == null) {
      return;
    }
    SortedMap<Long, OutboxRow> queue = queue(place.key());
    boolean wasFirst = queue.firstKey() == place.number();
    queue.remove(place.number());
    if (queue.isEmpty()) {
      queues.remove(place.key());
      rank(place.key(), null);
    } else if (wasFirst) {
      rank(place.key(), new Rank(first(place.key()).later(), nextRank++));
    }
  }

  /** Where a waiting row stands. */
  private record Place(SessionKey key, long number) {}

  /** Answers first, and of each kind whoever became the first of its session earliest. */
  private record Rank(boolean later, long number) implements Comparable<Rank> {
    @Override
    public int compareTo(Rank other) {
      int kind = Boolean.compare(later, other.later);
      return kind != 0 ? kind : Long.compare(number, other.number);
    }
  }
}
