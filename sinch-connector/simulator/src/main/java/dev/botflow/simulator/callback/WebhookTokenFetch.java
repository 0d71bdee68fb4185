package dev.botflow.simulator.callback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fetches the tokens that callbacks of a webhook with {@code client_credentials} bear, and keeps each until it has run
 * out. An answer without {@code expires_in} from 30 to 3600 is no token (the Conversation API documentation). Safe for many threads.
 */
final class WebhookTokenFetch {
  private final HttpClient client;
  private final Duration timeout;
  private final Clock clock;
  private final Map<JsonNode, Held> held = new ConcurrentHashMap<>();

  private record Held(String token, Instant end) {}

  WebhookTokenFetch(HttpClient client, Duration timeout, Clock clock) {
    this.client = client;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** A token for these credentials; {@code ""} where there are none. Fails where none is to be had. */
  CompletableFuture<String> token(JsonNode credentials) {
    if (!credentials.hasNonNull("endpoint")) {
      return CompletableFuture.completedFuture("");
    }
    Held known = held.get(credentials);
    if (known != null && clock.instant().isBefore(known.end())) {
      return CompletableFuture.completedFuture(known.token());
    }
    Optional<URI> endpoint =
        Webhooks.parse(credentials.path("endpoint").asText()).filter(Webhooks::onLoopback);
    if (endpoint.isEmpty()) {
      return CompletableFuture.failedFuture(
          new IOException("the simulator fetches tokens from loopback addresses only"));
    }
    return client
        .sendAsync(request(endpoint.get(), credentials), HttpResponse.BodyHandlers.ofString())
        .thenApply(answer -> keep(credentials, answer));
  }

  private HttpRequest request(URI endpoint, JsonNode credentials) {
    String id = credentials.path("client_id").asText();
    String secret = credentials.path("client_secret").asText();
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
        .timeout(timeout)
        .header("Content-Type", "application/x-www-form-urlencoded");
    StringBuilder form = new StringBuilder("grant_type=client_credentials");
    for (String field : new String[] {"scope", "response_type"}) {
      if (credentials.hasNonNull(field)) {
        form.append("&")
            .append(field)
            .append("=")
            .append(encoded(credentials.path(field).asText()));
      }
    }
    if (credentials.path("token_request_type").asText("BASIC").equals("FORM")) {
      form.append("&client_id=")
          .append(encoded(id))
          .append("&client_secret=")
          .append(encoded(secret));
    } else {
      request.header(
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8)));
    }
    return request.POST(HttpRequest.BodyPublishers.ofString(form.toString())).build();
  }

  private String keep(JsonNode credentials, HttpResponse<String> answer) {
    JsonNode body = Json.tryObject(answer.body()).orElseGet(Json::object);
    String token = body.path("access_token").asText();
    long life = body.path("expires_in").asLong();
    if (answer.statusCode() != 200 || token.isEmpty() || life < 30 || life > 3600) {
      throw new IllegalStateException("the token endpoint answered " + answer.statusCode()
          + " without a token that holds for 30 to 3600 s");
    }
    held.put(credentials, new Held(token, clock.instant().plusSeconds(life)));
    return token;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
