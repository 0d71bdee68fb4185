package dev.botflow.simulator;

import static dev.botflow.simulator.Client.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
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
