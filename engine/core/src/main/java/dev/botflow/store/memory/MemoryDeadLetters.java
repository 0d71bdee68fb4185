package dev.botflow.store.memory;

import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.message.OutboundJson;
import dev.botflow.store.AppScope;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetter.Kind;
import dev.botflow.store.GivenUp;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.PersonalDataMatcher;
import dev.botflow.store.StoredKind;
import dev.botflow.store.StoredRow;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was given up, in the order in which it was. Guarded by the store's lock. */
final class MemoryDeadLetters {
  private final TreeMap<Long, Kept> kept = new TreeMap<>();
  // Those whose ids are unique.
  private final Map<String, Long> messages = new HashMap<>();
  private final Map<String, Long> events = new HashMap<>();
  private long next = 1;

  /** Keeps an event, unless it was given up before. */
  void add(GivenUp.Event what, Instant now) {
    InboxEntry entry = what.entry();
    if (events.putIfAbsent(entry.dedupeKey(), next) == null) {
      put(
          new DeadLetter(
              next++,
              Kind.EVENT,
              entry.dedupeKey(),
              entry.key(),
              0,
              what.reason(),
              false,
              now,
              entry.copy()),
          null);
    }
  }

  /** @param row the message that was given up */
  void add(GivenUp.Message what, OutboxRow row) {
    dropMessage(what.id());
    messages.put(what.id(), next);
    put(
        new DeadLetter(
            next++,
            Kind.MESSAGE,
            what.id(),
            row.key(),
            what.attempts(),
            what.reason(),
            what.unknown(),
            what.since(),
            null,
            row.message().to().channel()),
        row);
  }

  /** Keeps that a timer or a call was given up. */
  void add(
      Kind kind, SessionKey key, String id, @Nullable Channel channel, String reason, Instant now) {
    put(new DeadLetter(next++, kind, id, key, 0, reason, false, now, null, channel), null);
  }

  private void put(DeadLetter letter, @Nullable OutboxRow row) {
    kept.put(letter.number(), new Kept(letter, row));
  }

  List<DeadLetter> page(Set<Kind> kinds, long after, int limit) {
    return kept.tailMap(after, false).values().stream()
        .map(Kept::letter)
        .filter(letter -> kinds.contains(letter.kind()))
        .limit(limit)
        .toList();
  }

  Map<Kind, Long> counts() {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    Kind.ALL.forEach(kind -> counts.put(kind, 0L));
    kept.values().forEach(one -> counts.merge(one.letter().kind(), 1L, Long::sum));
    return counts;
  }

  /** True if a message was given up of which nobody knows whether it was sent. */
  boolean outcomeUnknown(String id) {
    return of(messages.get(id)).map(Kept::letter).filter(DeadLetter::unknown).isPresent();
  }

  /** A message that was given up. */
  Optional<DeadLetter> message(String id) {
    return of(messages.get(id)).map(Kept::letter);
  }

  List<StoredRow> rows(SessionKey key) {
    return kept.values().stream()
        .filter(one -> one.letter().key().equals(key))
        .map(MemoryDeadLetters::row)
        .toList();
  }

  private static StoredRow row(Kept one) {
    DeadLetter letter = one.letter();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("session_key", letter.key().value());
    values.put("kind", letter.kind().name().toLowerCase(Locale.ROOT));
    values.put("id", letter.id());
    values.put("reason", letter.reason());
    values.put("since", letter.since().toString());
    InboxEntry event = letter.event();
    if (event != null) {
      values.put("raw", event.raw());
    }
    OutboxRow message = one.row();
    if (message != null) {
      values.put("json", OutboundJson.write(message.message()));
    }
    return new StoredRow(StoredKind.DEAD_LETTER, values);
  }

  /** Takes a message out to be sent after all. */
  Optional<OutboxRow> takeMessage(String id, Instant now) {
    Optional<Kept> message = of(messages.get(id));
    message.ifPresent(this::remove);
    return message.flatMap(one ->
        Optional.ofNullable(one.row()).map(row -> row.replayed(now, one.letter().unknown())));
  }

  /** Takes an event out to be handled after all. */
  Optional<InboxEntry> takeEvent(String dedupeKey) {
    Optional<Kept> event = of(events.get(dedupeKey));
    event.ifPresent(this::remove);
    return event.map(one -> one.letter().event());
  }

  void dropMessage(String id) {
    of(messages.get(id)).ifPresent(this::remove);
  }

  private Optional<Kept> of(@Nullable Long number) {
    return Optional.ofNullable(number).map(kept::get);
  }

  boolean drop(String id) {
    return remove(letter -> letter.id().equals(id)) > 0;
  }

  int erase(SessionKey key) {
    return remove(letter -> letter.key().equals(key));
  }

  int eraseOlder(AppScope apps, Instant before) {
    return remove(letter -> letter.since().isBefore(before) && apps.covers(letter.key()));
  }

  /** Erases the events of an app that belong to no session and hold this. */
  int eraseUnread(String appId, PersonalDataMatcher mention) {
    return remove(letter -> {
      InboxEntry event = letter.event();
      return event != null
          && event.key().isApp()
          && event.appId().equals(appId)
          && mention.in(event.raw());
    });
  }

  private int remove(Predicate<DeadLetter> which) {
    List<Kept> gone =
        kept.values().stream().filter(one -> which.test(one.letter())).toList();
    gone.forEach(this::remove);
    return gone.size();
  }

  private void remove(Kept one) {
    DeadLetter letter = one.letter();
    kept.remove(letter.number());
    if (letter.kind() == Kind.MESSAGE) {
      messages.remove(letter.id());
    } else if (letter.kind() == Kind.EVENT) {
      events.remove(letter.id());
    }
  }

  /** @param row the message, which is needed to send it after all; null for anything else */
  private record Kept(DeadLetter letter, @Nullable OutboxRow row) {}
}
