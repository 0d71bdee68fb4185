package dev.botflow.samples.benchmarks;

import dev.botflow.event.MessageReceived;
import dev.botflow.sinch.config.Secret;
import dev.botflow.sinch.webhook.WebhookRequest;
import dev.botflow.sinch.webhook.WebhookVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Messages as signed webhook calls of nearly 1 KB: all members that Sinch sends with a text, indented as its
 * documentation prints them.
 */
final class SignedBodies {
  /** When they were signed. */
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private static final String SECRET = "a secret of the benchmark";
  private static final String TAIL = ".nonce-1." + NOW.getEpochSecond();

  final WebhookVerifier verifier = WebhookVerifier.of(
      List.of(Secret.of(SECRET)),
      Clock.fixed(NOW, ZoneOffset.UTC),
      Duration.ofMinutes(5),
      Duration.ofMinutes(5));
  final List<byte[]> bodies = new ArrayList<>();
  final List<WebhookRequest> requests = new ArrayList<>();

  SignedBodies(List<MessageReceived> events) {
    Mac mac = mac();
    for (MessageReceived event : events) {
      byte[] body = body(event).getBytes(StandardCharsets.UTF_8);
      mac.update(body);
      byte[] signature = mac.doFinal(tail());
      Map<String, List<String>> headers = new LinkedHashMap<>();
      headers.put("x-sinch-webhook-signature-algorithm", List.of("HmacSHA256"));
      headers.put("x-sinch-webhook-signature-nonce", List.of("nonce-1"));
      headers.put(
          "x-sinch-webhook-signature-timestamp", List.of(Long.toString(NOW.getEpochSecond())));
      headers.put(
          "x-sinch-webhook-signature", List.of(Base64.getEncoder().encodeToString(signature)));
      bodies.add(body);
      requests.add(new WebhookRequest("POST", headers, body));
    }
  }

  /** The bare HMAC, keyed with the secret; for one thread. */
  static Mac mac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** What is signed behind a body. */
  static byte[] tail() {
    return TAIL.getBytes(StandardCharsets.UTF_8);
  }

  private static String body(MessageReceived event) {
    return """
        {
          "app_id": "APP",
          "accepted_time": "2026-03-02T09:00:00.123456Z",
          "event_time": "%s",
          "project_id": "3f0d4a10-0000-4000-8000-000000000001",
          "message": {
            "id": "%s",
            "direction": "TO_APP",
            "contact_message": {
              "text_message": {
                "text": "%s"
              },
              "reply_to": {
                "message_id": "01HZMSG0000000000000000007"
              }
            },
            "channel_identity": {
              "channel": "%s",
              "identity": "%s",
              "app_id": ""
            },
            "conversation_id": "01HZCNV0000000000000000001",
            "contact_id": "%s",
            "metadata": "",
            "accept_time": "2026-03-02T09:00:00.100000Z",
            "sender_id": "",
            "processing_mode": "CONVERSATION",
            "injected": false
          },
          "message_metadata": "",
          "correlation_id": ""
        }
        """.formatted(
            event.at(),
            event.messageId(),
            event.text(),
            event.context().channelIdentifier(),
            event.context().channelIdentity(),
            event.context().contactId());
  }
}
