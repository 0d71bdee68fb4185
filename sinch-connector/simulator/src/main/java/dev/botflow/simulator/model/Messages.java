package dev.botflow.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Ids;
import dev.botflow.simulator.json.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages of the project, out and in, as they can be read again. Safe for many threads. */
public final class Messages {
  private final Clock clock;
  private final Ids ids;
  private final Map<String, Outgoing> sent = new LinkedHashMap<>();
  private final Map<String, JsonNode> received = new LinkedHashMap<>();

  public Messages(Clock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** Takes a checked request to send as accepted. */
  public synchronized Outgoing accept(
      ObjectNode request, String body, String contentKey, Route route) {
    String appId = request.path("app_id").textValue();
    Party first = route.party(appId, 0);
    SentMessage message = new SentMessage(
        ids.next(),
        appId,
        first.identity().channel(),
        first.identity().identity(),
        route.contactId(),
        route.conversationId(),
        contentKey,
        Transcoder.text(request.path("message"), first.identity().channel()),
        body,
        request.path("message_metadata").asText(""),
        request.path("correlation_id").asText(""),
        clock.instant(),
        ChannelDisplay.shows(request.path("message"), first.identity().channel()));
    Outgoing outgoing = new Outgoing(message, request, route);
    sent.put(message.messageId(), outgoing);
    return outgoing;
  }

  /** Keeps a message of a contact. */
  public synchronized void keep(ObjectNode message) {
    received.put(message.path("id").asText(), message);
  }

  public synchronized Optional<Outgoing> find(String messageId) {
    return Optional.ofNullable(sent.get(messageId));
  }

  public synchronized List<SentMessage> sent() {
    return sent.values().stream().map(Outgoing::sent).toList();
  }

  public synchronized void clear() {
    sent.clear();
    received.clear();
  }

  /**
   * A message as {@code GET messages/{id}} shows it; nothing if there is none among those asked for.
   *
   * @param dispatch whether to look among dispatch messages only, rather than among those of conversations
   */
  public synchronized Optional<JsonNode> show(String messageId, boolean dispatch) {
    List<JsonNode> found = new ArrayList<>();
    find(messageId).map(Messages::json).ifPresent(found::add);
    Optional.ofNullable(received.get(messageId)).ifPresent(found::add);
    return found.stream()
        .filter(json -> json.path("processing_mode").asText().equals("DISPATCH") == dispatch)
        .findFirst();
  }

  private static ObjectNode json(Outgoing outgoing) {
    SentMessage message = outgoing.sent();
    ObjectNode json = Json.object().put("id", message.messageId()).put("direction", "TO_CONTACT");
    json.set("app_message", outgoing.request().path("message"));
    return outgoing
        .party()
        .into(json)
        .put("metadata", message.messageMetadata())
        .put("accept_time", message.acceptedTime().toString())
        .put("sender_id", "")
        .put("injected", false);
  }
}
