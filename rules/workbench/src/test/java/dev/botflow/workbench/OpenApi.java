package dev.botflow.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The API as openapi.yaml writes it down, to hold requests and answers against. */
final class OpenApi {
  private static final String BASE = "/api/v1";
  private static final JsonNode API = read();

  private OpenApi() {}

  private static JsonNode read() {
    try (InputStream in = Workbench.class.getResourceAsStream("openapi.yaml")) {
      return new ObjectMapper(new YAMLFactory()).readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each call as {@code GET /api/v1/me}. */
  static Set<String> calls() {
    Set<String> calls = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : API.path("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method -> calls.add(method.toUpperCase(Locale.ROOT) + " " + BASE + path.getKey()));
    }
    return calls;
  }

  /** Holds what was sent and what came back against what is written down. */
  static void check(Request request, Response response) {
    Optional<JsonNode> written = operation(request);
    if (written.isEmpty() || response.status() >= 400) {
      if (request.path().startsWith(BASE)) {
        assertThat(response.headers()).containsEntry("Content-Type", "application/problem+json");
        conforms(
            API.at("/components/responses/Problem/content/application~1problem+json/schema"),
            response.body());
      }
      return;
    }
    JsonNode sent = resolved(written.get().path("requestBody"));
    if (!sent.isMissingNode()) {
      conforms(sent.at("/content/application~1json/schema"), request.body());
    }
    JsonNode answer =
        resolved(written.get().path("responses").path(String.valueOf(response.status())));
    assertThat(answer.isMissingNode())
        .as(
            "%s %s answers %s, which is not written down",
            request.method(), request.path(), response.status())
        .isFalse();
    JsonNode schema = answer.at("/content/application~1json/schema");
    if (schema.isMissingNode()) {
      assertThat(response.body()).isEmpty();
    } else {
      assertThat(response.headers()).containsEntry("Content-Type", "application/json");
      conforms(schema, response.body());
    }
  }

  private static Optional<JsonNode> operation(Request request) {
    List<String> parts = Route.parts(request.path()).orElse(List.of());
    for (Map.Entry<String, JsonNode> path : API.path("paths").properties()) {
      String method = request.method().toLowerCase(Locale.ROOT);
      boolean same = new Route(
              request.method(), BASE + path.getKey(), Role.VIEW, call -> Response.bare(204))
          .match(parts)
          .isPresent();
      if (same && path.getValue().has(method)) {
        return Optional.of(path.getValue().path(method));
      }
    }
    return Optional.empty();
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? API.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static void conforms(JsonNode schema, byte[] body) {
    assertThat(schema.isObject()).isTrue();
    ObjectNode whole = schema.deepCopy();
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.set("components", API.path("components"));
    List<String> wrong = new ArrayList<>();
    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(whole)
        .validate(Bench.json(body))
        .forEach(error -> wrong.add(error.getInstanceLocation() + ": " + error.getMessage()));
    assertThat(wrong).isEmpty();
  }
}
