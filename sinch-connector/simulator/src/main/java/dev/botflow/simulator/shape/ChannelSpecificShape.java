package dev.botflow.simulator.shape;

import static dev.botflow.simulator.shape.Shape.anyObject;
import static dev.botflow.simulator.shape.Shape.anyText;
import static dev.botflow.simulator.shape.Shape.object;
import static dev.botflow.simulator.shape.Shape.oneOf;
import static dev.botflow.simulator.shape.Shape.text;
import static dev.botflow.simulator.shape.Shape.textUpTo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A message only one channel knows: what kind it is, and then the channel's own JSON. The parts WhatsApp's kinds share
 * are checked; what lies deeper (payments, products) belongs to the channel and is left alone.
 */
final class ChannelSpecificShape {
  private static final Shape LINK = object().required("link", text());

  private static final Shape HEADER = object()
      .required("type", oneOf("text", "image", "video", "document"))
      .optional("text", text())
      .optional("image", LINK)
      .optional("video", LINK)
      .optional("document", LINK);

  private static final Shape BODY = object().required("text", Shape.text(1, 1024));
  private static final Shape FOOTER = object().required("text", textUpTo(60));

  private static final Shape FLOW = object()
      .required("flow_id", text())
      .required("flow_cta", Shape.text(1, 20))
      .optional("header", HEADER)
      .optional("body", BODY)
      .optional("footer", FOOTER)
      .optional("flow_token", anyText())
      .optional("flow_mode", oneOf("draft", "published"))
      .optional("flow_action", oneOf("navigate", "data_exchange"))
      .optional(
          "flow_action_payload", object().optional("screen", text()).optional("data", anyObject()));

  private static final Shape ORDER = object()
      .optional("header", HEADER)
      .optional("body", BODY)
      .optional("footer", FOOTER)
      .required("payment", anyObject());

  static final Shape SHAPE = object()
      .required(
          "message_type",
          oneOf(
              "FLOWS",
              "ORDER_DETAILS",
              "ORDER_STATUS",
              "COMMERCE",
              "CAROUSEL_COMMERCE",
              "NOTIFICATION_MESSAGE_TEMPLATE"))
      .required("message", anyObject())
      .and(ChannelSpecificShape::checkMessage);

  private ChannelSpecificShape() {}

  private static void checkMessage(JsonNode specific, String path) {
    Shape shape = switch (specific.get("message_type").textValue()) {
      case "FLOWS" -> FLOW;
      case "ORDER_DETAILS", "ORDER_STATUS" -> ORDER;
      default -> anyObject();
    };
    shape.check(specific.get("message"), path + ".message");
  }
}
