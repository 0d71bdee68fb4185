package dev.botflow.sinch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/**
 * Sinch's Conversation API for one app, with an access token. A call is made once; only a 401 has the token renewed and
 * the call repeated, once. Futures fail with a {@link SinchApiException}, but those of {@link #send} never fail.
 *
 * <p>Each call takes one of {@link SinchConfig#maxConnections} threads; a thousand more may wait. Safe for use by many
 * threads.
 */
public final class ConversationApi implements AutoCloseable {
  private static final int MAX_WAITING_CALLS = 1000;

  private final SinchConfig config;
  private final HttpCalls http;
  private final AccessTokens tokens;
  private final MessageWriter writer;
  private final ThreadPoolExecutor threads;

  private ConversationApi(SinchConfig config, ChannelCatalog catalog) {
    this.config = config;
    this.http = new HttpCalls(config.timeouts(), config.maxConnections(), config.clock());
    this.tokens = new AccessTokens(http, config);
    this.writer = new MessageWriter(catalog, config.channelProperties());
    this.threads = threads(config.maxConnections());
  }

  /** A client that has not called anything yet. */
  public static ConversationApi open(SinchConfig config) {
    return new ConversationApi(config, SinchChannelLimits.all());
  }

  /**
   * One attempt to send a message. Sent: Sinch queued it. Retry: it surely was not taken; so ends 429, 503, a failure to
   * connect, and any failure to get a token or have it accepted, since then the credentials are at fault and not the
   * message. Rejected: any other 4xx, a redirect, or 501. Unknown: any other 5xx, or a connection that broke after the
   * message was written.
   */
  public CompletableFuture<SendOutcome> send(Outgoing outgoing) {
    return submit(() -> attempt(outgoing))
        .exceptionally(thrown ->
            SendOutcomes.of(thrown instanceof Exception e ? e : new IllegalStateException(thrown)));
  }

  private SendOutcome attempt(Outgoing outgoing) {
    Answer answer = authorised("POST", "/messages:send", writer.write(outgoing));
    String messageId = ApiJson.text(ApiJson.read(answer.body()).path("message_id"));
    return messageId == null
        ? new SendOutcome.Unknown(
            "messages:send: answered " + answer.status() + " without a message id")
        : new SendOutcome.Sent(messageId);
  }

  /** Shows the contact that an answer is being written, or no longer is. */
  public CompletableFuture<Void> typing(Address to, boolean started) {
    return submit(() -> {
      authorised("POST", "/events:send", writer.writeTyping(to, started));
      return null;
    });
  }

  /** The channels of the app, in its order of priority, one entry a channel; the credentials told with them are dropped. */
  public CompletableFuture<List<AppChannel>> channels() {
    return submit(this::readChannels);
  }

  private List<AppChannel> readChannels() {
    JsonNode app = ApiJson.read(authorised("GET", appPath(), null).body());
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
    return submit(() -> {
      List<AppWebhook> webhooks = new ArrayList<>();
      String body = authorised("GET", appPath() + "/webhooks", null).body();
      ApiJson.read(body).path("webhooks").forEach(node -> webhooks.add(webhook(node)));
      return webhooks;
    });
  }

  /** Registers a webhook. */
  public CompletableFuture<AppWebhook> createWebhook(
      String target, List<String> triggers, @Nullable Secret secret) {
    ObjectNode body = ApiJson.object();
    body.put("app_id", config.appId());
    body.put("target", target);
    body.put("target_type", "HTTP");
    triggers(body, triggers);
    if (secret != null) {
      body.put("secret", secret.reveal());
    }
    return submit(() ->
        webhook(ApiJson.read(authorised("POST", "/webhooks", body.toString()).body())));
  }

  /**
   * Gives a webhook these triggers, and the secret if one is given.
   *
   * @param id the webhook's id
   */
  public CompletableFuture<AppWebhook> changeWebhook(
      String id, List<String> triggers, @Nullable Secret secret) {
    ObjectNode body = ApiJson.object();
    triggers(body, triggers);
    if (secret != null) {
      body.put("secret", secret.reveal());
    }
    String path = "/webhooks/" + Urls.segment(id) + "?update_mask="
        + (secret == null ? "triggers" : "triggers,secret");
    return submit(
        () -> webhook(ApiJson.read(authorised("PATCH", path, body.toString()).body())));
  }

  /**
   * Any other call below {@code /v1/projects/{project_id}}.
   *
   * @param path begins with {@code /}, such as {@code /contacts?page_size=20}; its parts are encoded already
   * @param json the body; null for none
   * @return the answer's body
   */
  public CompletableFuture<String> call(String method, String path, @Nullable String json) {
    return submit(() -> authorised(method, path, json).body());
  }

  private String appPath() {
    return "/apps/" + Urls.segment(config.appId());
  }

  private Answer authorised(String method, String path, @Nullable String json) {
    Duration total = config.timeouts().total();
    long start = System.nanoTime();
    URI uri = URI.create(
        config.hosts().conversation() + "/v1/projects/" + Urls.segment(config.projectId()) + path);
    AccessTokens.Token token = tokens.get(total);
    Answer answer = exchange(method, uri, token, json, left(total, start));
    if (answer.status() == 401) {
      token = tokens.renewed(token, left(total, start));
      answer = exchange(method, uri, token, json, left(total, start));
    }
    if (!answer.isOk()) {
      throw refused(method + " " + operation(path), answer);
    }
    return answer;
  }

  private Answer exchange(
      String method, URI uri, AccessTokens.Token token, @Nullable String json, Duration within) {
    return http.exchange(
        SinchApiException.Host.API,
        method,
        uri,
        token.header(),
        json,
        ContentType.APPLICATION_JSON,
        within);
  }

  private SinchApiException refused(String call, Answer answer) {
    String word = answer.statusWord();
    List<String> fields = answer.fields();
    return new SinchApiException(
        SinchApiException.Host.API,
        call
            + ": Sinch answered "
            + answer.status()
            + (word == null ? "" : " " + word)
            + (fields.isEmpty() ? "" : " on " + String.join(", ", fields)),
        answer.status(),
        word,
        answer.retryAfter(config.clock()),
        answer.status() >= 500,
        null);
  }

  /** The first part of a path: ids and queries stay out of messages. */
  private static String operation(String path) {
    int end = 1;
    while (end < path.length() && path.charAt(end) != '/' && path.charAt(end) != '?') {
      end++;
    }
    return path.substring(0, Math.min(end, path.length()));
  }

  private static Duration left(Duration total, long startNanos) {
    Duration left = total.minusNanos(System.nanoTime() - startNanos);
    return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
  }

  private static void triggers(ObjectNode body, List<String> triggers) {
    ArrayNode array = body.putArray("triggers");
    triggers.forEach(array::add);
  }

  private static AppWebhook webhook(JsonNode node) {
    List<String> triggers = new ArrayList<>();
    node.path("triggers").forEach(trigger -> triggers.add(trigger.asText()));
    String secret = ApiJson.text(node.path("secret"));
    return new AppWebhook(
        node.path("id").asText(""),
        node.path("target").asText(""),
        triggers,
        secret == null || secret.isBlank() ? null : Secret.of(secret));
  }

  private <T> CompletableFuture<T> submit(Supplier<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      threads.execute(() -> {
        try {
          result.complete(call.get());
        } catch (RuntimeException | Error e) {
          result.completeExceptionally(e);
        }
      });
    } catch (RejectedExecutionException e) {
      String why = threads.isShutdown() ? "the connector is closed" : "too many calls wait already";
      result.completeExceptionally(new SinchApiException(
          SinchApiException.Host.API, "not tried: " + why, 0, null, null, false, null));
    }
    return result;
  }

  private static ThreadPoolExecutor threads(int count) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor executor = new ThreadPoolExecutor(
        count, count, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING_CALLS), task -> {
          Thread thread = new Thread(task, "sinch-api-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /** Takes no more calls, lets those under way end for up to 5 seconds, then breaks them off. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
