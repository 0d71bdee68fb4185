package dev.botflow.sinch.webhook;

import dev.botflow.sinch.config.BearerCheck;
import dev.botflow.sinch.config.Secret;
import dev.botflow.sinch.config.WebhookCredentials;
import dev.botflow.sinch.http.KeyedMac;
import dev.botflow.sinch.json.ApiJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives Sinch the tokens its webhook calls bear, and knows them again. A token holds its end and a MAC keyed with the
 * client secret, so nothing is stored: any instance of the host with the same secret knows it, also after a restart. Safe
 * for use by many threads.
 *
 * <p>A host answers Sinch's request for a token, at the {@linkplain WebhookCredentials#endpoint endpoint} it registered,
 * with what {@link #issue} says.
 */
public final class WebhookTokens implements BearerCheck {
  private static final int MAX_REQUEST_BYTES = 8 * 1024;
  private static final int CLAIMS_BYTES = 24;

  private final byte[] clientId;
  private final byte[] clientSecret;
  private final Duration life;
  private final Clock clock;
  private final KeyedMac mac;
  private final SecureRandom random = new SecureRandom();

  private WebhookTokens(WebhookCredentials credentials, Duration life, Clock clock) {
    this.clientId = credentials.clientId().getBytes(StandardCharsets.UTF_8);
    this.clientSecret = credentials.clientSecret().bytes();
    this.life = life;
    this.clock = clock;
    // A key of its own: what the secret signs elsewhere is no token here.
    byte[] purpose = "botflow webhook bearer".getBytes(StandardCharsets.UTF_8);
    byte[] key = new KeyedMac(credentials.clientSecret()).of(purpose, new byte[0]);
    this.mac = new KeyedMac(Secret.of(Base64.getEncoder().encodeToString(key)));
  }

  /**
   * Tokens for these credentials.
   *
   * @param life how long each is good: 30 seconds to 1 hour, as Sinch wants it
   */
  public static WebhookTokens of(WebhookCredentials credentials, Duration life, Clock clock) {
    if (life.compareTo(Duration.ofSeconds(30)) < 0 || life.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "sinch.webhook.tokenLife: expected 30 s to 3600 s, but was " + life.toSeconds() + " s");
    }
    return new WebhookTokens(credentials, life, clock);
  }

  /**
   * Answers a request for a token: 200 with the token, 401 for other credentials, 400, 405 or 413 for what is no such
   * request. Id and secret may stand in the header or in the body.
   *
   * @param headers names in any letter case
   * @param body the raw bytes; more than 8 KiB are refused
   */
  public WebhookResponse issue(String method, Map<String, List<String>> headers, byte[] body) {
    if (!method.equalsIgnoreCase("POST")) {
      return WebhookResponse.of(405, "tokens are asked for by POST");
    }
    if (body.length > MAX_REQUEST_BYTES) {
      return WebhookResponse.of(413, "at most 8 KiB");
    }
    TokenForm form = TokenForm.of(new WebhookRequest(method, headers, body));
    // Both are compared before either decides.
    boolean sameId = MessageDigest.isEqual(clientId, form.clientId());
    boolean sameSecret = MessageDigest.isEqual(clientSecret, form.clientSecret());
    if (!sameId || !sameSecret) {
      return json(401, ApiJson.object().put("error", "invalid_client").toString());
    }
    if (!form.grant().isEmpty() && !form.grant().equals("client_credentials")) {
      return json(400, ApiJson.object().put("error", "unsupported_grant_type").toString());
    }
    return json(
        200,
        ApiJson.object()
            .put("access_token", token())
            .put("token_type", "bearer")
            .put("expires_in", life.toSeconds())
            .toString());
  }

  private String token() {
    byte[] nonce = new byte[CLAIMS_BYTES - Long.BYTES];
    random.nextBytes(nonce);
    byte[] claims = ByteBuffer.allocate(CLAIMS_BYTES)
        .putLong(clock.instant().plus(life).getEpochSecond())
        .put(nonce)
        .array();
    Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
    return text.encodeToString(claims) + "." + text.encodeToString(mac.of(claims, new byte[0]));
  }

  @Override
  public boolean accepts(String token) {
    int dot = token.indexOf('.');
    if (dot != CLAIMS_BYTES / 3 * 4) {
      return false;
    }
    byte[] claims;
    byte[] signature;
    try {
      claims = Base64.getUrlDecoder().decode(token.substring(0, dot));
      signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    return MessageDigest.isEqual(mac.of(claims, new byte[0]), signature)
        && clock.instant().getEpochSecond() < ByteBuffer.wrap(claims).getLong();
  }

  private static WebhookResponse json(int status, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Cache-Control", "no-store");
    return new WebhookResponse(status, Collections.unmodifiableMap(headers), body);
  }

  /** How long a token is good. */
  @Override
  public String toString() {
    return "WebhookTokens[" + life + "]";
  }
}
