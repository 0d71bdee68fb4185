package dev.botflow.samples.benchmarks;

import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.message.Address;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.Outgoing;
import dev.botflow.session.Session;
import dev.botflow.sinch.Secret;
import dev.botflow.sinch.SinchChannelLimits;
import dev.botflow.sinch.SinchEvents;
import dev.botflow.sinch.SinchMessages;
import dev.botflow.sinch.WebhookRequest;
import dev.botflow.sinch.WebhookVerifier;
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
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
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

/** A signed webhook of 1 KB to the body of the reply: verified, read, decided among 10,000 rows and rendered. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WholeEventBenchmark {
  private static final int BODIES = 1_000;
  private static final String SECRET = "a secret of the benchmark";
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private final WebhookVerifier verifier = WebhookVerifier.of(
      List.of(Secret.of(SECRET)),
      Clock.fixed(NOW, ZoneOffset.UTC),
      Duration.ofMinutes(5),
      Duration.ofMinutes(5));
  private final List<WebhookRequest> requests = new ArrayList<>();
  private final List<byte[]> bodies = new ArrayList<>();
  private @Nullable SeededTable seeded;
  private int next;

  /** Signs the bodies. */
  @Setup
  public void prepare() throws GeneralSecurityException {
    SeededTable made = new SeededTable(10_000);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    for (MessageReceived event : made.events.subList(0, BODIES)) {
      byte[] body = body(event).getBytes(StandardCharsets.UTF_8);
      String timestamp = Long.toString(NOW.getEpochSecond());
      mac.update(body);
      mac.update((".nonce-1." + timestamp).getBytes(StandardCharsets.UTF_8));
      Map<String, List<String>> headers = new LinkedHashMap<>();
      headers.put("x-sinch-webhook-signature-algorithm", List.of("HmacSHA256"));
      headers.put("x-sinch-webhook-signature-nonce", List.of("nonce-1"));
      headers.put("x-sinch-webhook-signature-timestamp", List.of(timestamp));
      headers.put(
          "x-sinch-webhook-signature", List.of(Base64.getEncoder().encodeToString(mac.doFinal())));
      bodies.add(body);
      requests.add(new WebhookRequest("POST", headers, body));
    }
    seeded = made;
  }

  private static String body(MessageReceived event) {
    return "{\"app_id\":\"APP\",\"accepted_time\":\"2026-03-02T09:00:00.123456Z\",\"event_time\":\""
        + event.at()
        + "\",\"project_id\":\"3f0d4a10-0000-4000-8000-000000000001\",\"message\":{\"id\":\""
        + event.messageId()
        + "\",\"direction\":\"TO_APP\",\"contact_message\":{\"text_message\":{\"text\":\""
        + event.text() + "\"},\"reply_to\":null},\"channel_identity\":{\"channel\":\""
        + event.context().channelIdentifier() + "\",\"identity\":\""
        + event.context().channelIdentity()
        + "\",\"app_id\":\"\"},\"conversation_id\":\"01HZCNV0000000000000000001\",\"contact_id\":\""
        + event.context().contactId() + "\",\"metadata\":\"" + "x".repeat(380)
        + "\",\"accept_time\":\"2026-03-02T09:00:00.100000Z\",\"sender_id\":\"\",\"processing_mode\":\"CONVERSATION\",\"injected\":false},\"message_metadata\":\"\",\"correlation_id\":\"\"}";
  }

  private InboundEvent read() {
    next = next + 1 < BODIES ? next + 1 : 0;
    verifier.verify(requests.get(next));
    return SinchEvents.read(bodies.get(next), NOW);
  }

  private static byte[] reply(InboundEvent event, String prompt) {
    String contact = event.context().contactId();
    Address address = new Address("APP", Channel.WHATSAPP, contact, null);
    ChoiceMessage message = new ChoiceMessage(
        prompt,
        List.of(
            new Choice.Reply("Track order", "aaaaaaaa"), new Choice.Reply("A person", "bbbbbbbb")));
    Outgoing outgoing = new Outgoing("fGaSBloeEMt4PMD4WJKVhJdM", address, message, null);
    return SinchMessages.body(outgoing, SinchChannelLimits.all()).getBytes(StandardCharsets.UTF_8);
  }

  /** The limit: no engine, the answer is always the same. */
  @Benchmark
  public Object withoutEngine() {
    return reply(read(), "What do you need?");
  }

  /** The whole way, the facts included. */
  @Benchmark
  public Object withEngine() {
    InboundEvent event = read();
    SeededTable table = seeded;
    if (table == null) {
      throw new IllegalStateException("prepare comes first");
    }
    Object decision =
        table.router.route(table.facts(event, Session.fresh(event.key()))).rule();
    return reply(event, decision == null ? "none" : "What do you need?");
  }
}
