package dev.botflow.routing;

import dev.botflow.event.InboundEvent;
import dev.botflow.session.Session;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that facts are made of.
 *
 * @param event what happened
 * @param session the contact's session, expired parts already taken off
 * @param versions the bot
 * @param hostFacts what the host adds, by name
 * @param at the time that facts about time use: the event's own, unless somebody tries another
 * @param anyDelivery true to route delivery reports without asking whose message they are about
 */
public record Situation(
    InboundEvent event,
    Session session,
    BotVersions versions,
    Map<String, Object> hostFacts,
    Instant at,
    boolean anyDelivery) {
  public Situation {
    hostFacts = hostFacts.isEmpty()
        ? Collections.emptyMap()
        : Collections.unmodifiableMap(new LinkedHashMap<>(hostFacts));
  }
}
