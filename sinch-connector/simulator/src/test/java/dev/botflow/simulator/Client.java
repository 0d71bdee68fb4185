package dev.botflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A bare HTTP client of the simulator, with a token. */
public final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;
  private final String admin;
  private final String authorization;

  public Client(String base, String admin, String authorization) {
    this.base = base;
    this.admin = admin;
    this.authorization = authorization;
  }

  public static Client of(SinchSimulator sinch) {
    return new Client(project(sinch, sinch.baseUrl()), sinch.adminUrl(), "Bearer " + token(sinch));
  }

  public static String project(SinchSimulator sinch, String url) {
    return url + "/v1/projects/" + sinch.projectId() + "/";
  }

  public Client at(String otherBase) {
    return new Client(otherBase, admin, authorization);
  }

  public Client with(String otherAuthorization) {
    return new Client(base, admin, otherAuthorization);
  }

  public static String token(SinchSimulator sinch) {
    return json(tokenAnswer(
            sinch, "simulated-key-id:simulated-key-secret", "grant_type=client_credentials"))
        .path("access_token")
        .asText();
  }

  public static HttpResponse<String> tokenAnswer(SinchSimulator sinch, String key, String form) {
    String basic = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    return exchange(HttpRequest.newBuilder(URI.create(sinch.tokenUrl()))
        .header("Authorization", "Basic " + basic)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  public HttpResponse<String> get(String path) {
    return exchange(to(base + path).GET());
  }

  public HttpResponse<String> post(String path, String body) {
    return exchange(to(base + path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> patch(String path, String body) {
    return exchange(to(base + path).method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> delete(String path) {
    return exchange(to(base + path).DELETE());
  }

  JsonNode adminGet(String path) {
    return json(exchange(HttpRequest.newBuilder(URI.create(admin + path)).GET()));
  }

  HttpResponse<String> adminPost(String path, String body) {
    return exchange(HttpRequest.newBuilder(URI.create(admin + path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** A body as a test writes it: single quotes for double ones. */
  public static String quoted(String body) {
    return body.replace('\'', '"');
  }

  public static JsonNode json(HttpResponse<String> answer) {
    return json(answer.body());
  }

  public static JsonNode json(String body) {
    return Json.tryObject(body).map(JsonNode.class::cast).orElseGet(() -> array(body));
  }

  public static String message(HttpResponse<String> answer) {
    return json(answer).path("error").path("message").asText();
  }

  private static JsonNode array(String body) {
    return Json.tryObject("{\"list\":" + body + "}").orElseThrow().path("list");
  }

  private HttpRequest.Builder to(String url) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json");
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  public static HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      return HTTP.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
