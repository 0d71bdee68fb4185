package dev.botflow.sinch.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.error.SinchApiException;
import dev.botflow.sinch.json.ApiJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one account: fetched once for all threads, renewed a little before it expires, and on demand after
 * a 401. After a 429 or a fault of the token host nobody asks again until a growing, random while is over; calls in that
 * time fail at once, saying how long it is. The host may ask for more time, but not for more than 5 minutes: without a
 * token the app is silent. No thread sleeps or waits for the network while holding a lock.
 *
 * <p>A time is over once the clock or the machine's own count of seconds says so: a clock that is set back makes no time
 * longer, and a machine that slept does not take the token of yesterday for a good one.
 *
 * <p>Source: the Conversation API documentation.
 */
public final class AccessTokens {
  private static final byte[] GRANT =
      "grant_type=client_credentials".getBytes(StandardCharsets.UTF_8);

  private static final Duration EARLY = Duration.ofSeconds(60);
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);
  private static final Duration LONGEST_HINT = Duration.ofMinutes(5);

  private final HttpCalls http;
  private final LongSupplier nanos;
  private final SinchConfig config;
  private final Object lock = new Object();

  // Guarded by lock.
  private @Nullable Token current;
  private @Nullable CompletableFuture<Token> flight;
  private int failures;
  private @Nullable Moment notBefore;

  /** A moment to come, by the clock and by the machine's count of nanoseconds. */
  private record Moment(Instant clock, long nanos) {
    Moment plus(Duration time) {
      return new Moment(clock.plus(time), nanos + time.toNanos());
    }

    /** How long it is from then to this moment: the shorter of the two ways to say it; zero once it is over. */
    Duration since(Moment then) {
      Duration byClock = Duration.between(then.clock, clock);
      Duration byNanos = Duration.ofNanos(nanos - then.nanos);
      Duration left = byClock.compareTo(byNanos) < 0 ? byClock : byNanos;
      return left.isNegative() ? Duration.ZERO : left;
    }

    boolean isOver(Moment now) {
      return since(now).isZero();
    }
  }

  /** A token and its times. */
  public static final class Token {
    private final String value;
    private final Moment renewAt;
    private final Moment expiresAt;

    private Token(String value, Moment renewAt, Moment expiresAt) {
      this.value = value;
      this.renewAt = renewAt;
      this.expiresAt = expiresAt;
    }

    public String header() {
      return "Bearer " + value;
    }

    @Override
    public String toString() {
      return "Token[expires " + expiresAt.clock + "]";
    }
  }

  public AccessTokens(HttpCalls http, SinchConfig config) {
    this(http, config, System::nanoTime);
  }

  /** @param nanos counts on and on, whatever is done to the clock */
  AccessTokens(HttpCalls http, SinchConfig config, LongSupplier nanos) {
    this.http = http;
    this.config = config;
    this.nanos = nanos;
  }

  /** How long it is until the token host is asked again; empty unless it refused the last time. */
  public Optional<Duration> waiting() {
    synchronized (lock) {
      Duration left = notBefore == null ? Duration.ZERO : notBefore.since(now());
      return left.isZero() ? Optional.empty() : Optional.of(left);
    }
  }

  private Moment now() {
    return new Moment(http.clock().instant(), nanos.getAsLong());
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
      Moment now = now();
      Token held = current;
      usable = held != null && held != refused && !held.expiresAt.isOver(now) ? held : null;
      boolean fetch = flight == null && (usable == null || usable.renewAt.isOver(now));
      boolean waits = notBefore != null && !notBefore.isOver(now);
      if (usable != null && (!fetch || waits)) {
        return usable;
      }
      if (flight == null && waits && notBefore != null) {
        throw waiting(notBefore.since(now));
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
        notBefore = null;
      } else if (failure instanceof SinchApiException refused) {
        notBefore = now().plus(backOff(refused));
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
      throw e.getCause() instanceof SinchApiException refused ? refused : broken(e.getCause());
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
    Moment now = now();
    long seconds = Math.max(1, Math.min(expiresIn, Duration.ofDays(1).toSeconds()));
    Duration life = Duration.ofSeconds(seconds);
    Duration early = EARLY.plusMillis(ThreadLocalRandom.current().nextLong(EARLY.toMillis()));
    Duration half = life.dividedBy(2);
    Duration renewAfter = life.minus(early).compareTo(half) < 0 ? half : life.minus(early);
    return new Token(value, now.plus(renewAfter), now.plus(life));
  }

  /** Full jitter on a doubling span; what the host asks for counts if it asks, up to a cap. Called under the lock. */
  private Duration backOff(SinchApiException refused) {
    if (refused.retryAfter().isPresent()) {
      Duration hint = refused.retryAfter().get();
      return hint.compareTo(LONGEST_HINT) > 0 ? LONGEST_HINT : hint;
    }
    long span =
        Math.min(LONGEST_BACK_OFF.toMillis(), FIRST_BACK_OFF.toMillis() << Math.min(failures, 10));
    failures++;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(span) + 1);
  }

  private static SinchApiException waiting(Duration left) {
    return failed("token: waiting before the token host is asked again", 0, null, left);
  }

  /** A fault of ours on the way to a token: nothing that needs one was sent. */
  private static SinchApiException broken(@Nullable Throwable fault) {
    String what = fault == null ? "no token" : fault.getClass().getName();
    return failed("token: could not be asked for (" + what + ")", 0, null, null);
  }

  private static SinchApiException failed(
      String message, int status, @Nullable String word, @Nullable Duration retryAfter) {
    return new SinchApiException(
        SinchApiException.Host.TOKEN, message, status, word, retryAfter, false, null);
  }
}
