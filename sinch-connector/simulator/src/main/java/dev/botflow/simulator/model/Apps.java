package dev.botflow.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The apps of the project, shown as Sinch shows them: with their secrets in clear. All secrets here are made up. */
public final class Apps {
  private static final String CANARY = "CANARY-";
  private static final Set<String> STATIC_TOKEN = Set.of("MESSENGER", "VIBER");

  /** What Sinch alone sets. */
  private static final Set<String> READ_ONLY =
      Set.of("id", "channel_credentials", "rate_limits", "queue_stats");

  private final Map<String, AppConfig> apps = new LinkedHashMap<>();

  /** What clients wrote of an app, which stands in place of what is made up here. */
  private final Map<String, ObjectNode> written = new HashMap<>();

  public synchronized void put(AppConfig app) {
    apps.put(app.id(), app);
    written.remove(app.id());
  }

  /**
   * Puts an app in as a client wrote it. A channel it had keeps its state, any other is active at once.
   *
   * @param whole the app as it is to be, of the shape Sinch takes
   */
  public synchronized AppConfig write(String id, ObjectNode whole) {
    Optional<AppConfig> before = find(id);
    Map<String, ChannelState> channels = new LinkedHashMap<>();
    for (JsonNode credential : whole.path("channel_credentials")) {
      String channel = credential.path("channel").textValue();
      channels.put(
          channel, before.map(app -> app.channels().get(channel)).orElse(ChannelState.ACTIVE));
    }
    // What apps made since April 2025 have unless they ask for CONVERSATION.
    String mode = whole.path("processing_mode").asText(ProcessingMode.DISPATCH.name());
    AppConfig app = new AppConfig(
        id,
        ProcessingMode.valueOf(mode),
        before.map(AppConfig::outboundPerSecond).orElse(AppConfig.OUTBOUND_PER_SECOND),
        channels);
    apps.put(id, app);
    written.put(id, whole);
    return app;
  }

  public synchronized void remove(String id) {
    apps.remove(id);
    written.remove(id);
  }

  public synchronized Optional<AppConfig> find(String id) {
    return Optional.ofNullable(apps.get(id));
  }

  /**
   * The app a test means when it names none: the first.
   *
   * @throws IllegalStateException if every app was deleted
   */
  public AppConfig first() {
    return all().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(
            "app: expected at least one app in the simulator, but every one was deleted"));
  }

  public synchronized Collection<AppConfig> all() {
    return new ArrayList<>(apps.values());
  }

  /** The secret that signs callbacks to a {@code callback_url}. */
  public synchronized String overrideSecret(String appId) {
    return Optional.ofNullable(written.get(appId))
        .map(app -> app.path("callback_settings").path("secret_for_overridden_callback_urls"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .orElse(CANARY + "override-" + appId);
  }

  /** Every secret that stands in an app's answer. */
  public List<String> secrets() {
    Set<String> found = new TreeSet<>();
    all().forEach(app -> collect(json(app), found));
    return List.copyOf(found);
  }

  /** An app as Sinch shows it. */
  public synchronized ObjectNode json(AppConfig app) {
    ObjectNode json = madeUp(app);
    Optional.ofNullable(written.get(app.id())).ifPresent(whole -> {
      whole.properties().stream()
          .filter(field -> !field.getValue().isNull() && !READ_ONLY.contains(field.getKey()))
          .forEach(field -> json.set(field.getKey(), field.getValue()));
      ArrayNode credentials = json.putArray("channel_credentials");
      for (JsonNode credential : whole.path("channel_credentials")) {
        String channel = credential.path("channel").textValue();
        ChannelState state = app.channels().getOrDefault(channel, ChannelState.ACTIVE);
        credentials.add(withState(credential.deepCopy(), channel, state));
      }
    });
    return json;
  }

  private ObjectNode madeUp(AppConfig app) {
    ObjectNode json = Json.object()
        .put("id", app.id())
        .put("display_name", "Simulated app")
        .put("processing_mode", app.mode().name())
        .put("conversation_metadata_report_view", "NONE");
    ArrayNode credentials = json.putArray("channel_credentials");
    app.channels().forEach((channel, state) -> credentials.add(credential(channel, state)));
    json.putObject("rate_limits")
        .put("inbound", 25)
        .put("outbound", app.outboundPerSecond())
        .put("webhooks", 25);
    json.putObject("retention_policy")
        .put("retention_type", "MESSAGE_EXPIRE_POLICY")
        .put("ttl_days", 180);
    json.putObject("dispatch_retention_policy")
        .put("retention_type", "MESSAGE_EXPIRE_POLICY")
        .put("ttl_days", 0);
    json.putObject("smart_conversation").put("enabled", false);
    json.putObject("queue_stats").put("outbound_size", 0).put("outbound_limit", 500_000);
    json.putObject("persist_message_status").put("enabled", false);
    json.putObject("message_search").put("enabled", false);
    json.putObject("callback_settings")
        .put("secret_for_overridden_callback_urls", overrideSecret(app.id()));
    json.putObject("delivery_report_based_fallback")
        .put("enabled", false)
        .put("delivery_report_waiting_time", 60);
    json.putNull("message_retry_settings");
    return json;
  }

  private static ObjectNode credential(String channel, ChannelState state) {
    ObjectNode json = Json.object().put("channel", channel);
    String secret = CANARY + channel;
    switch (channel) {
      case "MMS" ->
        json.putObject("mms_credentials")
            .put("account_id", "simulated-account")
            .put("api_key", secret + "-api-key")
            .putObject("basic_auth")
            .put("username", "simulated-user")
            .put("password", secret + "-password");
      case "INSTAGRAM" ->
        json.putObject("instagram_credentials")
            .put("token", secret + "-token")
            .put("business_account_id", "simulated-business");
      case "TELEGRAM" -> json.putObject("telegram_credentials").put("token", secret + "-token");
      case "KAKAOTALK" ->
        json.putObject("kakaotalk_credentials")
            .put("kakaotalk_plus_friend_id", "simulated-friend")
            .put("kakaotalk_sender_key", secret + "-sender-key");
      case "KAKAOTALKCHAT" ->
        json.putObject("kakaotalkchat_credentials")
            .put("kakaotalk_plus_friend_id", "simulated-friend")
            .put("api_key", secret + "-api-key");
      case "LINE" ->
        json.putObject("line_credentials")
            .put("token", secret + "-token")
            .put("secret", secret + "-secret")
            .put("is_default", true);
      case "WECHAT" ->
        json.putObject("wechat_credentials")
            .put("app_id", "simulated-wechat-app")
            .put("app_secret", secret + "-app-secret")
            .put("token", secret + "-token")
            .put("aes_key", secret + "-aes-key");
      case "APPLEBC" ->
        json.putObject("applebc_credentials")
            .put("business_chat_account_id", "simulated-business-chat")
            .put("merchant_id", "simulated-merchant")
            .put("apple_pay_certificate_reference", "simulated-reference")
            .put("apple_pay_certificate_password", secret + "-password");
      default -> {
        if (STATIC_TOKEN.contains(channel)) {
          json.putObject("static_token").put("token", secret + "-token");
        } else {
          json.putObject("static_bearer")
              .put("claimed_identity", "simulated-sender")
              .put("token", secret + "-token");
        }
      }
    }
    json.put("callback_secret", secret + "-callback-secret");
    return withState(json, channel, state);
  }

  private static ObjectNode withState(ObjectNode json, String channel, ChannelState state) {
    json.put("channel_known_id", "simulated-" + channel.toLowerCase(Locale.ROOT));
    json.putObject("state")
        .put("status", state.name())
        .put(
            "description",
            state == ChannelState.FAILING ? "The channel refused the credentials." : "");
    return json.put(
        "credential_ordinal_number", json.path("credential_ordinal_number").asInt(0));
  }

  private static void collect(JsonNode node, Set<String> found) {
    if (node.isTextual() && node.textValue().startsWith(CANARY)) {
      found.add(node.textValue());
    }
    node.forEach(child -> collect(child, found));
  }
}
