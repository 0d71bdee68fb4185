package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.simulator.callback.CallbackAttempt;
import dev.botflow.simulator.callback.CallbackSignature;
import dev.botflow.sinch.ConnectorHealth;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no good call is refused or acknowledged as promised, and changes nothing. */
class BadInputTest {
  private static final String TEXT = "{\"app_id\": \"" + Platform.APP + "\", \"message\": {}}";

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir
  private static Path scratch;

  private static Stage stage;

  private Map<String, Integer> before = new LinkedHashMap<>();
  private ConnectorHealth counted = stage.platform().connector().health();

  @BeforeAll
  static void start() {
    stage = Stage.of(Bots.acceptance(), scratch);
    stage.says("WHATSAPP", "447700900201", "hi");
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void count() throws SQLException {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> stage.platform().store().waitingCounts().isEmpty());
    before = rows();
    counted = stage.platform().connector().health();
  }

  /** How many rows each table of the store has. */
  private static Map<String, Integer> rows() throws SQLException {
    Map<String, Integer> rows = new LinkedHashMap<>();
    try (Connection db =
            DriverManager.getConnection("jdbc:sqlite:" + scratch.resolve("sessions.db"));
        Statement statement = db.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet found = statement.executeQuery(
          "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
          count.next();
          rows.put(table, count.getInt(1));
        }
      }
    }
    return rows;
  }

  private HttpResponse<String> post(URI url, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Posts it signed as Sinch signs, and gives the answer's status. */
  private int posted(String body) {
    List<CallbackAttempt> attempts =
        Stage.settled(stage.sinch().injectBody(body)).attempts();
    return attempts.get(0).status();
  }

  @Test
  void aCallWithoutSignatureIsRefused() throws Exception {
    HttpResponse<String> answer =
        post(stage.platform().web().url(), bytes(TEXT), new LinkedHashMap<>());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("invalid signature");
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void aCallSignedWithAnotherSecretIsRefused() throws Exception {
    byte[] body = Files.readAllBytes(Path.of("events/whatsapp-text.json"));
    Map<String, String> headers = CallbackSignature.headers(
        "another secret", body, "01KJN0NCE", Stage.MONDAY_TEN.getEpochSecond());

    HttpResponse<String> answer = post(stage.platform().web().url(), body, headers);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("invalid signature");
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void anOversizedCallIsRefusedEvenIfSigned() throws Exception {
    String body = "{\"app_id\": \"" + "x".repeat(1024 * 1024);

    assertThat(posted(body)).isEqualTo(413);
    HttpResponse<String> unsigned =
        post(stage.platform().web().url(), bytes(body), new LinkedHashMap<>());
    assertThat(unsigned.statusCode()).isEqualTo(413);
    assertThat(unsigned.body()).isEqualTo("at most 1 MiB");
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void aSignedBodyThatIsNoJsonIsAcknowledgedAndKeptAsADeadLetter() throws Exception {
    assertThat(posted("{\"app_id\": oops")).isEqualTo(200);

    assertThat(stage.platform().connector().health().buried()).isEqualTo(counted.buried() + 1);
    assertThat(stage.sinch().sentMessages()).hasSize(2);
    Map<String, Integer> after = rows();
    assertThat(after).containsEntry("buried", before.get("buried") + 1);
    after.keySet().removeIf(table -> after.get(table).equals(before.get(table)));
    assertThat(after).containsOnlyKeys("buried", "seen");
  }

  @Test
  void anUnsignedBodyThatIsNoJsonIsRefusedWhereSignaturesAreOff() throws Exception {
    try (UnsignedDoor door = UnsignedDoor.open()) {
      HttpResponse<String> answer =
          post(door.url(), bytes("{\"app_id\": oops"), new LinkedHashMap<>());

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).isNotEmpty().doesNotContain("Exception", "at dev.", "\n");
      assertThat(door.connector().health().accepted()).isZero();
    }
  }

  @Test
  void anEventOfAnUnknownKindIsAcknowledged() throws Exception {
    assertThat(posted(Files.readString(Path.of("events/unknown-trigger.json")))).isEqualTo(200);

    assertThat(stage.platform().connector().health().unknown()).isEqualTo(counted.unknown() + 1);
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void anEventOfAnotherAppIsAcknowledgedAndDropped() throws Exception {
    String other = Files.readString(Path.of("events/whatsapp-text.json"))
        .replace(Platform.APP, "01KJ0THER00000000000000APP");

    assertThat(posted(other)).isEqualTo(200);
    assertThat(stage.platform().connector().health().otherApp()).isEqualTo(counted.otherApp() + 1);
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void anEventThatConcernsNobodyIsAcknowledgedAndStartsNothing() throws Exception {
    assertThat(posted(Files.readString(Path.of("events/channel-event.json")))).isEqualTo(200);

    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> stage.platform().store().waitingCounts().isEmpty());
    assertThat(stage.sinch().sentMessages()).hasSize(2);
    Map<String, Integer> after = rows();
    after.keySet().removeIf(table -> after.get(table).equals(before.get(table)));
    assertThat(after).containsOnlyKeys("seen");
  }

  @Test
  void anotherMethodThanPostIsRefused() throws Exception {
    HttpResponse<String> answer = client.send(
        HttpRequest.newBuilder(stage.platform().web().url()).build(),
        HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(rows()).isEqualTo(before);
  }
}
