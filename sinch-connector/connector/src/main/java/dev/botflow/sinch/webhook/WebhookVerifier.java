package dev.botflow.sinch.webhook;

import dev.botflow.sinch.config.BearerCheck;
import dev.botflow.sinch.config.Secret;
import dev.botflow.sinch.http.KeyedMac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks that Sinch signed a webhook call. The signature is the padded Base64 of HMAC-SHA256 over {@code
 * body.nonce.timestamp}, keyed with the webhook's secret; the timestamp counts seconds since 1970-01-01 UTC.
 *
 * <p>No other algorithm is accepted whatever the header names, no hex and no unpadded text. Safe for use by many
 * threads.
 *
 * @see <a href="https://developers.sinch.com/docs/conversation/callbacks">Sinch: callbacks</a>
 */
public final class WebhookVerifier {
  static final String SIGNATURE = "x-sinch-webhook-signature";
  static final String TIMESTAMP = "x-sinch-webhook-signature-timestamp";
  static final String NONCE = "x-sinch-webhook-signature-nonce";
  static final String ALGORITHM = "x-sinch-webhook-signature-algorithm";

  private static final String AUTHORIZATION = "authorization";
  private static final String BEARER = "Bearer ";
  private static final String HMAC_SHA256 = "HmacSHA256";

  private final List<KeyedMac> keyed;
  private final @Nullable BearerCheck bearer;
  private final boolean unsigned;
  private final Clock clock;
  private final Duration past;
  private final Duration future;

  private WebhookVerifier(
      List<KeyedMac> keyed,
      @Nullable BearerCheck bearer,
      boolean unsigned,
      Clock clock,
      Duration past,
      Duration future) {
    this.keyed = keyed;
    this.bearer = bearer;
    this.unsigned = unsigned;
    this.clock = clock;
    this.past = past;
    this.future = future;
  }

  /**
   * A verifier that takes a signature made with any of these secrets.
   *
   * @param secrets none at all refuses every call
   * @param past how old a timestamp may be
   * @param future how far ahead of our clock it may be
   */
  public static WebhookVerifier of(
      List<Secret> secrets, Clock clock, Duration past, Duration future) {
    return new WebhookVerifier(
        secrets.stream().map(KeyedMac::new).toList(), null, false, clock, past, future);
  }

  /**
   * As this one, and a call must also bear a token that the check accepts. A verifier without secrets is then content
   * with the token alone: no timestamp is checked, so a call can be replayed for as long as its token is good.
   */
  public WebhookVerifier bearing(BearerCheck check) {
    return new WebhookVerifier(keyed, check, unsigned, clock, past, future);
  }

  /** A verifier that trusts every call. */
  public static WebhookVerifier unsigned() {
    return new WebhookVerifier(
        List.of(), null, true, Clock.systemUTC(), Duration.ZERO, Duration.ZERO);
  }

  /**
   * Checks that Sinch signed this call, and returns its body as trusted.
   *
   * @param request the call as it came; its body is the raw bytes, since decoding and encoding again can change them
   * @throws WebhookRejectedException if a signature header is missing or comes twice, the signature differs, the
   *     timestamp is further from now than the tolerance, or a token is wanted and none of ours is there
   */
  public VerifiedBody verify(WebhookRequest request) {
    if (unsigned) {
      return new VerifiedBody(request.body());
    }
    if (bearer != null) {
      checkBearer(bearer, request);
      if (keyed.isEmpty()) {
        return new VerifiedBody(request.body());
      }
    }
    String algorithm = header(request, ALGORITHM);
    if (!algorithm.equals(HMAC_SHA256)) {
      throw refused(ALGORITHM + ": expected " + HMAC_SHA256 + ", but was another algorithm");
    }
    String timestamp = header(request, TIMESTAMP);
    Instant signedAt = seconds(timestamp);
    byte[] signature = header(request, SIGNATURE).getBytes(StandardCharsets.UTF_8);
    byte[] tail = ("." + header(request, NONCE) + "." + timestamp).getBytes(StandardCharsets.UTF_8);
    boolean right = false;
    for (KeyedMac key : keyed) {
      // The exact text is compared, so that hex or missing padding never equals it.
      byte[] expected = Base64.getEncoder().encode(key.of(request.body(), tail));
      right |= MessageDigest.isEqual(expected, signature);
    }
    if (!right) {
      throw refused(SIGNATURE + ": expected a signature made with our secret, but was another");
    }
    checkAge(signedAt);
    return new VerifiedBody(request.body());
  }

  private static void checkBearer(BearerCheck check, WebhookRequest request) {
    String value = header(request, AUTHORIZATION);
    if (!value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw refused(AUTHORIZATION + ": expected a bearer token, but was something else");
    }
    if (!check.accepts(value.substring(BEARER.length()).strip())) {
      throw refused(AUTHORIZATION + ": expected a token of ours, but was another or an old one");
    }
  }

  private void checkAge(Instant signedAt) {
    Instant now = clock.instant();
    Duration age = Duration.between(signedAt, now);
    if (age.compareTo(past) > 0) {
      throw new WebhookRejectedException(
          TIMESTAMP + ": expected at most " + past.toSeconds() + " s ago, but was "
              + age.toSeconds() + " s",
          true);
    }
    // Not age.negated(), which counts in BigDecimal.
    Duration ahead = Duration.between(now, signedAt);
    if (ahead.compareTo(future) > 0) {
      throw new WebhookRejectedException(
          TIMESTAMP
              + ": expected at most "
              + future.toSeconds()
              + " s ahead, but was "
              + ahead.toSeconds()
              + " s",
          true);
    }
  }

  private static String header(WebhookRequest request, String name) {
    List<String> values = request.values(name);
    if (values.size() != 1) {
      throw refused(name + ": expected one header, but was " + values.size());
    }
    return values.get(0);
  }

  private static Instant seconds(String timestamp) {
    // Eleven digits reach the year 5138; more could only overflow.
    boolean decimal = !timestamp.isEmpty() && timestamp.length() <= 11;
    for (int i = 0; decimal && i < timestamp.length(); i++) {
      decimal = timestamp.charAt(i) >= '0' && timestamp.charAt(i) <= '9';
    }
    if (!decimal) {
      throw refused(TIMESTAMP + ": expected seconds since 1970 in digits, but was something else");
    }
    return Instant.ofEpochSecond(Long.parseLong(timestamp));
  }

  private static WebhookRejectedException refused(String message) {
    return new WebhookRejectedException(message, false);
  }
}
