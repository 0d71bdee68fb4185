package dev.botflow.simulator.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a callback as Sinch does: the Base64, with padding, of HMAC-SHA256 over {@code body.nonce.timestamp}, keyed with
 * the UTF-8 bytes of the webhook's secret.
 *
 * @see <a href="https://developers.sinch.com/docs/conversation/callbacks">Sinch: callbacks</a>
 */
public final class CallbackSignature {
  private CallbackSignature() {}

  /**
   * The four signature headers, by lower-case name.
   *
   * @param body the bytes to be sent
   * @param timestamp seconds since 1970-01-01 UTC
   */
  public static Map<String, String> headers(
      String secret, byte[] body, String nonce, long timestamp) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-sinch-webhook-signature-timestamp", Long.toString(timestamp));
    headers.put("x-sinch-webhook-signature-nonce", nonce);
    headers.put("x-sinch-webhook-signature-algorithm", "HmacSHA256");
    headers.put("x-sinch-webhook-signature", sign(secret, body, nonce, timestamp));
    return headers;
  }

  private static String sign(String secret, byte[] body, String nonce, long timestamp) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(body);
      mac.update(("." + nonce + "." + timestamp).getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}
