package dev.botflow.scenario;

import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What holds before a conversation begins.
 *
 * @param at what the clock shows
 * @param known true if the contact wrote before; a contact who did not is new
 * @param optedOut true if the contact opted out of every channel
 * @param contact what is known of the contact, by name: {@code name}, {@code language}, {@code tags} and others
 * @param session session variables, without {@code session.}
 * @param facts what the host adds to each event
 * @param stubs what stands in for actions and the agent desk; each play begins with their first answers
 */
public record ScenarioSetting(
    Instant at,
    boolean known,
    boolean optedOut,
    Map<String, Object> contact,
    Map<String, Object> session,
    Map<String, Object> facts,
    Stubs stubs) {

  /** Monday 2026-03-02, 09:00 UTC: what the clock shows where nobody cares. */
  public static final Instant SOME_MONDAY = Instant.parse("2026-03-02T09:00:00Z");

  public ScenarioSetting {
    contact = Collections.unmodifiableMap(new LinkedHashMap<>(contact));
    session = Collections.unmodifiableMap(new LinkedHashMap<>(session));
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** A contact nobody has met, and nothing else. */
  public static ScenarioSetting at(Instant at) {
    return new ScenarioSetting(
        at,
        false,
        false,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        Stubs.none());
  }

  /** The same, with another time on the clock. */
  ScenarioSetting beginning(Instant newAt) {
    return new ScenarioSetting(newAt, known, optedOut, contact, session, facts, stubs);
  }

  /** True if a session nobody has stored yet says the same. */
  boolean isFresh() {
    return !known && !optedOut && contact.isEmpty() && session.isEmpty();
  }

  /** The contact's session before the first event. */
  Session session(SessionKey key, Duration expiry) {
    return Session.fresh(key).toBuilder()
        .version(1)
        .contact(contact)
        .variables(session)
        .known(known)
        .optedOutOfAll(optedOut)
        .expiresAt(session.isEmpty() ? null : at.plus(expiry))
        .build();
  }
}
