package dev.botflow.simulator.shape;

import static dev.botflow.simulator.shape.Shape.anyObject;
import static dev.botflow.simulator.shape.Shape.anyText;
import static dev.botflow.simulator.shape.Shape.list;
import static dev.botflow.simulator.shape.Shape.map;
import static dev.botflow.simulator.shape.Shape.object;
import static dev.botflow.simulator.shape.Shape.oneOf;
import static dev.botflow.simulator.shape.Shape.text;
import static dev.botflow.simulator.shape.Shape.textLike;
import static dev.botflow.simulator.shape.Shape.textOr;
import static dev.botflow.simulator.shape.Shape.textUpTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.json.Json;
import java.math.BigDecimal;

/** The shapes of the request bodies around a message: who gets it, how, and with what to remember it by. */
public final class SendShapes {
  private static final BigDecimal LONGEST_TTL = new BigDecimal("315576000000");

  private static final Shape RECIPIENT = object()
      .either("contact_id", text())
      .either(
          "identified_by",
          object()
              .required(
                  "channel_identities",
                  list(
                      1,
                      Integer.MAX_VALUE,
                      object()
                          .required("channel", text())
                          .required("identity", text())
                          .optional("app_id", anyText()))));

  private static final Shape QUEUE = oneOf("NORMAL_PRIORITY", "HIGH_PRIORITY");

  private static final Shape TTL = textLike(
          "[0-9]{1,15}(\\.[0-9]{1,9})?s", "seconds such as \"3600s\"")
      .and(SendShapes::checkTtl);

  private static final Shape EVENT = object()
      .required("app_id", text())
      .required("recipient", RECIPIENT)
      .required(
          "event",
          object()
              .either("composing_event", Shape.nothing())
              .either("composing_end_event", Shape.nothing())
              .either("comment_reply_event", MessageShapes.TEXT)
              .either("agent_joined_event", object().optional("agent", MessageShapes.AGENT))
              .either("agent_left_event", object().optional("agent", MessageShapes.AGENT))
              // The official clients have it; what is in it is written nowhere.
              .either("read_message_event", anyObject())
              .either("generic_event", object().required("payload", anyObject())))
      .optional("callback_url", anyText())
      .optional("channel_priority_order", list(0, 1, text()))
      .optional("event_metadata", textUpTo(1024))
      .optional("queue", QUEUE);

  private final Shape send;
  private final Shape transcode;

  public SendShapes(MessageShapes messages) {
    send = object()
        .required("app_id", text())
        .required("recipient", RECIPIENT)
        .required("message", messages.message())
        .optional("channel_priority_order", list(text()))
        .optional("channel_properties", map(textUpTo(1024)))
        .optional("message_metadata", textUpTo(1024))
        // An object by the documentation; the SDK's own sample sends a text.
        .optional(
            "conversation_metadata", textOr(textUpTo(2048), anyObject().and(SendShapes::checkSize)))
        .optional("conversation_metadata_update_strategy", oneOf("REPLACE", "MERGE_PATCH"))
        .optional("correlation_id", textUpTo(128))
        .optional("queue", QUEUE)
        .optional("ttl", TTL)
        .optional("processing_strategy", oneOf("DEFAULT", "DISPATCH_ONLY"))
        .optional("callback_url", anyText())
        .optional(
            "message_content_type",
            oneOf("CONTENT_UNKNOWN", "CONTENT_MARKETING", "CONTENT_NOTIFICATION"));
    transcode = object()
        .required("app_id", text())
        .required("app_message", messages.message())
        .required("channels", list(1, Integer.MAX_VALUE, text()))
        .optional("from", anyText())
        .optional("to", anyText());
  }

  /** {@code POST messages:send}. */
  public Shape send() {
    return send;
  }

  /** {@code POST messages:transcode}. */
  public Shape transcode() {
    return transcode;
  }

  /** {@code POST events:send}. */
  public static Shape event() {
    return EVENT;
  }

  private static void checkTtl(JsonNode ttl, String path) {
    String text = ttl.textValue();
    BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
    if (seconds.signum() == 0 || seconds.compareTo(LONGEST_TTL) > 0) {
      throw Shape.differs(
          path, "more than 0s and at most " + LONGEST_TTL + "s", seconds.toPlainString() + "s");
    }
  }

  private static void checkSize(JsonNode metadata, String path) {
    int length = Json.write(metadata).length();
    if (length > 2048) {
      throw Shape.differs(path, "at most 2048 characters", length + " characters");
    }
  }
}
