package dev.botflow.simulator.shape;

import static dev.botflow.simulator.shape.Shape.anyText;
import static dev.botflow.simulator.shape.Shape.byChannel;
import static dev.botflow.simulator.shape.Shape.list;
import static dev.botflow.simulator.shape.Shape.map;
import static dev.botflow.simulator.shape.Shape.number;
import static dev.botflow.simulator.shape.Shape.object;
import static dev.botflow.simulator.shape.Shape.oneOf;
import static dev.botflow.simulator.shape.Shape.text;
import static dev.botflow.simulator.shape.Shape.textLike;
import static dev.botflow.simulator.shape.Shape.wholeNumber;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.json.ApiException;

/**
 * The shape of an app message, field by field, with the limits Sinch states for every channel alike. Limits of one
 * channel (labels of 20 characters on WhatsApp, say) are not here: Sinch takes such a message and renders it otherwise.
 *
 * @see <a href="https://developers.sinch.com/docs/conversation/message-types">Sinch: message types</a>
 */
public final class MessageShapes {
  private static final Shape COORDINATES =
      object().required("latitude", number(-90, 90)).required("longitude", number(-180, 180));

  static final Shape TEXT = object().required("text", text());

  private static final Shape MEDIA = object()
      .required("url", text())
      .optional("thumbnail_url", anyText())
      .optional("filename_override", anyText());

  private static final Shape LOCATION = object()
      .required("title", text())
      .optional("label", anyText())
      .required("coordinates", COORDINATES);

  /** One option a contact can pick. */
  private static final Shape CHOICE = object()
      .either("text_message", TEXT)
      .either("url_message", object().required("title", text()).required("url", text()))
      .either("call_message", object().required("title", text()).required("phone_number", text()))
      .either("location_message", LOCATION)
      .either(
          "calendar_message",
          object()
              .required("title", text())
              .required("event_start", text())
              .required("event_end", text())
              .required("event_title", text())
              .optional("event_description", anyText())
              .required("fallback_url", text()))
      .either(
          "share_location_message",
          object().required("title", text()).required("fallback_url", text()))
      .optional("postback_data", anyText());

  private static final Shape CHOICES = object()
      .optional("text_message", TEXT)
      .required("choices", list(1, 10, CHOICE))
      .optional("message_properties", object().optional("whatsapp_footer", anyText()));

  private static final Shape CARD = object()
      .optional("title", anyText())
      .optional("description", anyText())
      .optional("media_message", MEDIA)
      .optional("height", oneOf("UNSPECIFIED_HEIGHT", "SHORT", "MEDIUM", "TALL"))
      .optional("choices", list(0, 10, CHOICE))
      .optional("message_properties", object().optional("whatsapp_header", anyText()));

  private static final Shape LIST_ITEM = object()
      .either(
          "choice",
          object()
              .required("title", text())
              .optional("description", anyText())
              .optional("media", MEDIA)
              .optional("postback_data", anyText()))
      .either(
          "product",
          object()
              .required("id", text())
              .required("marketplace", text())
              .optional("quantity", wholeNumber())
              .optional("item_price", number(0, Double.MAX_VALUE))
              .optional("currency", anyText()));

  private static final Shape LIST = object()
      .required("title", text())
      .optional("description", anyText())
      .optional("media", MEDIA)
      .required(
          "sections",
          list(
              1,
              10,
              object().optional("title", anyText()).required("items", list(1, 10, LIST_ITEM))))
      .optional(
          "message_properties",
          object()
              .optional("catalog_id", anyText())
              .optional("menu", anyText())
              .optional("whatsapp_header", anyText()))
      .and(MessageShapes::checkRows);

  private static final Shape TEMPLATE_PARAMETERS = map(anyText());

  /** A template kept at Sinch. */
  private static final Shape TEMPLATE_REFERENCE = object()
      .required("template_id", text())
      .required("version", text())
      .optional("language_code", anyText())
      .optional("parameters", TEMPLATE_PARAMETERS);

  private static final Shape TEMPLATE = object()
      .optional("omni_template", TEMPLATE_REFERENCE)
      .optional(
          "channel_template",
          byChannel(object()
              .required("template_id", text())
              .optional("version", anyText())
              .optional("language_code", anyText())
              .optional("parameters", TEMPLATE_PARAMETERS)))
      .and(MessageShapes::checkTemplate);

  private static final Shape CONTACT_INFO = object()
      .required(
          "name",
          object()
              .required("full_name", text())
              .optional("first_name", anyText())
              .optional("last_name", anyText())
              .optional("middle_name", anyText())
              .optional("prefix", anyText())
              .optional("suffix", anyText()))
      .required(
          "phone_numbers",
          list(1, 100, object().required("phone_number", text()).optional("type", text())))
      .optional(
          "addresses",
          list(object()
              .optional("city", anyText())
              .optional("country", anyText())
              .optional("state", anyText())
              .optional("zip", anyText())
              .optional("country_code", anyText())
              .optional("type", anyText())))
      .optional(
          "email_addresses",
          list(object().required("email_address", text()).optional("type", anyText())))
      .optional(
          "organization",
          object()
              .optional("company", anyText())
              .optional("department", anyText())
              .optional("title", anyText()))
      .optional("urls", list(object().required("url", text()).optional("type", anyText())))
      .optional("birthday", textLike("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date such as 1968-07-07"));

  static final Shape AGENT = object()
      .optional("display_name", anyText())
      .optional("type", oneOf("BOT", "HUMAN", "UNKNOWN_AGENT_TYPE"))
      .optional("picture_url", anyText());

  private final ObjectShape message;

  /**
   * The shape of a message.
   *
   * @param outerChoices how many choices may stand under a carousel, beside those of its cards; Sinch says 3
   */
  public MessageShapes(int outerChoices) {
    ObjectShape contents = object()
        .either("text_message", TEXT)
        .either("media_message", MEDIA)
        .either("location_message", LOCATION)
        .either("choice_message", CHOICES)
        .either("card_message", CARD)
        .either(
            "carousel_message",
            object()
                .required("cards", list(1, 10, CARD))
                .optional("choices", list(0, outerChoices, CHOICE)))
        .either("list_message", LIST)
        .either("template_message", TEMPLATE)
        .either("contact_info_message", CONTACT_INFO);
    // One channel's variant names a template kept at Sinch by another key, as the official clients
    // write it.
    ObjectShape contentOnly = ObjectShape.onlyAlternativesOf(contents)
        .without("template_message")
        .either("template_reference", TEMPLATE_REFERENCE);
    message = contents
        .insteadOfAny("explicit_channel_message", byChannel(text()))
        .optional("explicit_channel_omni_message", byChannel(contentOnly))
        .optional("channel_specific_message", byChannel(ChannelSpecificShape.SHAPE))
        .optional("agent", AGENT);
  }

  ObjectShape message() {
    return message;
  }

  /** Which content a message has that {@link #message()} accepted. */
  public String contentKey(JsonNode checked) {
    return message.alternatives().stream()
        .filter(checked::hasNonNull)
        .findFirst()
        .orElse("explicit_channel_message");
  }

  private static void checkRows(JsonNode list, String path) {
    int rows = 0;
    for (JsonNode section : list.path("sections")) {
      rows += section.path("items").size();
    }
    if (rows > 10) {
      throw Shape.differs(
          path + ".sections", "at most 10 items in all sections together", rows + "");
    }
  }

  private static void checkTemplate(JsonNode template, String path) {
    if (!template.hasNonNull("omni_template") && !template.hasNonNull("channel_template")) {
      throw Shape.differs(path, "omni_template, channel_template or both", "neither");
    }
    JsonNode whatsApp = template.path("channel_template").path("WHATSAPP");
    if (whatsApp.isObject() && whatsApp.path("language_code").asText("").isEmpty()) {
      throw ApiException.invalid(
          path + ".channel_template.WHATSAPP.language_code: expected a value, but was missing");
    }
  }
}
