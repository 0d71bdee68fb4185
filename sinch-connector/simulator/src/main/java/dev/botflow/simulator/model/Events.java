package dev.botflow.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Ids;
import dev.botflow.simulator.json.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events of the project, out and in, as they can be read again. Safe for many threads. */
public final class Events {
  private final Clock clock;
  private final Ids ids;
  private final List<String> sent = new ArrayList<>();
  private final Map<String, ObjectNode> events = new LinkedHashMap<>();

  public Events(Clock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** Takes a checked request to send as accepted, and answers the event's id. */
  public synchronized String accept(ObjectNode request, String body, Route route) {
    sent.add(body);
    ObjectNode event = Json.object().put("id", ids.next()).put("direction", "TO_CONTACT");
    event.set("app_event", request.path("event"));
    route.party(request.path("app_id").textValue(), 0).into(event);
    keep(event.put("accept_time", clock.instant().toString()));
    return event.path("id").textValue();
  }

  /** Keeps an event of a contact. */
  public synchronized void keep(ObjectNode event) {
    events.put(event.path("id").asText(), event);
  }

  /** The bodies of the events sent, in order; those deleted too. */
  public synchronized List<String> sent() {
    return List.copyOf(sent);
  }

  public synchronized Optional<ObjectNode> find(String id) {
    return Optional.ofNullable(events.get(id));
  }

  /**
   * The events of a conversation or contact, newest first.
   *
   * @param conversationId {@code ""} for any
   * @param contactId {@code ""} for any
   */
  public synchronized List<ObjectNode> of(String conversationId, String contactId) {
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode event : events.values()) {
      if (fits(event.path("conversation_id"), conversationId)
          && fits(event.path("contact_id"), contactId)) {
        found.add(event);
      }
    }
    Collections.reverse(found);
    return found;
  }

  public synchronized void remove(String id) {
    events.remove(id);
  }

  public synchronized void clear() {
    sent.clear();
    events.clear();
  }

  private static boolean fits(JsonNode value, String asked) {
    return asked.isEmpty() || value.asText().equals(asked);
  }
}
