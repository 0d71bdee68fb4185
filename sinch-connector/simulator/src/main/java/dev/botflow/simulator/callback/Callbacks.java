package dev.botflow.simulator.callback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.json.Ids;
import dev.botflow.simulator.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Posts callbacks to webhooks, signed, and again with exponential back-off where Sinch would: no answer, 5xx, 429. Every
 * attempt has a nonce, timestamp and signature of its own. Callbacks do not wait for each other.
 */
public final class Callbacks implements AutoCloseable {
  private final Clock clock;
  private final Duration baseDelay;
  private final int maxAttempts;
  private final Duration timeout;
  private final Ids ids;
  private final HttpClient client;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "simulator-callbacks");
        thread.setDaemon(true);
        return thread;
      });
  private final List<CallbackAttempt> attempts = new ArrayList<>();
  private final Set<Delivery> underWay = ConcurrentHashMap.newKeySet();
  private final CallbackFaults faults = new CallbackFaults();
  private final WebhookTokenFetch tokens;

  public Callbacks(
      Clock clock,
      Duration baseDelay,
      int maxAttempts,
      Duration timeout,
      Ids ids,
      ExecutorService executor) {
    this.clock = clock;
    this.baseDelay = baseDelay;
    this.maxAttempts = maxAttempts;
    this.timeout = timeout;
    this.ids = ids;
    this.client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(timeout)
        .executor(executor)
        .build();
    this.tokens = new WebhookTokenFetch(client, timeout, clock);
  }

  /** What happens to callbacks on their way. */
  public CallbackFaults faults() {
    return faults;
  }

  /** Posts the body to each webhook that wants it. The outcome is there when every one is settled. */
  CompletableFuture<CallbackOutcome> post(String body, List<Webhook> webhooks) {
    JsonNode json = Json.tryObject(body).orElseGet(Json::object);
    String trigger = Trigger.of(json);
    List<CompletableFuture<List<CallbackAttempt>>> posted = webhooks.stream()
        .filter(webhook -> webhook.wants(trigger))
        .map(webhook ->
            deliver(trigger, webhook.target(), webhook.secret(), webhook.credentials(), body))
        .toList();
    return CompletableFuture.allOf(posted.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> Envelopes.outcome(
            json, posted.stream().flatMap(one -> one.join().stream()).toList()));
  }

  /** Posts the body to one address, such as a {@code callback_url}. */
  CompletableFuture<List<CallbackAttempt>> deliver(
      String trigger, String target, String secret, String body) {
    return deliver(trigger, target, secret, Json.object(), body);
  }

  private CompletableFuture<List<CallbackAttempt>> deliver(
      String trigger, String target, String secret, JsonNode credentials, String body) {
    Delivery delivery = delivery(trigger, target, secret, credentials, body);
    CallbackFaults.Disturbance disturbance = faults.next();
    if (disturbance == null) {
      delivery.attempt();
    } else if (disturbance.delay() != null) {
      delivery.later(disturbance.delay());
    } else if (disturbance.group() != null) {
      release(disturbance.group().hold(delivery::attempt));
    } else {
      delivery.attempt();
      for (int i = 0; i < disturbance.copies(); i++) {
        delivery(trigger, target, secret, credentials, body).attempt();
      }
    }
    return delivery.settled;
  }

  private Delivery delivery(
      String trigger, String target, String secret, JsonNode credentials, String body) {
    Delivery delivery = new Delivery(trigger, target, secret, credentials, body);
    underWay.add(delivery);
    return delivery;
  }

  /** Each once the one before was answered: a receiver is to see them in this order. */
  private static void release(List<Supplier<CompletableFuture<Void>>> held) {
    CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
    for (Supplier<CompletableFuture<Void>> one : held) {
      before = before.thenCompose(done -> one.get());
    }
  }

  /** Posts exactly the bytes and headers of an earlier attempt once more, as a replaying attacker would. */
  public CompletableFuture<CallbackAttempt> replay(CallbackAttempt earlier) {
    return send(
        earlier.trigger(), earlier.target(), earlier.headers(), earlier.body(), earlier.number());
  }

  public List<CallbackAttempt> attempts() {
    synchronized (attempts) {
      return List.copyOf(attempts);
    }
  }

  public void clear() {
    synchronized (attempts) {
      attempts.clear();
    }
  }

  public int underWay() {
    return underWay.size();
  }

  /** Ends the retries; what is not settled is settled with the attempts made so far. */
  @Override
  public void close() {
    timer.shutdownNow();
    underWay.forEach(Delivery::settle);
  }

  private CompletableFuture<CallbackAttempt> send(
      String trigger, String target, Map<String, String> headers, String body, int number) {
    CallbackAttempt open =
        new CallbackAttempt(trigger, target, number, 0, null, headers, body, clock.instant());
    Optional<URI> uri = Webhooks.parse(target).filter(Webhooks::onLoopback);
    if (uri.isEmpty()) {
      return CompletableFuture.completedFuture(
          keep(open, 0, "the simulator posts to loopback addresses only"));
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(uri.get())
        .timeout(timeout)
        .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    headers.forEach(request::header);
    return client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
        .handle((answer, failure) ->
            failure == null ? keep(open, answer.statusCode(), null) : keep(open, 0, why(failure)));
  }

  private CallbackAttempt keep(CallbackAttempt open, int status, @Nullable String failure) {
    CallbackAttempt done = open.ended(status, failure);
    synchronized (attempts) {
      attempts.add(done);
    }
    return done;
  }

  private static String why(Throwable failure) {
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
    return cause instanceof IOException && cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  /** One callback on its way to one address. */
  private final class Delivery {
    private final String trigger;
    private final String target;
    private final String secret;
    private final JsonNode credentials;
    private final String body;
    private final List<CallbackAttempt> made = new ArrayList<>();
    private final CompletableFuture<List<CallbackAttempt>> settled = new CompletableFuture<>();

    Delivery(String trigger, String target, String secret, JsonNode credentials, String body) {
      this.trigger = trigger;
      this.target = target;
      this.secret = secret;
      this.credentials = credentials;
      this.body = body;
    }

    /** Completes when it was answered, or was not. */
    CompletableFuture<Void> attempt() {
      int number;
      synchronized (made) {
        number = made.size() + 1;
      }
      return tokens
          .token(credentials)
          .thenCompose(token -> send(trigger, target, headers(token), body, number))
          .exceptionally(failure -> keep(
              new CallbackAttempt(
                  trigger, target, number, 0, null, headers(""), body, clock.instant()),
              0,
              why(failure)))
          .thenAccept(this::next);
    }

    void later(Duration wait) {
      timer.schedule(this::attempt, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void next(CallbackAttempt attempt) {
      synchronized (made) {
        made.add(attempt);
      }
      if (!attempt.retried() || attempt.number() >= maxAttempts) {
        settle();
        return;
      }
      try {
        timer.schedule(
            this::attempt,
            baseDelay.toNanos() << Math.min(attempt.number() - 1, 16),
            TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        // The simulator has closed in between.
        settle();
      }
    }

    void settle() {
      // Before anybody hears of it: who waited for the outcome may ask at once what is still under
      // way.
      underWay.remove(this);
      synchronized (made) {
        settled.complete(List.copyOf(made));
      }
    }

    /** @param token what it bears; {@code ""} for none */
    private Map<String, String> headers(String token) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("content-type", "application/json");
      if (!token.isEmpty()) {
        headers.put("authorization", "Bearer " + token);
      }
      if (!secret.isEmpty()) {
        headers.putAll(CallbackSignature.headers(
            secret,
            body.getBytes(StandardCharsets.UTF_8),
            ids.next(),
            clock.instant().getEpochSecond()));
      }
      return headers;
    }
  }
}
