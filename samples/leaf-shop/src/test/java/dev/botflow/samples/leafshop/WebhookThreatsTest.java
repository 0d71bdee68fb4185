package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.simulator.callback.CallbackAttempt;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.sinch.ConnectorHealth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of an attacker, and bodies made to hurt, against the whole path over HTTP. */
class WebhookThreatsTest {
  private static final String ANA = "447700900201";

  @TempDir
  private Path scratch;

  private final HttpClient client = HttpClient.newHttpClient();
  private Stage stage;

  @BeforeEach
  void open() {
    stage = Stage.of(Bots.acceptance(), scratch);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private ConnectorHealth health() {
    return stage.platform().connector().health();
  }

  /** A call that was taken, and answered by two messages. */
  private CallbackAttempt taken() {
    CallbackOutcome outcome = Stage.settled(stage.sinch().injectMessage("WHATSAPP", ANA, "hi"));
    stage.platform().journal().answer(outcome.id());
    return outcome.attempts().get(0);
  }

  private int replayed(CallbackAttempt attempt) {
    return stage.sinch().replay(attempt).join().status();
  }

  @Test
  void aCallReplayedAfter459DoesNothing() {
    CallbackAttempt call = taken();
    long accepted = health().accepted();

    stage.clock().advance(Duration.ofSeconds(299));

    assertThat(replayed(call)).isEqualTo(200);
    assertThat(health().accepted()).isEqualTo(accepted);
    assertThat(health().duplicates()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {301, -301})
  void aCallReplayed501AwayIsRefusedAndCounted(long seconds) {
    CallbackAttempt call = taken();

    stage.clock().advance(Duration.ofSeconds(seconds));

    assertThat(replayed(call)).isEqualTo(401);
    assertThat(health().stale()).isEqualTo(1);
    assertThat(health().duplicates()).isZero();
  }

  @Test
  void aCallWhoseBodyWasChangedByOneByteIsRefused() {
    CallbackAttempt call = taken();
    CallbackAttempt forged = new CallbackAttempt(
        call.trigger(),
        call.target(),
        1,
        0,
        null,
        call.headers(),
        call.body().replace("\"hi\"", "\"ho\""),
        call.at());

    assertThat(replayed(forged)).isEqualTo(401);
    assertThat(health().rejectedSignatures()).isEqualTo(1);
  }

  @Test
  void headersCountInAnyLetterCase() throws Exception {
    CallbackAttempt call = taken();
    Map<String, String> shouted = new LinkedHashMap<>();
    call.headers().forEach((name, value) -> shouted.put(name.toUpperCase(Locale.ROOT), value));

    assertThat(posted(call.body().getBytes(StandardCharsets.UTF_8), shouted)).isEqualTo(200);
    assertThat(health().duplicates()).isEqualTo(1);
  }

  private int posted(byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(stage.platform().web().url())
        .timeout(Duration.ofSeconds(30))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** What Sinch itself would have to sign; an attacker without the secret does not come this far. */
  private int signed(String body) {
    return Stage.settled(stage.sinch().injectBody(body)).attempts().get(0).status();
  }

  private static String envelope(String extra) throws IOException {
    String body = Files.readString(Path.of("events/whatsapp-text.json"));
    return body.substring(0, body.lastIndexOf('}')) + ", \"extra\": " + extra + "}";
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 100_000})
  void aBodyThatIsTooDeepIsKeptAsADeadLetter(int depth) throws IOException {
    assertThat(signed(envelope("[".repeat(depth) + "]".repeat(depth)))).isEqualTo(200);

    assertThat(health().buried()).isEqualTo(1);
    assertThat(health().accepted()).isZero();
  }

  @Test
  void aBodyOfManyKeysIsReadOnce() throws IOException {
    StringBuilder keys = new StringBuilder("{");
    for (int i = 0; i < 60_000; i++) {
      keys.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":1");
    }

    assertThat(signed(envelope(keys.append('}').toString()))).isEqualTo(200);

    assertThat(health().accepted()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1, \"a\": 2}",
        "1e400000000",
        "1111111111111111111111111111111111111111111111111111111111111111111111111"
      })
  void aBodyMadeToHurtAParserIsKeptAsADeadLetter(String extra) throws IOException {
    assertThat(signed(envelope(extra))).isEqualTo(200);

    assertThat(health().buried() + health().accepted()).isEqualTo(1);
  }

  /** Signed over the bytes as they come: what would be in them is nobody's business. */
  @Test
  void aZippedBodyIsNeverUnpacked() throws Exception {
    byte[] zipped = zipped("{\"app_id\": \"" + "x".repeat(100 * 1024 * 1024) + "\"}");
    assertThat(zipped).hasSizeLessThan(1024 * 1024);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-encoding", "gzip");

    assertThat(posted(zipped, headers)).isEqualTo(401);

    try (UnsignedDoor door = UnsignedDoor.open()) {
      HttpRequest request = HttpRequest.newBuilder(door.url())
          .header("content-encoding", "gzip")
          .POST(HttpRequest.BodyPublishers.ofByteArray(zipped))
          .build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(door.connector().health().refused()).isEqualTo(1);
    }
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
