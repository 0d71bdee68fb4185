package dev.botflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.callback.CallbackAttempt;
import dev.botflow.simulator.http.RecordedRequest;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.SentMessage;

/** The records of the simulator as the paths under {@code /simulator/} show them. */
final class AdminJson {
  private AdminJson() {}

  static ObjectNode of(SentMessage message) {
    ObjectNode json = Json.object()
        .put("message_id", message.messageId())
        .put("app_id", message.appId())
        .put("channel", message.channel())
        .put("identity", message.identity())
        .put("contact_id", message.contactId())
        .put("conversation_id", message.conversationId())
        .put("content", message.contentKey())
        .put("text", message.text())
        .put("message_metadata", message.messageMetadata())
        .put("correlation_id", message.correlationId())
        .put("accepted_time", message.acceptedTime().toString())
        .put("natively_shown", message.nativelyShown());
    json.set("body", Json.parseObject(message.body()));
    return json;
  }

  static ObjectNode of(RecordedRequest request) {
    ObjectNode json = Json.object()
        .put("region", request.region())
        .put("method", request.method())
        .put("path", request.path())
        .put("query", request.query())
        .put("status", request.status())
        .put("at", request.at().toString());
    ObjectNode headers = json.putObject("headers");
    request.headers().forEach(headers::put);
    return json.put("body", request.body());
  }

  static ObjectNode of(CallbackAttempt attempt) {
    ObjectNode json = Json.object()
        .put("trigger", attempt.trigger())
        .put("target", attempt.target())
        .put("number", attempt.number())
        .put("status", attempt.status())
        .put("failure", attempt.failure())
        .put("at", attempt.at().toString());
    ObjectNode headers = json.putObject("headers");
    attempt.headers().forEach(headers::put);
    return json.put("body", attempt.body());
  }
}
