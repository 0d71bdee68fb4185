package dev.botflow.sinch.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.sinch.json.ApiJson;
import dev.botflow.sinch.json.Checks;

/**
 * A message only one channel has. Sinch knows on WHATSAPP {@code FLOWS}, {@code ORDER_DETAILS} and {@code ORDER_STATUS},
 * on KAKAOTALK {@code COMMERCE} and {@code CAROUSEL_COMMERCE}, on MESSENGER {@code NOTIFICATION_MESSAGE_TEMPLATE}.
 * Source: the Conversation API documentation.
 */
public final class ChannelSpecific {
  private static final int MAX_BODY = 1024;
  private static final int MAX_FOOTER = 60;
  private static final int MAX_BUTTON = 20;

  private final String type;
  private final String json;

  private ChannelSpecific(String type, String json) {
    this.type = type;
    this.json = json;
  }

  /**
   * A message in the channel's own words.
   *
   * @param type such as {@code ORDER_DETAILS}
   * @param json the {@code message} member, a JSON object
   */
  public static ChannelSpecific of(String type, String json) {
    return new ChannelSpecific(
        Checks.given("message_type", type), Checks.object("channel_specific_message", json));
  }

  /**
   * A form in WhatsApp.
   *
   * @param flowId the form's id at Meta
   * @param button what the contact taps to open it; at most 20 characters
   * @param body the text above; at most 1024 characters
   */
  public static WhatsAppFlow whatsAppFlow(String flowId, String button, String body) {
    return new WhatsAppFlow(flowId, button, body);
  }

  String type() {
    return type;
  }

  String json() {
    return json;
  }

  /** The type alone. */
  @Override
  public String toString() {
    return "ChannelSpecific[" + type + "]";
  }

  /** Builds a WhatsApp form; for one thread. */
  public static final class WhatsAppFlow {
    private final ObjectNode message = ApiJson.object();

    private WhatsAppFlow(String flowId, String button, String body) {
      message.put("flow_id", Checks.given("flow_id", flowId));
      message.put("flow_cta", Checks.within("flow_cta", button, MAX_BUTTON));
      message.putObject("body").put("text", Checks.within("body", body, MAX_BODY));
    }

    /** A line above the text. */
    public WhatsAppFlow header(String text) {
      message.putObject("header").put("type", "text").put("text", Checks.given("header", text));
      return this;
    }

    /** A small line below; at most 60 characters. */
    public WhatsAppFlow footer(String text) {
      message.putObject("footer").put("text", Checks.within("footer", text, MAX_FOOTER));
      return this;
    }

    /** What comes back with the filled-in form, to know it by. */
    public WhatsAppFlow token(String token) {
      message.put("flow_token", Checks.given("flow_token", token));
      return this;
    }

    /** Shows the form as drafted, before it is published. */
    public WhatsAppFlow draft() {
      message.put("flow_mode", "draft");
      return this;
    }

    /**
     * Opens the form at one of its screens.
     *
     * @param data what the screen is given, a JSON object
     */
    public WhatsAppFlow screen(String screen, String data) {
      message.put("flow_action", "navigate");
      ObjectNode payload = message.putObject("flow_action_payload");
      payload.put("screen", Checks.given("screen", screen));
      payload.set("data", ApiJson.read(Checks.object("data", data)));
      return this;
    }

    /** The message. */
    public ChannelSpecific build() {
      return new ChannelSpecific("FLOWS", message.toString());
    }
  }
}
