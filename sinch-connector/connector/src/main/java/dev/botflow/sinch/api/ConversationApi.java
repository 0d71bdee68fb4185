package dev.botflow.sinch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Variants;
import dev.botflow.sinch.config.Secret;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.Urls;
import dev.botflow.sinch.config.WebhookCredentials;
import dev.botflow.sinch.error.SinchApiException;
import dev.botflow.sinch.http.Answer;
import dev.botflow.sinch.http.ClientPool;
import dev.botflow.sinch.json.ApiJson;
import dev.botflow.sinch.json.Checks;
import dev.botflow.sinch.send.AppEvent;
import dev.botflow.sinch.send.MessageWriter;
import dev.botflow.sinch.send.Recipient;
import dev.botflow.sinch.send.SendRequest;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.webhook.ContactReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sinch's Conversation API for one app, with an access token. A call is made once; only a 401 has the token renewed and
 * the call repeated, once. Futures fail with a {@link SinchApiException}, but those of {@link #send} never fail.
 *
 * <p>Each call takes one of {@link SinchConfig#maxConnections} threads; a thousand more may wait. Safe for use by many
 * threads.
 */
public final class ConversationApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConversationApi.class);

  /** Where typing is seen to exist (the Conversation API documentation); which other channels show it is UNCONFIRMED. */
  private static final List<Channel> TYPING = List.of(Channel.RCS, Channel.MESSENGER);

  private final SinchConfig config;
  private final AuthorisedCalls calls;
  private final MessageWriter writer;

  private ConversationApi(
      SinchConfig config, ChannelCatalog catalog, ClientPool pool, boolean own) {
    this.config = config;
    this.calls = new AuthorisedCalls(config, pool, own);
    this.writer = new MessageWriter(catalog, config.channelProperties());
  }

  /** A client that has not called anything yet. */
  public static ConversationApi open(SinchConfig config) {
    ClientPool pool = new ClientPool(config.timeouts(), config.maxConnections(), config.clock());
    return new ConversationApi(config, SinchChannelLimits.all(), pool, true);
  }

  /** The same over a client that several share; it stays open when this is closed. */
  public static ConversationApi open(SinchConfig config, ClientPool shared) {
    return new ConversationApi(config, SinchChannelLimits.all(), shared, false);
  }

  /**
   * One attempt to send a message. Sent: Sinch queued it. Retry: it certainly was not taken; so ends 429, 503, a failure to
   * connect, and any failure to get a token or have it accepted, since then the credentials are at fault and not the
   * message. Rejected: any other 4xx, a redirect, or 501. Unknown: any other 5xx, or a connection that broke after the
   * message was written. Typing is shown before it where the message asks for that and the channel can; that failing
   * changes nothing.
   */
  public CompletableFuture<SendOutcome> send(Outgoing outgoing) {
    return outcome(() -> {
      if (outgoing.typing() && TYPING.contains(outgoing.to().channel())) {
        showTyping(outgoing.to());
      }
      return attempt(writer.write(outgoing));
    });
  }

  /**
   * One attempt to send any message of the app to anybody; the outcomes are those of {@link #send(Outgoing)}. Give it
   * {@linkplain SendRequest.Builder#metadata metadata} of its own: Sinch knows no idempotency key, so only a report that
   * brings it back says what became of an {@link SendOutcome.Unknown}.
   */
  public CompletableFuture<SendOutcome> send(SendRequest request) {
    return outcome(() -> attempt(writer.write(config.appId(), request)));
  }

  /** A courtesy: if it fails, the message goes out without. */
  private void showTyping(Address to) {
    try {
      calls.call(
          "POST",
          "/events:send",
          typingBody(to, true),
          config.timeouts().total().dividedBy(4));
    } catch (SinchApiException e) {
      LOG.debug("app {}: typing was not shown: {}", config.appId(), e.getMessage());
    }
  }

  private byte[] typingBody(Address to, boolean started) {
    AppEvent event = started ? AppEvent.typing() : AppEvent.typingEnded();
    return writer.writeEvent(to.appId(), Recipient.of(to), to.channel(), event);
  }

  private CompletableFuture<SendOutcome> outcome(Supplier<SendOutcome> attempt) {
    return calls
        .later(attempt)
        .exceptionally(thrown ->
            SendOutcomes.of(thrown instanceof Exception e ? e : new IllegalStateException(thrown)));
  }

  private SendOutcome attempt(byte[] body) {
    Answer answer = posted("/messages:send", body);
    String messageId = ApiJson.text(ApiJson.read(answer.body()).path("message_id"));
    return messageId == null
        ? new SendOutcome.Unknown(
            "messages:send: answered " + answer.status() + " without a message id")
        : new SendOutcome.Sent(messageId);
  }

  /** Shows the contact that an answer is being written, or no longer is. */
  public CompletableFuture<Void> typing(Address to, boolean started) {
    return calls.later(() -> {
      posted("/events:send", typingBody(to, started));
      return null;
    });
  }

  /**
   * Sends an event of the app; one attempt.
   *
   * @param channel the one channel to use; null to leave it to Sinch
   * @return the event's id
   */
  public CompletableFuture<String> sendEvent(
      Recipient to, @Nullable Channel channel, AppEvent event) {
    return calls.later(() -> {
      byte[] body = writer.writeEvent(config.appId(), to, channel, event);
      Answer answer = posted("/events:send", body);
      return ApiJson.read(answer.body()).path("event_id").asText("");
    });
  }

  /**
   * Shows what Sinch would make of a message on each channel; sends nothing.
   *
   * @param message with its wording per channel, such as {@code Variants.of(new TextMessage("Hello"))}
   * @param channels channels set up on the app, at least one
   * @return each channel's own JSON, in the order Sinch reports
   */
  public CompletableFuture<Map<Channel, String>> transcode(
      Variants message, List<Channel> channels) {
    Checks.count("channels", channels.size(), 1, Integer.MAX_VALUE);
    return calls.later(() -> {
      byte[] body = writer.writeTranscode(config.appId(), message, channels);
      JsonNode answer = ApiJson.read(posted("/messages:transcode", body).body());
      Map<Channel, String> shown = new LinkedHashMap<>();
      answer
          .path("transcoded_message")
          .properties()
          .forEach(one -> shown.put(Channel.of(one.getKey()), one.getValue().asText()));
      return Collections.unmodifiableMap(shown);
    });
  }

  /**
   * Finds a message by the id Sinch gave it. A message of an app in DISPATCH mode is kept apart, for as long as the app
   * keeps such; it is looked for there when it is not among those of conversations.
   *
   * @return empty if there is none
   */
  public CompletableFuture<Optional<StoredMessage>> message(String messageId) {
    return calls.later(() -> {
      Optional<StoredMessage> found = stored(messageId, "CONVERSATION_SOURCE");
      return found.isPresent() ? found : stored(messageId, "DISPATCH_SOURCE");
    });
  }

  private Optional<StoredMessage> stored(String messageId, String source) {
    String path = "/messages/" + Urls.segment(messageId) + "?messages_source=" + source;
    try {
      return Optional.of(StoredMessage.of(ApiJson.read(fetched(path).body())));
    } catch (SinchApiException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The channels of the app, in its order of priority, one entry a channel; the credentials that come with them are dropped. */
  public CompletableFuture<List<AppChannel>> channels() {
    return app().thenApply(SinchApp::channels);
  }

  /** The app, with its channels. */
  public CompletableFuture<SinchApp> app() {
    return calls.later(() -> {
      JsonNode app = ApiJson.read(fetched(appPath()).body());
      return new SinchApp(
          app.path("id").asText(config.appId()),
          ApiJson.text(app.path("display_name")),
          ApiJson.text(app.path("processing_mode")),
          Math.max(0, app.path("rate_limits").path("outbound").asInt()),
          channels(app));
    });
  }

  private static List<AppChannel> channels(JsonNode app) {
    Map<Channel, AppChannel> channels = new LinkedHashMap<>();
    for (JsonNode credential : app.path("channel_credentials")) {
      Channel channel = ContactReader.channel(ApiJson.text(credential.path("channel")));
      String state = ApiJson.text(credential.path("state").path("status"));
      if (channel != null) {
        String description = ApiJson.text(credential.path("state").path("description"));
        AppChannel one = new AppChannel(channel, state == null ? "UNKNOWN" : state, description);
        // LINE may have several accounts; one that works is enough.
        channels.merge(
            channel,
            one,
            (first, next) -> first.isActive() ? first : next.isActive() ? next : first);
      }
    }
    return List.copyOf(channels.values());
  }

  /** The app's webhooks. */
  public CompletableFuture<List<AppWebhook>> webhooks() {
    return calls.later(() -> {
      List<AppWebhook> webhooks = new ArrayList<>();
      String body = fetched(appPath() + "/webhooks").body();
      ApiJson.read(body).path("webhooks").forEach(node -> webhooks.add(WebhookJson.read(node)));
      return webhooks;
    });
  }

  /** Registers a webhook whose calls are signed with the secret, if one is given. */
  public CompletableFuture<AppWebhook> createWebhook(
      String target, List<String> triggers, @Nullable Secret secret) {
    return createWebhook(target, triggers, secret, null);
  }

  /** Registers a webhook whose calls are signed with the secret and bear a token, as far as given. */
  public CompletableFuture<AppWebhook> createWebhook(
      String target,
      List<String> triggers,
      @Nullable Secret secret,
      @Nullable WebhookCredentials credentials) {
    ObjectNode body = ApiJson.object();
    body.put("app_id", config.appId());
    body.put("target", target);
    body.put("target_type", "HTTP");
    WebhookJson.write(body, triggers, secret, credentials);
    return calls.later(
        () -> WebhookJson.read(ApiJson.read(posted("/webhooks", utf8(body)).body())));
  }

  /**
   * Gives a webhook these triggers, and the secret if one is given.
   *
   * @param id the webhook's id
   */
  public CompletableFuture<AppWebhook> changeWebhook(
      String id, List<String> triggers, @Nullable Secret secret) {
    return changeWebhook(id, triggers, secret, null);
  }

  /**
   * Gives a webhook these triggers, and the secret and the credentials as far as given.
   *
   * @param id the webhook's id
   */
  public CompletableFuture<AppWebhook> changeWebhook(
      String id,
      List<String> triggers,
      @Nullable Secret secret,
      @Nullable WebhookCredentials credentials) {
    ObjectNode body = ApiJson.object();
    String path = "/webhooks/" + Urls.segment(id) + "?update_mask="
        + WebhookJson.write(body, triggers, secret, credentials);
    return calls.later(() -> WebhookJson.read(ApiJson.read(
        calls.call("PATCH", path, utf8(body), config.timeouts().total()).body())));
  }

  /**
   * Any other call below {@code /v1/projects/{project_id}}.
   *
   * @param path begins with {@code /}, such as {@code /contacts?page_size=20}; its parts are encoded already
   * @param json the body; null for none
   * @return the answer's body
   */
  public CompletableFuture<String> call(String method, String path, @Nullable String json) {
    byte[] body = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    return calls.later(
        () -> calls.call(method, path, body, config.timeouts().total()).body());
  }

  /** How long it is until the token host is asked again after it refused; empty unless it did. */
  public Optional<Duration> waitsForToken() {
    return calls.waitsForToken();
  }

  private String appPath() {
    return "/apps/" + Urls.segment(config.appId());
  }

  private static byte[] utf8(ObjectNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Answer posted(String path, byte[] json) {
    return calls.call("POST", path, json, config.timeouts().total());
  }

  private Answer fetched(String path) {
    return calls.call("GET", path, null, config.timeouts().total());
  }

  /** Takes no more calls; {@link #close} waits for those under way. */
  public void stop() {
    calls.stop();
  }

  /** Takes no more calls, lets those under way end for up to 5 seconds, then breaks them off. */
  @Override
  public void close() {
    calls.close();
  }
}
