package dev.botflow.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may make which call, and which calls are not our own page's. */
class AccessTest {
  private static final String OPS = Bench.MAIN + "/ops";
  private static final String NOTHING = "{\"file\": \"routing.csv\", \"base\": 1, \"ops\": []}";

  @TempDir
  Path folder;

  private Bench bench;

  @BeforeEach
  void open() {
    bench = Bench.ofLeafShop(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Response call(Route route) {
    String path = route.pattern().replaceAll("\\{[a-z]+\\}", "x");
    return bench.call(route.method(), path, route.method().equals("POST") ? "{}" : null);
  }

  @Test
  void answersNoCallWithoutTheRoleItNames() {
    // Given
    for (Route route : bench.workbench.routes()) {
      for (Role role : Role.values()) {

        // When
        bench.with("one with " + role.word(), EnumSet.of(role));
        Response response = call(route);

        // Then
        String what = route.method() + " " + route.pattern() + " as " + role.word();
        if (role == route.role()) {
          assertThat(response.status()).as(what).isNotIn(401, 403);
        } else {
          assertThat(response.status()).as(what).isEqualTo(403);
          assertThat(Bench.detail(response))
              .isEqualTo("expected the role " + route.role().word() + ", but one with "
                  + role.word() + " has " + role.word());
        }
      }
    }
  }

  @Test
  void answersNobodyWhomTheHostDoesNotKnowOrWhoMayDoNothing() {
    for (Route route : bench.workbench.routes()) {
      assertThat(call(route).status()).as(route.pattern()).isNotIn(401);

      bench.as("a stranger");
      assertThat(call(route).status()).as(route.pattern()).isEqualTo(401);

      bench.with("a guest", EnumSet.noneOf(Role.class));
      assertThat(call(route).status()).as(route.pattern()).isEqualTo(403);
      bench.as("ada");
    }
  }

  @Test
  void answersTheCallsThatAreWrittenDownAndNoOthers() {
    // When
    Set<String> calls = new TreeSet<>();
    for (Route route : bench.workbench.routes()) {
      if (route.pattern().startsWith("/api/")) {
        calls.add(route.method() + " " + route.pattern());
      }
    }

    // Then
    assertThat(calls).isEqualTo(OpenApi.calls());
    assertThat(calls).hasSizeGreaterThan(12);
  }

  private String refused(String header, String value) {
    Map<String, String> headers = bench.headers();
    headers.put(header, value);
    if (value.isEmpty()) {
      headers.remove(header);
    }
    Response response = bench.send("POST", OPS, headers, NOTHING);
    return response.status() + " " + Bench.detail(response);
  }

  @Test
  void takesAChangeFromOurOwnPageOnly() {
    assertThat(bench.post(OPS, NOTHING).status()).isEqualTo(200);

    assertThat(refused("Origin", "https://evil.example"))
        .isEqualTo("403 Origin: expected the host bots.example, but was \"https://evil.example\"");
    assertThat(refused("Origin", "null")).startsWith("403 Origin:");
    assertThat(refused("Origin", "")).startsWith("403 Origin:");
    assertThat(refused("Host", "")).startsWith("403 Origin:");
    assertThat(refused("Content-Type", "text/plain"))
        .isEqualTo("415 Content-Type: expected application/json, but was \"text/plain\"");
    assertThat(refused("Content-Type", "")).startsWith("415 ");
    assertThat(refused("X-BotFlow-Token", "wrong"))
        .isEqualTo(
            "403 X-BotFlow-Token: expected the token that GET /api/v1/me gives, but was another");
    assertThat(refused("X-BotFlow-Token", "")).startsWith("403 X-BotFlow-Token:");
  }

  @Test
  void takesNobodyElsesToken() {
    // Given
    String token = bench.headers().get("X-BotFlow-Token");
    bench.with("eve", EnumSet.allOf(Role.class));
    Map<String, String> headers = bench.headers();
    headers.put("X-BotFlow-Token", token);

    // When
    Response response = bench.send("POST", OPS, headers, NOTHING);

    // Then
    assertThat(response.status()).isEqualTo(403);
  }

  @Test
  void saysWithEachAnswerWhatABrowserMayDoWithIt() {
    for (String path : List.of("/", "/api/v1/me", "/api/v1/nothing", "/nothing.js")) {
      assertThat(bench.get(path).headers())
          .as(path)
          .containsEntry(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                  + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'")
          .containsEntry("X-Content-Type-Options", "nosniff")
          .containsEntry("Referrer-Policy", "no-referrer")
          .containsEntry("Cache-Control", path.equals("/") ? "no-cache" : "no-store");
    }
  }

  @Test
  void givesAFileOfThePageByItsHash() {
    // Given
    Response page = bench.get("/");
    Map<String, String> headers = new LinkedHashMap<>(bench.headers());
    headers.put("If-None-Match", page.headers().get("ETag"));

    // When
    Response again = bench.send("GET", "/", headers, null);

    // Then
    assertThat(page.headers().get("ETag")).matches("\"[0-9a-f]{64}\"");
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../bot.yaml",
        "/%2e%2e/bot.yaml",
        "/..%2f..%2fbot.yaml",
        "/vendor/..%5c..%5cx.js",
        "/Workbench.class",
        "/openapi.yaml",
        "//etc/passwd",
        "/index.html%00.js",
        "/api/v1/drafts/other",
        "/api/v1/drafts/main/tables/..%2fbot.yaml",
        "/api/v1/drafts/main/tables/bot.yaml",
        "/api/v1/drafts/main/tables/%2fetc%2fpasswd",
        "/api/v1/drafts/main/tables/flows%2forder.yaml"
      })
  void answersNoPathBesideItsOwn(String path) {
    assertThat(bench.get(path).status()).isEqualTo(404);
  }

  @Test
  void bindsTheBody() {
    // When
    Response large = bench.post(OPS, "{\"x\": \"" + "x".repeat(1_048_576) + "\"}");
    StringBuilder ops = new StringBuilder();
    for (int i = 0; i < 1_001; i++) {
      ops.append(i == 0 ? "" : ",")
          .append("{\"op\": \"remove\", \"id\": \"")
          .append(i)
          .append("\", \"keys\": []}");
    }
    Response many =
        bench.post(OPS, "{\"file\": \"routing.csv\", \"base\": 1, \"ops\": [" + ops + "]}");
    Response deep = bench.post(OPS, "{\"x\": " + "[".repeat(60) + "]".repeat(60) + "}");
    Response half = bench.post(OPS, "{\"file\": \"\\ud800\"}");
    Response none = bench.post(OPS, "[1]");

    // Then
    assertThat(List.of(large.status(), many.status(), deep.status(), half.status(), none.status()))
        .containsExactly(413, 413, 400, 400, 400);
    assertThat(Bench.detail(large)).isEqualTo("body: expected at most 1048576 bytes, but was more");
    assertThat(Bench.detail(many)).isEqualTo("ops: expected at most 1000, but was 1001");
    assertThat(Bench.detail(half))
        .isEqualTo("body: expected whole signs, but found half a surrogate pair");
  }

  @Test
  void namesTheMethodsOfACall() {
    // When
    Response response = bench.call("PUT", OPS, "{}");

    // Then
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("Allow", "POST");
  }
}
