package dev.botflow.simulator.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Answer;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.json.Call;
import dev.botflow.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Gives out access tokens for the project's one key, and says which hold. Safe for many threads. */
public final class Tokens {
  private final byte[] basic;
  private volatile Duration life;
  private volatile String challengeHeader = "www-authenticate";
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();

  public Tokens(String keyId, String keySecret, Duration life, Clock clock) {
    basic = Base64.getEncoder().encode((keyId + ":" + keySecret).getBytes(StandardCharsets.UTF_8));
    this.life = life;
    this.clock = clock;
  }

  /** {@code POST /oauth2/token}. */
  public Answer token(Call call) {
    if (!call.method().equals("POST")) {
      return refusal(405, "invalid_request", "The token endpoint takes POST only.");
    }
    if (!call.header("content-type")
        .toLowerCase(Locale.ROOT)
        .startsWith("application/x-www-form-urlencoded")) {
      return refusal(
          400, "invalid_request", "The body must be sent as application/x-www-form-urlencoded.");
    }
    if (!holdsKey(call.header("authorization"))) {
      return refusal(401, "invalid_client", "The access key and its secret do not match.");
    }
    String grant = Call.parameters(call.body()).getOrDefault("grant_type", "");
    if (!grant.equals("client_credentials")) {
      return refusal(400, "unsupported_grant_type", "The grant type must be client_credentials.");
    }
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    String token =
        "simulated." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + ".token";
    Duration good = life;
    ends.put(token, clock.instant().plus(good));
    ObjectNode body = Json.object()
        .put("access_token", token)
        .put("expires_in", good.toSeconds())
        .put("scope", "")
        .put("token_type", "bearer");
    return Answer.json(200, body).header("Cache-Control", "no-store");
  }

  /** How long the tokens given out from now on hold. */
  public void life(Duration newLife) {
    life = newLife;
  }

  /** In which letters the header of a 401 is spelled; {@code ""} for none. */
  public void challengeHeader(String name) {
    challengeHeader = name;
  }

  /** From now on every token given out so far counts as expired. */
  public void expireAll() {
    ends.replaceAll((token, end) -> Instant.MIN);
  }

  /** Why the API refuses a call with this Authorization header: the answer; nothing if it lets the call in. */
  public Optional<Answer> refuse(String authorization) {
    if (authorization.isEmpty()) {
      return Optional.of(unauthenticated("Bearer"));
    }
    if (authorization.startsWith("Basic ")) {
      return holdsKey(authorization) ? Optional.empty() : Optional.of(unauthenticated("Basic"));
    }
    Instant end = authorization.startsWith("Bearer ") ? ends.get(authorization.substring(7)) : null;
    if (end == null) {
      return Optional.of(
          unauthenticated("Bearer error=\"invalid_token\", error_description=\"unknown token\""));
    }
    if (!clock.instant().isBefore(end)) {
      return Optional.of(
          unauthenticated("Bearer error=\"invalid_token\", error_description=\"token expired\""));
    }
    return Optional.empty();
  }

  /** The error body of the token endpoint, which is not that of the API. */
  static Answer refusal(int status, String error, String description) {
    ObjectNode body = Json.object()
        .put("error", error)
        .put("error_verbose", description)
        .put("error_description", description)
        .put("error_hint", "");
    return Answer.json(status, body);
  }

  private Answer unauthenticated(String challenge) {
    Answer answer = Answer.json(
        401, ApiException.body(401, "UNAUTHENTICATED", "Request had invalid credentials."));
    String name = challengeHeader;
    return name.isEmpty() ? answer : answer.header(name, challenge);
  }

  private boolean holdsKey(String authorization) {
    return authorization.startsWith("Basic ")
        && MessageDigest.isEqual(
            authorization.substring(6).trim().getBytes(StandardCharsets.UTF_8), basic);
  }
}
