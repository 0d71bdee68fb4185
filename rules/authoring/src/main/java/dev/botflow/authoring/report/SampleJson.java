package dev.botflow.authoring.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.Json;
import dev.botflow.error.Sample;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A finding's sample as {@code check --json} prints it: time, facts for {@code decide --given}, and the event as Sinch would
 * send it (the Conversation API documentation). Ids are made up.
 */
public final class SampleJson {
  private final Sample sample;

  private SampleJson(Sample sample) {
    this.sample = sample;
  }

  /** The sample; null if there is none, or if its event never comes by webhook. */
  public static @Nullable ObjectNode of(@Nullable Sample sample) {
    if (sample == null) {
      return null;
    }
    ObjectNode event = new SampleJson(sample).event();
    if (event == null) {
      return null;
    }
    ObjectNode node = Json.object().put("at", sample.at().toString());
    node.set("given", Json.value(sample.given()));
    node.set("event", event);
    return node;
  }

  private @Nullable ObjectNode event() {
    ObjectNode body = Json.object()
        .put("app_id", sample.app())
        .put("accepted_time", sample.at().toString())
        .put("event_time", sample.at().toString())
        .put("project_id", "sample-project");
    String kind = sample.kind();
    switch (kind) {
      case "text", "button", "media", "location", "other":
        message(body.putObject("message"), kind);
        break;
      case "typing", "typing ended", "reaction", "comment":
        signal(body.putObject("event"), kind);
        break;
      case "queued", "delivered", "read", "delivery failed", "switching channel":
        report(body.putObject("message_delivery_report"), kind);
        break;
      case "opt-in succeeded", "opt-in failed", "opt-out succeeded", "opt-out failed":
        opting(body, kind);
        break;
      case "conversation started", "conversation stopped", "conversation deleted":
        conversation(body, kind);
        break;
      case "contact created", "contact updated", "contact deleted":
        contact(body, kind);
        break;
      default:
        return null;
    }
    return body;
  }

  private void message(ObjectNode message, String kind) {
    message.put("id", "sample-message").put("direction", "TO_APP");
    ObjectNode content = message.putObject("contact_message");
    switch (kind) {
      case "text" -> content.putObject("text_message").put("text", sample.text());
      case "button" ->
        content
            .putObject("choice_response_message")
            .put("message_id", "sample-offer")
            .put("postback_data", sample.postback());
      case "media" ->
        content.putObject("media_message").put("url", "https://media.example/sample.png");
      case "location" -> {
        ObjectNode location =
            content.putObject("location_message").put("title", "").put("label", "");
        location.putObject("coordinates").put("latitude", 50.85).put("longitude", 4.35);
      }
      default -> content.putObject("fallback_message").put("raw_message", "sample");
    }
    parties(message);
  }

  private void parties(ObjectNode node) {
    identity(node.putObject("channel_identity"));
    node.put("conversation_id", "sample-conversation")
        .put("contact_id", sample.contact())
        .put("accept_time", sample.at().toString())
        .put("processing_mode", "CONVERSATION");
  }

  private void identity(ObjectNode node) {
    node.put("channel", sample.channel()).put("identity", "sample-identity").put("app_id", "");
  }

  private void signal(ObjectNode event, String kind) {
    event.put("id", "sample-event").put("direction", "TO_APP");
    switch (kind) {
      case "typing" -> event.putObject("contact_event").putObject("composing_event");
      case "typing ended" -> event.putObject("contact_event").putObject("composing_end_event");
      case "comment" ->
        event.putObject("contact_event").putObject("comment_event").put("text", "sample");
      default ->
        event
            .putObject("contact_message_event")
            .putObject("reaction_event")
            .put("emoji", "\uD83D\uDC4D")
            .put("action", "REACTION_ACTION_REACT")
            .put("message_id", "sample-message");
    }
    parties(event);
  }

  private void report(ObjectNode report, String kind) {
    String status = switch (kind) {
      case "queued" -> "QUEUED_ON_CHANNEL";
      case "delivery failed" -> "FAILED";
      default -> kind.toUpperCase(Locale.ROOT).replace(' ', '_');
    };
    report
        .put("message_id", "sample-message")
        .put("conversation_id", "sample-conversation")
        .put("status", status);
    identity(report.putObject("channel_identity"));
    report.put("contact_id", sample.contact());
    if (sample.reason() != null) {
      report
          .putObject("reason")
          .put("code", sample.reason().toUpperCase(Locale.ROOT))
          .put("description", "")
          .put("sub_code", "UNSPECIFIED_SUB_CODE");
    }
    report.put("metadata", "");
  }

  private void opting(ObjectNode body, String kind) {
    String status = kind.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    body.putObject(kind.startsWith("opt-in") ? "opt_in_notification" : "opt_out_notification")
        .put("contact_id", sample.contact())
        .put("channel", sample.channel())
        .put("identity", "sample-identity")
        .put("status", status)
        .put("request_id", "sample-request");
  }

  private void conversation(ObjectNode body, String kind) {
    String name = switch (kind) {
      case "conversation started" -> "conversation_start_notification";
      case "conversation stopped" -> "conversation_stop_notification";
      default -> "conversation_delete_notification";
    };
    body.putObject(name)
        .putObject("conversation")
        .put("id", "sample-conversation")
        .put("app_id", sample.app())
        .put("contact_id", sample.contact())
        .put("active", true)
        .put("active_channel", sample.channel());
  }

  private void contact(ObjectNode body, String kind) {
    String name = switch (kind) {
      case "contact created" -> "contact_create_notification";
      case "contact updated" -> "contact_update_notification";
      default -> "contact_delete_notification";
    };
    ObjectNode contact = body.putObject(name).putObject("contact").put("id", sample.contact());
    if (sample.channel() != null) {
      identity(contact.putArray("channel_identities").addObject());
    }
  }
}
