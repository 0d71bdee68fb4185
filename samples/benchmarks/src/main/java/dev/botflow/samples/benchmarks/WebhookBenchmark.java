package dev.botflow.samples.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.botflow.message.Address;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.Outgoing;
import dev.botflow.sinch.config.Secret;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.send.SinchMessages;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.sinch.webhook.WebhookRequest;
import dev.botflow.sinch.webhook.WebhookVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The connector's two ends on a body of 1 KB, each against the bare HMAC and Jackson work on the same bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WebhookBenchmark {
  private static final String SECRET = "a secret of the benchmark";
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private final ObjectMapper json = new ObjectMapper();
  private byte[] body = new byte[0];
  private byte[] signed = new byte[0];
  private Map<String, List<String>> headers = new LinkedHashMap<>();
  private final WebhookVerifier verifier = WebhookVerifier.of(
      List.of(Secret.of(SECRET)),
      Clock.fixed(NOW, ZoneOffset.UTC),
      Duration.ofMinutes(5),
      Duration.ofMinutes(5));
  private final Outgoing outgoing = new Outgoing(
      "fGaSBloeEMt4PMD4WJKVhJdM",
      new Address(
          "01HZAPP0000000000000000001", dev.botflow.event.Channel.WHATSAPP, "01HZCON001", null),
      new ChoiceMessage(
          "What do you need?",
          List.of(
              new Choice.Reply("Track order", "aaaaaaaa"),
              new Choice.Reply("A person", "bbbbbbbb"))),
      null);
  private Mac mac = mac();
  private Object tree = "";

  private static Mac mac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Setup
  public void prepare() throws IOException {
    body =
        ("{\"app_id\":\"01HZAPP0000000000000000001\",\"accepted_time\":\"2026-03-02T09:00:00.123456Z\","
                + "\"event_time\":\"2026-03-02T09:00:00Z\",\"project_id\":\"3f0d4a10-0000-4000-8000-000000000001\","
                + "\"message\":{\"id\":\"01HZMSG0000000000000000001\",\"direction\":\"TO_APP\",\"contact_message\":"
                + "{\"text_message\":{\"text\":\"" + "Where is my fern? ".repeat(20)
                + "\"},\"reply_to\":null},"
                + "\"channel_identity\":{\"channel\":\"WHATSAPP\",\"identity\":\"46700000001\",\"app_id\":\"\"},"
                + "\"conversation_id\":\"01HZCNV0000000000000000001\",\"contact_id\":\"01HZCON0000000000000000001\","
                + "\"metadata\":\"\",\"accept_time\":\"2026-03-02T09:00:00.100000Z\",\"sender_id\":\"\","
                + "\"processing_mode\":\"CONVERSATION\",\"injected\":false},\"message_metadata\":\"\","
                + "\"correlation_id\":\"\"}")
            .getBytes(StandardCharsets.UTF_8);
    String timestamp = Long.toString(NOW.getEpochSecond());
    String tail = ".nonce-1." + timestamp;
    signed = (new String(body, StandardCharsets.UTF_8) + tail).getBytes(StandardCharsets.UTF_8);
    headers.put("x-sinch-webhook-signature-algorithm", List.of("HmacSHA256"));
    headers.put("x-sinch-webhook-signature-nonce", List.of("nonce-1"));
    headers.put("x-sinch-webhook-signature-timestamp", List.of(timestamp));
    headers.put(
        "x-sinch-webhook-signature",
        List.of(Base64.getEncoder().encodeToString(mac.doFinal(signed))));
    tree = json.readTree(SinchMessages.body(outgoing, SinchChannelLimits.all()));
  }

  /** The limit of receiving: the bare HMAC and a bare tree read of the same bytes. */
  @Benchmark
  public Object bareReceive() throws IOException {
    return mac.doFinal(signed).length + json.readTree(body).size();
  }

  /** Verified, and read as an event. */
  @Benchmark
  public Object receive() {
    verifier.verify(new WebhookRequest("POST", headers, body));
    return SinchEvents.read(body, NOW);
  }

  /** The limit of sending: a bare tree write of the same body. */
  @Benchmark
  public Object bareSend() throws IOException {
    return json.writeValueAsBytes(tree);
  }

  /** A message rendered for its channel and written, to the bytes that are sent. */
  @Benchmark
  public Object send() {
    return SinchMessages.bytes(outgoing, SinchChannelLimits.all());
  }
}
