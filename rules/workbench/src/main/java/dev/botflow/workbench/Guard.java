package dev.botflow.workbench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What keeps other sites and other people out: roles, and for calls that change or play anything an {@code Origin} of our
 * own, a JSON content type and a token in a header. No site can make a browser send all three. What goes out says what a
 * browser may do with it.
 */
final class Guard {
  static final String TOKEN_HEADER = "x-botflow-token";
  private static final String HMAC = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final WorkbenchOptions options;
  private final SecretKeySpec key;
  private final String policy;

  Guard(WorkbenchOptions options) {
    this.options = options;
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, HMAC);
    this.policy = policy(options.frameAncestors());
  }

  private static String policy(List<String> frameAncestors) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
        + " base-uri 'none'; form-action 'none'; frame-ancestors "
        + (frameAncestors.isEmpty() ? "'none'" : String.join(" ", frameAncestors))
        + "; require-trusted-types-for 'script'";
  }

  /** The token that somebody's page sends back with each change. */
  String token(Identity identity) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(identity.name().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has HMAC-SHA256", e);
    }
  }

  /** @throws Problem if they may not make this call, or if our own page did not send it */
  void check(Route route, Request request, Identity identity) {
    if (!identity.roles().contains(route.role())) {
      throw new Problem(
          403,
          "expected the role " + route.role().word() + ", but " + identity.displayName() + " has "
              + roles(identity));
    }
    if (!route.method().equals("GET")) {
      checkOurs(request, identity);
    }
  }

  private static String roles(Identity identity) {
    return identity.roles().isEmpty()
        ? "none"
        : String.join(", ", identity.roles().stream().map(Role::word).toList());
  }

  private void checkOurs(Request request, Identity identity) {
    if (options.local().isPresent()) {
      options.local().get().checkOrigin(request);
    } else {
      checkOrigin(request);
    }
    String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.equals("application/json") && !type.equals("application/json; charset=utf-8")) {
      throw new Problem(415, "Content-Type: expected application/json, but was \"" + type + "\"");
    }
    String token = request.header(TOKEN_HEADER).orElse("");
    boolean right = MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), token(identity).getBytes(StandardCharsets.UTF_8));
    if (!right) {
      throw new Problem(
          403, "X-BotFlow-Token: expected the token that GET /api/v1/me gives, but was another");
    }
    if (request.body().length > JsonBody.MAX_BYTES) {
      throw new Problem(
          413, "body: expected at most " + JsonBody.MAX_BYTES + " bytes, but was more");
    }
  }

  /** Behind a host's server, that knows under which scheme it is seen. */
  private static void checkOrigin(Request request) {
    String origin = request.header("origin").orElse("");
    String host = request.header("host").orElse("");
    if (host.isEmpty() || !origin.equals("https://" + host) && !origin.equals("http://" + host)) {
      throw new Problem(403, "Origin: expected the host " + host + ", but was \"" + origin + "\"");
    }
  }

  /** The answer with all that a browser has to know. */
  Response sealed(Response response) {
    return response
        .with("Content-Security-Policy", policy)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Cache-Control", "no-store");
  }

  /** HTTP's words for a number. */
  static String title(int status) {
    switch (status) {
      case 400:
        return "Bad Request";
      case 401:
        return "Unauthorized";
      case 403:
        return "Forbidden";
      case 404:
        return "Not Found";
      case 405:
        return "Method Not Allowed";
      case 409:
        return "Conflict";
      case 412:
        return "Precondition Failed";
      case 413:
        return "Content Too Large";
      case 415:
        return "Unsupported Media Type";
      case 422:
        return "Unprocessable Content";
      case 428:
        return "Precondition Required";
      case 503:
        return "Service Unavailable";
      default:
        return "Internal Server Error";
    }
  }
}
