package dev.botflow.simulator.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Ids;
import dev.botflow.simulator.json.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages of the project, out and in, as they can be read again. Safe for many threads. */
public final class Messages {
  private final Clock clock;
  private final Ids ids;
  private final Map<String, Outgoing> sent = new LinkedHashMap<>();
  private final Map<String, ObjectNode> received = new LinkedHashMap<>();
  private final Map<String, String> appIds = new LinkedHashMap<>();
  private final Map<String, String> metadata = new HashMap<>();

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
    appIds.put(message.messageId(), appId);
    return outgoing;
  }

  /** Keeps a message of a contact to an app. */
  public synchronized void keep(String appId, ObjectNode message) {
    received.put(message.path("id").asText(), message);
    appIds.put(message.path("id").asText(), appId);
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
    appIds.clear();
    metadata.clear();
  }

  /**
   * A message as {@code GET messages/{id}} shows it; nothing if there is none among those asked for, or none any more.
   *
   * @param dispatch whether to look among dispatch messages only, rather than among those of conversations
   */
  public synchronized Optional<ObjectNode> show(String messageId, boolean dispatch) {
    return Optional.ofNullable(appIds.get(messageId))
        .map(app -> read(messageId))
        .filter(json -> json.path("processing_mode").asText().equals("DISPATCH") == dispatch);
  }

  /**
   * The messages that can be read, newest first.
   *
   * @param appId of which app; {@code ""} for all
   */
  public synchronized List<ObjectNode> list(String appId, boolean dispatch) {
    List<ObjectNode> found = new ArrayList<>();
    appIds.forEach((id, app) -> {
      if (appId.isEmpty() || appId.equals(app)) {
        show(id, dispatch).ifPresent(found::add);
      }
    });
    Collections.reverse(found);
    return found;
  }

  /** Gives a message another metadata, which is read from now on; what it was sent with is still reported. */
  public synchronized void metadata(String messageId, String other) {
    metadata.put(messageId, other);
  }

  /** From now on a message can be read no more. It was sent all the same: {@link #sent} still has it. */
  public synchronized void remove(String messageId) {
    appIds.remove(messageId);
  }

  private ObjectNode read(String messageId) {
    ObjectNode json = find(messageId)
        .map(Messages::json)
        .orElseGet(() -> received.getOrDefault(messageId, Json.object()).deepCopy());
    if (metadata.containsKey(messageId)) {
      json.put("metadata", metadata.get(messageId));
    }
    return json;
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
