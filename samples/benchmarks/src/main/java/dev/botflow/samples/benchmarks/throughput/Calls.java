package dev.botflow.samples.benchmarks.throughput;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhook calls as Sinch makes them, signed and written out beforehand: each is the first message of a new contact. */
final class Calls {
  static final String PROJECT = "3f0d4a10-0000-4000-8000-000000000001";
  static final String APP = "01HZAPP0000000000000000001";
  static final String SECRET = "a secret of the benchmark";

  private Calls() {}

  /** The id of the message in a call. */
  static String id(String phase, int number) {
    return "01HZ" + phase + "%018d".formatted(number);
  }

  /** So many whole HTTP requests. */
  static List<byte[]> of(String phase, int count) {
    List<byte[]> all = new ArrayList<>(count);
    Mac mac = mac();
    for (int number = 0; number < count; number++) {
      byte[] body = body(phase, number).getBytes(StandardCharsets.UTF_8);
      String tail = ".nonce-" + phase + number + "." + Instant.now().getEpochSecond();
      mac.update(body);
      String signature =
          Base64.getEncoder().encodeToString(mac.doFinal(tail.getBytes(StandardCharsets.US_ASCII)));
      all.add(request(body, tail, signature));
    }
    return all;
  }

  private static byte[] request(byte[] body, String tail, String signature) {
    String[] parts = tail.split("\\.");
    byte[] head = ("POST /sinch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + body.length + "\r\n"
            + "x-sinch-webhook-signature-algorithm: HmacSHA256\r\n"
            + "x-sinch-webhook-signature-nonce: " + parts[1] + "\r\n"
            + "x-sinch-webhook-signature-timestamp: " + parts[2] + "\r\n"
            + "x-sinch-webhook-signature: " + signature + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  private static String body(String phase, int number) {
    String now = Instant.now().toString();
    return """
        {"app_id":"%s","accepted_time":"%s","event_time":"%s","project_id":"%s","message":{"id":"%s",\
        "direction":"TO_APP","contact_message":{"text_message":{"text":"hi"},"reply_to":null},\
        "channel_identity":{"channel":"SMS","identity":"44%010d","app_id":""},\
        "conversation_id":"01HZCNV%s%018d","contact_id":"01HZCON%s%018d","metadata":"","accept_time":"%s",\
        "sender_id":"","processing_mode":"CONVERSATION","injected":false},"message_metadata":"",\
        "correlation_id":""}""".formatted(
            APP,
            now,
            now,
            PROJECT,
            id(phase, number),
            7_000_000_000L + number,
            phase,
            number,
            phase,
            number,
            now);
  }

  private static Mac mac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
