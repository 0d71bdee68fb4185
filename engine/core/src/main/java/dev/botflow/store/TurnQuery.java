package dev.botflow.store;

import dev.botflow.event.SessionKey;
import dev.botflow.session.TurnRecord;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which turns somebody asks for. What is empty is not asked about; all that is not must fit.
 *
 * @param contacts whose turns
 * @param messages turns that wrote one of these messages (our ids), or whose event is or is about one (the other side's)
 * @param events turns of these events: a dedupe key, its last part, or an event's own id
 * @param reports turns of reports on one of these messages of ours
 * @param app the one app whose turns; null for all
 * @param before only turns of a lower number
 * @param limit how many at most, from 1
 */
public record TurnQuery(
    Set<SessionKey> contacts,
    Set<String> messages,
    Set<String> events,
    Set<String> reports,
    @Nullable String app,
    long before,
    int limit) {
  public TurnQuery {
    contacts = Collections.unmodifiableSet(new LinkedHashSet<>(contacts));
    messages = Collections.unmodifiableSet(new LinkedHashSet<>(messages));
    events = Collections.unmodifiableSet(new LinkedHashSet<>(events));
    reports = Collections.unmodifiableSet(new LinkedHashSet<>(reports));
    if (limit < 1) {
      throw new IllegalArgumentException("limit: expected 1 or more, but was " + limit);
    }
  }

  /** All turns, the newest first. */
  public static TurnQuery newest(int limit) {
    return new TurnQuery(Set.of(), Set.of(), Set.of(), Set.of(), null, Long.MAX_VALUE, limit);
  }

  public TurnQuery of(Set<SessionKey> keys) {
    return new TurnQuery(keys, messages, events, reports, app, before, limit);
  }

  public TurnQuery ofMessages(Set<String> ids) {
    return new TurnQuery(contacts, ids, events, reports, app, before, limit);
  }

  public TurnQuery ofEvents(Set<String> ids) {
    return new TurnQuery(contacts, messages, ids, reports, app, before, limit);
  }

  public TurnQuery ofReportsOn(Set<String> ids) {
    return new TurnQuery(contacts, messages, events, ids, app, before, limit);
  }

  public TurnQuery inApp(@Nullable String id) {
    return new TurnQuery(contacts, messages, events, reports, id, before, limit);
  }

  public TurnQuery limit(int turns) {
    return new TurnQuery(contacts, messages, events, reports, app, before, turns);
  }

  public TurnQuery before(long number) {
    return new TurnQuery(contacts, messages, events, reports, app, number, limit);
  }

  /** True if this turn is asked for; its place is the caller's business. */
  public boolean takes(StoredTurn turn) {
    TurnRecord record = turn.trace().record();
    return (app == null || turn.key().isOf(app))
        && (contacts.isEmpty() || contacts.contains(turn.key()))
        && (messages.isEmpty() || record != null && isAbout(record))
        && (events.isEmpty() || isEvent(turn, record))
        && (reports.isEmpty()
            || record != null
                && record.report() != null
                && reports.contains(record.report().id()));
  }

  private boolean isAbout(TurnRecord record) {
    return Stream.concat(
            Stream.ofNullable(record.messageId()),
            record.messages().stream().map(TurnRecord.Written::id))
        .anyMatch(messages::contains);
  }

  private boolean isEvent(StoredTurn turn, @Nullable TurnRecord record) {
    String key = turn.event();
    return events.contains(key)
        || events.contains(key.substring(key.lastIndexOf(':') + 1))
        || record != null && record.eventId() != null && events.contains(record.eventId());
  }

  /** Counts only: ids of contacts may be phone numbers. */
  @Override
  public String toString() {
    return "TurnQuery[" + contacts.size() + " contacts, " + messages.size() + " messages, "
        + events.size() + " events, " + limit + " before " + before + "]";
  }
}
