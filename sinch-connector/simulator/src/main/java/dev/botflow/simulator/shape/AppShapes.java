package dev.botflow.simulator.shape;

import static dev.botflow.simulator.shape.Shape.anyObject;
import static dev.botflow.simulator.shape.Shape.anyText;
import static dev.botflow.simulator.shape.Shape.bool;
import static dev.botflow.simulator.shape.Shape.list;
import static dev.botflow.simulator.shape.Shape.number;
import static dev.botflow.simulator.shape.Shape.object;
import static dev.botflow.simulator.shape.Shape.oneOf;
import static dev.botflow.simulator.shape.Shape.text;
import static dev.botflow.simulator.shape.Shape.textUpTo;
import static dev.botflow.simulator.shape.Shape.wholeNumber;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shape of an app, with the credentials of each channel. What only Sinch sets may stand there; it is passed over. */
public final class AppShapes {
  private static final Map<String, List<String>> KEYS = Map.ofEntries(
      Map.entry("WHATSAPP", List.of("static_bearer")),
      Map.entry("RCS", List.of("static_bearer")),
      Map.entry("SMS", List.of("static_bearer")),
      Map.entry("VIBERBM", List.of("static_bearer")),
      Map.entry("MESSENGER", List.of("static_token")),
      Map.entry("VIBER", List.of("static_token")),
      Map.entry("MMS", List.of("mms_credentials")),
      Map.entry("INSTAGRAM", List.of("instagram_credentials")),
      Map.entry("TELEGRAM", List.of("telegram_credentials")),
      Map.entry("KAKAOTALK", List.of("kakaotalk_credentials")),
      Map.entry("KAKAOTALKCHAT", List.of("kakaotalkchat_credentials")),
      Map.entry("LINE", List.of("line_credentials", "line_enterprise_credentials")),
      Map.entry("WECHAT", List.of("wechat_credentials")),
      Map.entry("APPLEBC", List.of("applebc_credentials")));

  private static final Shape LINE_ACCOUNT =
      object().required("token", text()).required("secret", text());

  private static final Shape CREDENTIAL = object()
      .required("channel", text())
      .either(
          "static_bearer", object().required("claimed_identity", text()).required("token", text()))
      .either("static_token", object().required("token", text()))
      .either(
          "mms_credentials",
          object()
              .optional("account_id", anyText())
              .optional("api_key", anyText())
              .optional(
                  "basic_auth", object().required("username", text()).required("password", text())))
      .either(
          "instagram_credentials",
          object().required("token", text()).optional("business_account_id", anyText()))
      .either("telegram_credentials", object().required("token", text()))
      .either(
          "kakaotalk_credentials",
          object()
              .required("kakaotalk_plus_friend_id", text())
              .required("kakaotalk_sender_key", text()))
      .either(
          "kakaotalkchat_credentials",
          object().required("kakaotalk_plus_friend_id", text()).optional("api_key", anyText()))
      .either(
          "line_credentials",
          object()
              .required("token", text())
              .required("secret", text())
              .optional("is_default", bool()))
      .either(
          "line_enterprise_credentials",
          object()
              .either("line_japan", LINE_ACCOUNT)
              .either("line_thailand", LINE_ACCOUNT)
              .optional("is_default", bool()))
      .either(
          "wechat_credentials",
          object()
              .required("app_id", text())
              .required("app_secret", text())
              .required("token", text())
              .required("aes_key", text()))
      .either(
          "applebc_credentials",
          object()
              .required("business_chat_account_id", text())
              .optional("merchant_id", anyText())
              .optional("apple_pay_certificate_reference", anyText())
              .optional("apple_pay_certificate_password", anyText()))
      .optional("callback_secret", textUpTo(256))
      .optional("credential_ordinal_number", wholeNumber().and(number(0, 255)))
      .optional("channel_known_id", anyText())
      .optional("state", anyObject())
      .and(AppShapes::checkKey);

  private static final ObjectShape APP = object()
      .optional("id", anyText())
      .optional("display_name", text())
      .optional("channel_credentials", list(CREDENTIAL).and(AppShapes::checkOnce))
      .optional("processing_mode", oneOf("CONVERSATION", "DISPATCH"))
      .optional("conversation_metadata_report_view", oneOf("NONE", "FULL"))
      .optional("rate_limits", anyObject())
      .optional(
          "retention_policy",
          retention(
              1,
              3650,
              "MESSAGE_EXPIRE_POLICY",
              "CONVERSATION_EXPIRE_POLICY",
              "PERSIST_RETENTION_POLICY"))
      .optional("dispatch_retention_policy", retention(0, 7, "MESSAGE_EXPIRE_POLICY"))
      .optional("smart_conversation", enabled())
      .optional("queue_stats", anyObject())
      .optional("persist_message_status", enabled())
      .optional("message_search", enabled())
      .optional(
          "callback_settings", object().optional("secret_for_overridden_callback_urls", anyText()))
      .optional(
          "delivery_report_based_fallback",
          enabled()
              .optional("delivery_report_waiting_time", wholeNumber().and(number(10, 259_200))))
      .optional(
          "message_retry_settings",
          object().optional("retry_duration", wholeNumber().and(number(30, 3600))))
      .optional("consent_manager_settings", object().optional("mode", anyText()));

  private AppShapes() {}

  /** The fields of an app, each of which a change may leave out. */
  public static ObjectShape app() {
    return APP;
  }

  /** The channels an app can be given by a call. */
  public static Set<String> channels() {
    return KEYS.keySet();
  }

  private static ObjectShape enabled() {
    return object().optional("enabled", bool());
  }

  private static Shape retention(int fewest, int most, String... types) {
    return object()
        .optional("retention_type", oneOf(types))
        .optional("ttl_days", wholeNumber().and(number(fewest, most)));
  }

  private static void checkKey(JsonNode credential, String path) {
    String channel = credential.path("channel").textValue();
    List<String> keys = KEYS.get(channel);
    if (keys == null) {
      throw Shape.differs(path + ".channel", "a channel such as WHATSAPP", "\"" + channel + "\"");
    }
    if (keys.stream().noneMatch(credential::hasNonNull)) {
      throw Shape.differs(
          path, String.join(" or ", keys) + ", since the channel is " + channel, "another");
    }
  }

  private static void checkOnce(JsonNode credentials, String path) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < credentials.size(); i++) {
      String channel = credentials.get(i).path("channel").textValue();
      if (!seen.add(channel) && !channel.equals("LINE")) {
        throw Shape.differs(
            path + "[" + i + "].channel",
            "each channel but LINE once",
            "\"" + channel + "\" again");
      }
    }
  }
}
