package dev.botflow.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.workbench.live.LiveOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A workbench over a copy of a bot, and a browser's calls to it. Each answer is held against openapi.yaml. */
final class Bench implements AutoCloseable {
  static final Path LEAF_SHOP = Path.of("..", "..", "samples", "leaf-shop", "bot");
  static final String MAIN = "/api/v1/drafts/main";
  private static final String HOST = "bots.example";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final Workbench workbench;
  private final Map<String, Identity> people = new LinkedHashMap<>();
  private final Map<String, String> tokens = new LinkedHashMap<>();
  private String person = "ada";

  private Bench(Path folder, Clock clock, Optional<LiveOptions> live) {
    this.workbench = Workbench.open(
        folder,
        new WorkbenchOptions(
            "a test",
            request -> request.header("x-person").map(people::get),
            Optional.empty(),
            List.of(),
            clock,
            live));
    with("ada", EnumSet.allOf(Role.class));
  }

  /** Copies the leaf shop's bot into a folder and opens it. */
  static Bench ofLeafShop(Path folder) {
    return ofLeafShop(folder, Clock.systemUTC());
  }

  static Bench ofLeafShop(Path folder, Clock clock) {
    copy(LEAF_SHOP, folder);
    return new Bench(folder, clock, Optional.empty());
  }

  static Bench of(Path folder) {
    return new Bench(folder, Clock.systemUTC(), Optional.empty());
  }

  /** A bot that is published to a folder of versions. */
  static Bench publishing(Path folder, LiveOptions live) {
    return new Bench(folder, Clock.systemUTC(), Optional.of(live));
  }

  static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on these are the roles of somebody, who makes the next calls. */
  Bench with(String name, Set<Role> roles) {
    // The token is told to who may look; a page has it from then on.
    people.put(name, new Identity(name, name, EnumSet.of(Role.VIEW)));
    person = name;
    tokens.put(name, token());
    people.put(name, new Identity(name, name, roles));
    return this;
  }

  /** From now on somebody else makes the calls. */
  Bench as(String name) {
    person = name;
    return this;
  }

  Response get(String path) {
    return call("GET", path, null);
  }

  Response post(String path, String body) {
    return call("POST", path, body);
  }

  Response delete(String path) {
    return call("DELETE", path, null);
  }

  /** As our own page makes it. */
  Response call(String method, String path, @Nullable String body) {
    return send(method, path, headers(), body);
  }

  Response send(
      String method, String pathAndQuery, Map<String, String> headers, @Nullable String body) {
    int mark = pathAndQuery.indexOf('?');
    Map<String, List<String>> lists = new LinkedHashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    Request request = new Request(
        method,
        mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark),
        mark < 0 ? null : pathAndQuery.substring(mark + 1),
        lists,
        body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
    Response response = workbench.handle(request);
    OpenApi.check(request, response);
    return response;
  }

  /** What our own page sends along. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", HOST);
    headers.put("Origin", "https://" + HOST);
    headers.put("Content-Type", "application/json");
    headers.put("X-Person", person);
    headers.put("X-BotFlow-Token", tokens.getOrDefault(person, "none"));
    return headers;
  }

  private String token() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("x-person", List.of(person));
    Response me = workbench.handle(new Request("GET", "/api/v1/me", null, headers, new byte[0]));
    return me.status() == 200 ? json(me).path("token").asText() : "none";
  }

  static JsonNode json(Response response) {
    return json(response.body());
  }

  static JsonNode json(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The sentence of a refusal. */
  static String detail(Response response) {
    return json(response).path("detail").asText();
  }

  /** All values of a member, wherever it stands. */
  static List<String> all(JsonNode node, String member) {
    List<String> found = new ArrayList<>();
    node.findValues(member).forEach(value -> found.add(value.asText()));
    return found;
  }

  @Override
  public void close() {
    workbench.close();
  }
}
