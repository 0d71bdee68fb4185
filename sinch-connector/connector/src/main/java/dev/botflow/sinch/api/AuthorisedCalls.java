package dev.botflow.sinch.api;

import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.Urls;
import dev.botflow.sinch.error.SinchApiException;
import dev.botflow.sinch.http.AccessTokens;
import dev.botflow.sinch.http.Answer;
import dev.botflow.sinch.http.CallThreads;
import dev.botflow.sinch.http.ClientPool;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/**
 * Calls below the project of one app, with an access token, on threads of their own. What is called and what it means is
 * {@link ConversationApi}'s business. Safe for use by many threads.
 */
final class AuthorisedCalls implements AutoCloseable {
  private static final Duration LAST_CALLS = Duration.ofSeconds(5);

  private final SinchConfig config;
  private final ClientPool pool;
  private final boolean own;
  private final AccessTokens tokens;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean stopped;

  /**
   * @param pool what calls are made with
   * @param own true if it ends with this
   */
  AuthorisedCalls(SinchConfig config, ClientPool pool, boolean own) {
    this.config = config;
    this.pool = pool;
    this.own = own;
    this.tokens = new AccessTokens(pool.http(), config);
    pool.threads().join(config.appId());
  }

  /** How long it is until the token host is asked again after it refused; empty unless it did. */
  Optional<Duration> waitsForToken() {
    return tokens.waiting();
  }

  /**
   * Makes a call, and once more with another token after a 401.
   *
   * @param path below {@code /v1/projects/{project_id}}; begins with {@code /}, its parts are encoded already
   * @param json the body; null for none
   * @param total for the call, its token and its repetition together
   * @throws SinchApiException if there is no token, no answer, or one that is no 2xx
   */
  Answer call(String method, String path, byte @Nullable [] json, Duration total) {
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
      String method, URI uri, AccessTokens.Token token, byte @Nullable [] json, Duration within) {
    return pool.http()
        .exchange(
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
        fields,
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

  /** Makes a call on a thread of its own; fails at once if too many wait. */
  <T> CompletableFuture<T> later(Supplier<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable calling = () -> {
      try {
        result.complete(call.get());
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    };
    try {
      if (stopped) {
        throw new RejectedExecutionException();
      }
      if (CallThreads.isWhole()) {
        calling.run();
      } else {
        pool.threads().execute(config.appId(), calling);
      }
    } catch (RejectedExecutionException e) {
      String why = stopped ? "the connector is closed" : "too many calls wait already";
      result.completeExceptionally(new SinchApiException(
          SinchApiException.Host.API, "not tried: " + why, 0, null, null, false, null));
    }
    return result;
  }

  /** Takes no more calls. */
  void stop() {
    stopped = true;
  }

  /** Takes no more calls, and lets those under way end for up to 5 seconds; breaks them off if nobody shares the client. */
  @Override
  public void close() {
    stop();
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      pool.threads().leave(config.appId(), LAST_CALLS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (own) {
      pool.close();
    }
  }
}
