package dev.botflow.simulator.http;

import static dev.botflow.simulator.Client.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.simulator.Client;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.json.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final String SEND =
      quoted("{'app_id':'APP','recipient':{'identified_by':{'channel_identities':["
          + "{'channel':'SMS','identity':'4670'}]}},'message':{'text_message':{'text':'Hi'}}}");

  private final SinchSimulator sinch =
      SinchSimulator.builder().app("APP").channels("SMS").start();
  private final Client client = Client.of(sinch);

  @AfterEach
  void stop() {
    sinch.close();
  }

  @Test
  void answersTheNextSendsWithAStatusAndThenAsUsual() {
    // Given
    sinch.faults().next(Faults.Kind.SEND, 2, Faults.status(429).retryAfter(Duration.ofSeconds(3)));

    // When
    HttpResponse<String> get = client.get("apps");
    HttpResponse<String> first = client.post("messages:send", SEND);
    HttpResponse<String> second = client.post("messages:send", SEND);
    HttpResponse<String> third = client.post("messages:send", SEND);

    // Then
    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("retry-after")).hasValue("3");
    assertThat(Client.json(first))
        .isEqualTo(ApiException.body(
            429, "RESOURCE_EXHAUSTED", "A fault the simulator was told to show."));
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(third.statusCode()).isEqualTo(200);
    assertThat(sinch.sentMessages()).hasSize(1);
    assertThat(sinch.requests())
        .extracting(RecordedRequest::status)
        .containsExactly(200, 200, 429, 429, 200);
  }

  @Test
  void losesTheAnswerWithOrWithoutHavingSent() {
    // Given
    sinch.faults().next(Faults.Kind.SEND, 1, Faults.closeBefore());
    sinch.faults().next(Faults.Kind.SEND, 1, Faults.closeAfter());
    sinch.faults().next(Faults.Kind.SEND, 1, Faults.cutAnswer());

    // Then
    assertThatThrownBy(() -> client.post("messages:send", SEND))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(sinch.sentMessages()).isEmpty();
    assertThatThrownBy(() -> client.post("messages:send", SEND))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(sinch.sentMessages()).hasSize(1);
    assertThatThrownBy(() -> client.post("messages:send", SEND))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(sinch.sentMessages()).hasSize(2);
    assertThat(sinch.requests())
        .extracting(RecordedRequest::status)
        .containsExactly(200, 0, 0, 200);
  }

  @Test
  void answersForATokenInTheWordsOfOAuth() {
    // Given
    sinch.faults().next(Faults.Kind.TOKEN, 1, Faults.status(429));

    // When
    HttpResponse<String> answer = Client.tokenAnswer(sinch, "a:b", "grant_type=client_credentials");

    // Then
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(Client.json(answer).path("error").asText()).isEqualTo("temporarily_unavailable");
    assertThat(answer.headers().firstValue("retry-after")).isEmpty();
  }

  @Test
  void answersLikeAGatewayWithoutJson() {
    // Given
    sinch.faults().next(Faults.Kind.GET, 1, Faults.status(502).body("<h1>Bad gateway</h1>"));

    // When
    HttpResponse<String> answer = client.get("apps");

    // Then
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/html");
    assertThat(answer.body()).isEqualTo("<h1>Bad gateway</h1>");
  }

  @Test
  void takesItsTimeAndThenAnswers() {
    // Given
    sinch.faults().next(Faults.Kind.ANY, 1, Faults.delay(Duration.ofMillis(200)));
    long before = System.nanoTime();

    // When
    HttpResponse<String> answer = client.get("apps");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void spellsTheHeadersOfAnAnswerAsTold() throws IOException {
    // Given
    sinch
        .faults()
        .next(Faults.Kind.GET, 1, Faults.status(401).header("WWW-AuthentiCATE", "Bearer"));

    // When
    String answer = raw("GET /v1/projects/P/apps HTTP/1.1\r\nConnection: close\r\n\r\n");

    // Then
    assertThat(answer).startsWith("HTTP/1.1 401 ").contains("\r\nWWW-AuthentiCATE: Bearer\r\n");
  }

  @Test
  void spellsTheChallengeOfItsOwn401sAsTold() throws IOException {
    // Given
    String request = "GET /v1/projects/P/apps HTTP/1.1\r\nConnection: close\r\n\r\n";

    // When
    sinch.challengeHeader("WWW-AUTHENTICATE");

    // Then
    assertThat(raw(request)).contains("\r\nWWW-AUTHENTICATE: Bearer\r\n");
    sinch.challengeHeader("");
    assertThat(raw(request))
        .startsWith("HTTP/1.1 401 ")
        .doesNotContainIgnoringCase("www-authenticate");
  }

  @Test
  void resetsAConnectionBeforeInAndAfterTheAnswer() throws IOException {
    String request = "GET /v1/projects/P/apps HTTP/1.1\r\n\r\n";

    for (Faults.Fault fault :
        List.of(Faults.closeBefore().reset(), Faults.closeAfter().reset())) {
      sinch.faults().next(Faults.Kind.GET, 1, fault);
      assertThatThrownBy(() -> raw(request)).isInstanceOf(SocketException.class);
    }
    sinch.faults().next(Faults.Kind.GET, 1, Faults.closeAfterAnswer());
    assertThat(raw(request)).startsWith("HTTP/1.1 401 ").endsWith("}");
    assertThat(sinch.requests())
        .extracting(RecordedRequest::status)
        .containsExactly(200, 0, 0, 401);
  }

  @Test
  void letsAnAnswerDrip() {
    // Given
    sinch.faults().next(Faults.Kind.GET, 1, Faults.drip(Duration.ofMillis(200)));
    long before = System.nanoTime();

    // When
    HttpResponse<String> answer = client.get("apps");

    // Then
    assertThat(Client.json(answer).has("apps")).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void takesABodyInChunksAndOneThatWaitsForALine() throws IOException {
    String head =
        "POST /simulator/faults HTTP/1.1\r\nContent-Type: application/json\r\nConnection: close\r\n";
    String body = "{\"kind\":\"get\"}";

    assertThat(raw(head + "Transfer-Encoding: chunked\r\n\r\n5\r\n" + body.substring(0, 5)
            + "\r\n" + Integer.toHexString(body.length() - 5) + "\r\n" + body.substring(5)
            + "\r\n0\r\n\r\n"))
        .endsWith("{\"pending\":1}");
    assertThat(raw(
            head + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
        .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 ")
        .endsWith("{\"pending\":2}");
    assertThat(raw("nonsense\r\n\r\n")).isEmpty();
  }

  private String raw(String request) throws IOException {
    URI url = URI.create(sinch.baseUrl());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void forgetsFaultsAndRecords() {
    // Given
    client.post("messages:send", SEND);
    sinch.faults().next(Faults.Kind.EVENT, 3, Faults.status(500));

    // When
    sinch.clearRecords();

    // Then
    assertThat(sinch.faults().pending()).isZero();
    assertThat(sinch.requests()).isEmpty();
    assertThat(sinch.sentMessages()).isEmpty();
    assertThatThrownBy(() -> Faults.status(99))
        .hasMessage("status: expected from 200 to 599, but was 99");
  }
}
