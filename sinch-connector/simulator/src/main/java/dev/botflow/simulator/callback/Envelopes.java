package dev.botflow.simulator.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Ids;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.Party;
import dev.botflow.simulator.model.SentMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the bodies of callbacks, with every member Sinch documents for them. */
public final class Envelopes {
  /** Events about a message, which Sinch puts under a key of their own. */
  private static final Set<String> OF_MESSAGES =
      Set.of("reaction_event", "payment_status_update_event", "shortlink_activated_event");

  private final String projectId;
  private final Clock clock;
  private final Ids ids;

  public Envelopes(String projectId, Clock clock, Ids ids) {
    this.projectId = projectId;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * A message of a contact.
   *
   * @param answered the message of the app it answers by a choice, whose metadata it brings back; null for none
   */
  ObjectNode inbound(
      Party from, ObjectNode contactMessage, Instant eventTime, @Nullable SentMessage answered) {
    String metadata = answered == null ? "" : answered.messageMetadata();
    ObjectNode body = envelope(from.appId(), eventTime);
    ObjectNode message = body.putObject("message").put("id", ids.next()).put("direction", "TO_APP");
    message.set("contact_message", contactMessage);
    from.into(message)
        .put("metadata", metadata)
        .put("accept_time", clock.instant().toString())
        .put("sender_id", "")
        .put("injected", false);
    return end(body, metadata, answered == null ? "" : answered.correlationId());
  }

  /** An event of a contact, such as typing. */
  ObjectNode event(Party from, ObjectNode contactEvent, Instant eventTime) {
    ObjectNode body = envelope(from.appId(), eventTime);
    ObjectNode event = body.putObject("event").put("id", ids.next()).put("direction", "TO_APP");
    String kind =
        contactEvent.fieldNames().hasNext() ? contactEvent.fieldNames().next() : "";
    event.set(OF_MESSAGES.contains(kind) ? "contact_message_event" : "contact_event", contactEvent);
    from.into(event).put("accept_time", clock.instant().toString());
    return end(body, "", "");
  }

  /** A contact who opts in or out. */
  ObjectNode opt(Party from, boolean in, Instant eventTime) {
    ObjectNode body = envelope(from.appId(), eventTime);
    body.putObject(in ? "opt_in_notification" : "opt_out_notification")
        .put("request_id", ids.next())
        .put("contact_id", from.contactId())
        .put("channel", from.identity().channel())
        .put("identity", from.identity().identity())
        .put("status", in ? "OPT_IN_SUCCEEDED" : "OPT_OUT_SUCCEEDED")
        .put("processing_mode", from.mode().name());
    return end(body, "", "");
  }

  /** The news that a message was handed over for sending. */
  ObjectNode submit(SentMessage sent, Party to, JsonNode message) {
    ObjectNode body = envelope(sent.appId(), clock.instant());
    ObjectNode notification =
        body.putObject("message_submit_notification").put("message_id", sent.messageId());
    to.into(notification).put("metadata", sent.messageMetadata()).set("submitted_message", message);
    return end(body, sent.messageMetadata(), sent.correlationId());
  }

  /**
   * A delivery report.
   *
   * @param reasonCode why it failed, such as {@code RECIPIENT_NOT_REACHABLE}; {@code ""} for no reason
   */
  ObjectNode delivery(SentMessage sent, Party to, String status, String reasonCode) {
    ObjectNode body = envelope(sent.appId(), clock.instant());
    ObjectNode report =
        body.putObject("message_delivery_report").put("message_id", sent.messageId());
    to.into(report.put("status", status)).put("metadata", sent.messageMetadata());
    if (!reasonCode.isEmpty()) {
      report
          .putObject("reason")
          .put("code", reasonCode)
          .put("description", "Simulated.")
          .put("sub_code", "UNSPECIFIED_SUB_CODE");
    }
    return end(body, sent.messageMetadata(), sent.correlationId());
  }

  /** The outcome of a callback, with the ids its body names. */
  static CallbackOutcome outcome(JsonNode body, List<CallbackAttempt> attempts) {
    JsonNode about = Json.object();
    for (JsonNode member : body) {
      if (member.isObject()
          && (member.has("contact_id") || member.has("id") || member.has("message_id"))) {
        about = member;
      }
    }
    String id = about.path("id").asText();
    id = id.isEmpty() ? about.path("message_id").asText() : id;
    id = id.isEmpty() ? about.path("request_id").asText() : id;
    return new CallbackOutcome(
        id, about.path("contact_id").asText(), about.path("conversation_id").asText(), attempts);
  }

  private ObjectNode envelope(String appId, Instant eventTime) {
    return Json.object()
        .put("app_id", appId)
        .put("accepted_time", clock.instant().toString())
        .put("event_time", eventTime.toString())
        .put("project_id", projectId);
  }

  private static ObjectNode end(ObjectNode body, String messageMetadata, String correlationId) {
    return body.put("message_metadata", messageMetadata).put("correlation_id", correlationId);
  }
}
