package dev.botflow.sinch.webhook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A request for a token as it came (RFC 6749 §2.3.1): id and secret from the header, else from the body. What is missing
 * or cannot be read is empty, and so matches nothing.
 */
record TokenForm(byte[] clientId, byte[] clientSecret, String grant) {
  private static final byte[] NONE = new byte[0];

  static TokenForm of(WebhookRequest request) {
    byte[] id = NONE;
    byte[] secret = NONE;
    String grant = "";
    for (String pair : new String(request.body(), StandardCharsets.UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      switch (equals < 0 ? "" : pair.substring(0, equals)) {
        case "client_id" -> id = bytes(value);
        case "client_secret" -> secret = bytes(value);
        case "grant_type" -> grant = value;
        default -> {
          // Scope and what else Sinch may send decide nothing.
        }
      }
    }
    List<String> header = request.header("authorization");
    if (header.size() == 1 && header.get(0).regionMatches(true, 0, "Basic ", 0, 6)) {
      String basic = basic(header.get(0).substring(6).strip());
      int colon = basic.indexOf(':');
      id = colon < 0 ? NONE : bytes(basic.substring(0, colon));
      secret = colon < 0 ? NONE : bytes(basic.substring(colon + 1));
    }
    return new TokenForm(id, secret, grant);
  }

  private static String basic(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return "";
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return "TokenForm";
  }
}
