package dev.botflow.sinch.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.error.SinchApiException;
import dev.botflow.sinch.json.ApiJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one account: fetched once for all threads, renewed a little before it expires, and on demand after
 * a 401. After a 429 or a fault of the token host nobody asks again until a growing, random while is over; calls in that
 * time fail at once, saying how long it is. No thread sleeps or waits for the network while holding a lock.
 *
 * <p>Source: the Conversation API documentation.
 */
public final class AccessTokens {
  private static final byte[] GRANT =
      "grant_type=client_credentials".getBytes(StandardCharsets.UTF_8);

  private static final Duration EARLY = Duration.ofSeconds(60);
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

  private final HttpCalls http;
  private final SinchConfig config;
  private final Object lock = new Object();

  // Guarded by lock.
  private @Nullable Token current;
  private @Nullable CompletableFuture<Token> flight;
  private int failures;
  private Instant notBefore = Instant.EPOCH;

  /** A token and its times. */
  public record Token(String value, Instant renewAt, Instant expiresAt) {
    public String header() {
      return "Bearer " + value;
    }

    @Override
    public String toString() {
      return "Token[expires " + expiresAt + "]";
    }
  }

  public AccessTokens(HttpCalls http, SinchConfig config) {
    this.http = http;
    this.config = config;
  }

  /** A token that is good now. */
  public Token get(Duration within) {
    return get(null, within);
  }

  /** Another token than this one, which was refused. */
  public Token renewed(Token refused, Duration within) {
    return get(refused, within);
  }

  private Token get(@Nullable Token refused, Duration within) {
    CompletableFuture<Token> shared;
    boolean leads = false;
    Token usable;
    synchronized (lock) {
      Instant now = http.clock().instant();
      Token held = current;
      usable = held != null && held != refused && now.isBefore(held.expiresAt) ? held : null;
      boolean fetch = flight == null && (usable == null || !now.isBefore(usable.renewAt));
      if (usable != null && (!fetch || now.isBefore(notBefore))) {
        return usable;
      }
      if (flight == null && now.isBefore(notBefore)) {
        throw waiting(Duration.between(now, notBefore));
      }
      if (flight == null) {
        flight = new CompletableFuture<>();
        leads = true;
      }
      shared = flight;
    }
    if (leads) {
      lead(shared, within);
    }
    return await(shared, usable, within);
  }

  /** Fetches for everybody who waits for this flight. */
  private void lead(CompletableFuture<Token> shared, Duration within) {
    Token fetched = null;
    Throwable failure = null;
    try {
      fetched = fetch(within);
    } catch (RuntimeException | Error e) {
      // Also an Error, such as a lack of memory: a flight that never ends would be waited for by
      // every call to come.
      failure = e;
    }
    synchronized (lock) {
      flight = null;
      if (fetched != null) {
        current = fetched;
        failures = 0;
        notBefore = Instant.EPOCH;
      } else if (failure instanceof SinchApiException refused) {
        notBefore = http.clock().instant().plus(backOff(refused));
      }
    }
    if (fetched != null) {
      shared.complete(fetched);
    } else {
      shared.completeExceptionally(
          failure == null ? new IllegalStateException("no token") : failure);
    }
  }

  private static Token await(
      CompletableFuture<Token> shared, @Nullable Token usable, Duration within) {
    try {
      return shared.get(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (usable != null) {
        // Renewing early failed; the old token is still good.
        return usable;
      }
      throw e.getCause() instanceof RuntimeException runtime
          ? runtime
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw failed("token: no answer in time", 0, null, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("token: interrupted while waiting", 0, null, null);
    }
  }

  private Token fetch(Duration within) {
    SinchConfig.Account account = config.account();
    String basic = Base64.getEncoder()
        .encodeToString((account.clientId() + ":" + account.clientSecret().reveal())
            .getBytes(StandardCharsets.UTF_8));
    Answer answer = http.exchange(
        SinchApiException.Host.TOKEN,
        "POST",
        config.hosts().token(),
        "Basic " + basic,
        GRANT,
        ContentType.APPLICATION_FORM_URLENCODED,
        within);
    if (!answer.isOk()) {
      throw failed(
          "token: the token host answered " + answer.status(),
          answer.status(),
          answer.statusWord(),
          answer.retryAfter(http.clock()));
    }
    JsonNode tree = ApiJson.read(answer.body());
    String value = ApiJson.text(tree.path("access_token"));
    if (value == null || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw failed(
          "token: the token host answered " + answer.status() + " without a token",
          answer.status(),
          null,
          null);
    }
    return token(value, tree.path("expires_in").asLong(0));
  }

  /** Renewed a minute or two early, at a random moment, so that many instances do not come at once. */
  private Token token(String value, long expiresIn) {
    Instant now = http.clock().instant();
    long seconds = Math.max(1, Math.min(expiresIn, Duration.ofDays(1).toSeconds()));
    Duration life = Duration.ofSeconds(seconds);
    Duration early = EARLY.plusMillis(ThreadLocalRandom.current().nextLong(EARLY.toMillis()));
    Duration half = life.dividedBy(2);
    Duration renewAfter = life.minus(early).compareTo(half) < 0 ? half : life.minus(early);
    return new Token(value, now.plus(renewAfter), now.plus(life));
  }

  /** Full jitter on a doubling span; what the host asks for counts if it asks. Called under the lock. */
  private Duration backOff(SinchApiException refused) {
    if (refused.retryAfter().isPresent()) {
      return refused.retryAfter().get();
    }
    long span =
        Math.min(LONGEST_BACK_OFF.toMillis(), FIRST_BACK_OFF.toMillis() << Math.min(failures, 10));
    failures++;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(span) + 1);
  }

  private static SinchApiException waiting(Duration left) {
    return failed("token: waiting before the token host is asked again", 0, null, left);
  }

  private static SinchApiException failed(
      String message, int status, @Nullable String word, @Nullable Duration retryAfter) {
    return new SinchApiException(
        SinchApiException.Host.TOKEN, message, status, word, retryAfter, false, null);
  }
}
