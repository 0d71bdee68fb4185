package dev.botflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Answer;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.json.Call;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.json.Pages;
import dev.botflow.simulator.model.Events;
import dev.botflow.simulator.model.Messages;
import dev.botflow.simulator.shape.ObjectShape;
import dev.botflow.simulator.shape.Shape;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** {@code messages} and {@code events} as they are read again, changed and deleted. */
final class ReadEndpoints {
  private static final Pages.Limits MESSAGES = new Pages.Limits(10, 1000);
  private static final Pages.Limits EVENTS = new Pages.Limits(10, 20);
  private static final ObjectShape CHANGE =
      Shape.object().required("metadata", Shape.textUpTo(1024));

  private final Messages messages;
  private final Events events;
  private final Pages pages;

  ReadEndpoints(Messages messages, Events events, Pages pages) {
    this.messages = messages;
    this.events = events;
    this.pages = pages;
  }

  /** {@code GET messages}. */
  Answer messages(Call call) {
    Predicate<JsonNode> asked = same(call, "conversation_id", "/conversation_id")
        .and(same(call, "contact_id", "/contact_id"))
        .and(same(call, "channel", "/channel_identity/channel"))
        .and(same(call, "direction", "/direction"))
        .and(identity(call.query("channel_identity")))
        .and(between(time(call, "start_time", Instant.MIN), time(call, "end_time", Instant.MAX)));
    if (isOne(call, "only_recipient_originated", "true", "false")) {
      asked = asked.and(message -> message.path("direction").asText().equals("TO_APP"));
    }
    List<ObjectNode> found = messages.list(call.query("app_id"), dispatch(call)).stream()
        .filter(asked)
        .toList();
    if (isOne(call, "view", "WITHOUT_METADATA", "WITH_METADATA")) {
      found.forEach(message -> message.put("metadata", ""));
    }
    return Answer.json(200, pages.page("messages", MESSAGES, call, found));
  }

  /** {@code GET messages/{id}}. */
  Answer message(String id, Call call) {
    return messages
        .show(id, dispatch(call))
        .map(json -> Answer.json(200, json))
        .orElseThrow(() -> ApiException.notFound("Message with id " + id + " not found"));
  }

  /** {@code PATCH messages/{id}}. */
  Answer changeMessage(String id, Call call) {
    message(id, call);
    ObjectNode body = call.json();
    CHANGE.check(body, "");
    messages.metadata(id, body.path("metadata").textValue());
    return message(id, call);
  }

  /** {@code DELETE messages/{id}}. */
  Answer deleteMessage(String id, Call call) {
    message(id, call);
    messages.remove(id);
    return Answer.json(200, Json.object());
  }

  /** {@code GET events}. */
  Answer events(Call call) {
    String conversationId = call.query("conversation_id");
    String contactId = call.query("contact_id");
    if (conversationId.isEmpty() && contactId.isEmpty()) {
      throw ApiException.invalid("conversation_id: expected it or contact_id, but was neither");
    }
    return Answer.json(
        200, pages.page("events", EVENTS, call, events.of(conversationId, contactId)));
  }

  /** {@code GET events/{id}}. */
  Answer event(String id) {
    return events
        .find(id)
        .map(json -> Answer.json(200, json))
        .orElseThrow(() -> ApiException.notFound("Event with id " + id + " not found"));
  }

  /** {@code DELETE events/{id}}. */
  Answer deleteEvent(String id) {
    event(id);
    events.remove(id);
    return Answer.json(200, Json.object());
  }

  private static boolean dispatch(Call call) {
    return isOne(call, "messages_source", "DISPATCH_SOURCE", "CONVERSATION_SOURCE");
  }

  /** True if a parameter is the first of two words; false for the other and for none. */
  private static boolean isOne(Call call, String name, String word, String other) {
    String value = call.query(name);
    if (!List.of("", word, other).contains(value)) {
      throw Shape.differs(name, "one of " + other + ", " + word, "\"" + value + "\"");
    }
    return value.equals(word);
  }

  private static Predicate<JsonNode> same(Call call, String name, String pointer) {
    String value = call.query(name);
    return message -> value.isEmpty() || message.at(pointer).asText().equals(value);
  }

  /** Phone numbers are the same with and without a leading plus. */
  private static Predicate<JsonNode> identity(String asked) {
    return message -> asked.isEmpty()
        || bare(message.at("/channel_identity/identity").asText()).equals(bare(asked));
  }

  private static String bare(String identity) {
    return identity.startsWith("+") ? identity.substring(1) : identity;
  }

  private static Predicate<JsonNode> between(Instant start, Instant end) {
    return message -> {
      Instant at = Instant.parse(message.path("accept_time").asText());
      return !at.isBefore(start) && at.isBefore(end);
    };
  }

  private static Instant time(Call call, String name, Instant otherwise) {
    String value = call.query(name);
    try {
      return value.isEmpty() ? otherwise : Instant.parse(value);
    } catch (DateTimeException e) {
      ApiException refused =
          Shape.differs(name, "a time such as 2026-01-05T09:00:00Z", "a text of another form");
      refused.addSuppressed(e);
      throw refused;
    }
  }
}
