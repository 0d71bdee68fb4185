package dev.botflow.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.simulator.Client;
import dev.botflow.simulator.HandClock;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.json.ApiException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final String KEY = "simulated-key-id:simulated-key-secret";
  private static final String GRANT = "grant_type=client_credentials";

  private final HandClock clock = new HandClock();
  private final SinchSimulator sinch =
      SinchSimulator.builder().clock(clock).tokenLife(Duration.ofSeconds(100)).start();

  @AfterEach
  void stop() {
    sinch.close();
  }

  @Test
  void givesATokenForTheKeyAndItsSecret() {
    // When
    HttpResponse<String> answer = Client.tokenAnswer(sinch, KEY, GRANT);

    // Then
    String token = Client.json(answer).path("access_token").asText();
    assertThat(answer.body())
        .isEqualTo("{\"access_token\":\"" + token
            + "\",\"expires_in\":100,\"scope\":\"\",\"token_type\":\"bearer\"}");
    assertThat(token).matches("simulated\\.[A-Za-z0-9_-]{32}\\.token");
  }

  @Test
  void refusesAnotherSecretInTheWordsOfOAuth() {
    // When
    HttpResponse<String> answer = Client.tokenAnswer(sinch, "simulated-key-id:wrong", GRANT);

    // Then
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"invalid_client\","
                + "\"error_verbose\":\"The access key and its secret do not match.\","
                + "\"error_description\":\"The access key and its secret do not match.\",\"error_hint\":\"\"}");
  }

  @Test
  void refusesAnotherGrantAnotherMethodAndAnotherFormOfBody() {
    // When
    HttpResponse<String> grant = Client.tokenAnswer(sinch, KEY, "grant_type=password");
    HttpResponse<String> get =
        Client.exchange(HttpRequest.newBuilder(URI.create(sinch.tokenUrl())).GET());
    HttpResponse<String> json = Client.exchange(HttpRequest.newBuilder(URI.create(sinch.tokenUrl()))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{}")));

    // Then
    assertThat(Client.json(grant).path("error").asText()).isEqualTo("unsupported_grant_type");
    assertThat(Client.json(get).path("error_description").asText())
        .isEqualTo("The token endpoint takes POST only.");
    assertThat(Client.json(json).path("error_description").asText())
        .isEqualTo("The body must be sent as application/x-www-form-urlencoded.");
  }

  @Test
  void letsATokenInUntilItsLastSecondIsOver() {
    // Given
    Client client = Client.of(sinch);

    // When
    clock.forward(Duration.ofSeconds(99));
    HttpResponse<String> before = client.get("apps");
    clock.forward(Duration.ofSeconds(1));
    HttpResponse<String> after = client.get("apps");

    // Then
    assertThat(before.statusCode()).isEqualTo(200);
    assertThat(after.statusCode()).isEqualTo(401);
    assertThat(after.headers().firstValue("www-authenticate"))
        .hasValue("Bearer error=\"invalid_token\", error_description=\"token expired\"");
    assertThat(Client.json(after))
        .isEqualTo(ApiException.body(401, "UNAUTHENTICATED", "Request had invalid credentials."));
  }

  @Test
  void sendsAwayWhoHasNoTokenOrAnUnknownOne() {
    // Given
    Client client = Client.of(sinch);

    // When
    HttpResponse<String> none = client.with("").get("apps");
    HttpResponse<String> unknown = client.with("Bearer made-up").get("apps");

    // Then
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.headers().firstValue("www-authenticate")).hasValue("Bearer");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.headers().firstValue("www-authenticate"))
        .hasValue("Bearer error=\"invalid_token\", error_description=\"unknown token\"");
  }

  @Test
  void expiresEveryTokenOnDemandAndGivesNewOnes() {
    // Given
    Client client = Client.of(sinch);

    // When
    sinch.expireTokens();

    // Then
    assertThat(client.get("apps").statusCode()).isEqualTo(401);
    assertThat(Client.of(sinch).get("apps").statusCode()).isEqualTo(200);
  }

  @Test
  void letsTheKeyItselfInAsBasicAuthentication() {
    // Given
    String basic = Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8));

    // When
    HttpResponse<String> right = Client.of(sinch).with("Basic " + basic).get("apps");
    HttpResponse<String> wrong = Client.of(sinch).with("Basic AAAA").get("apps");

    // Then
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(wrong.statusCode()).isEqualTo(401);
  }

  @Test
  void keepsTheSchemeButNeverTheTokenOnRecord() {
    // Given
    String token = Client.token(sinch);

    // When
    new Client(Client.project(sinch, sinch.baseUrl()), "", "Bearer " + token).get("apps");

    // Then
    assertThat(sinch.requests()).hasSize(2);
    assertThat(sinch.requests().get(0).headers()).containsEntry("authorization", "Basic");
    assertThat(sinch.requests().get(1).headers()).containsEntry("authorization", "Bearer");
    assertThat(sinch.requests().get(1))
        .hasToString(
            "RecordedRequest[GET /v1/projects/" + sinch.projectId() + "/apps, status 200]");
  }
}
