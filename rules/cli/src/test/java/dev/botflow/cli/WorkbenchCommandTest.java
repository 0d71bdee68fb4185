package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.botflow.authoring.io.Streams;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbenchCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  Path folder;

  /** A running command, and a browser that opened its address. */
  private static final class Running implements AutoCloseable {
    final HttpClient browser = HttpClient.newHttpClient();
    String cookie = "none=0";
    final BufferedReader out;
    final CompletableFuture<Integer> exit;
    final PipedOutputStream typed;
    final ByteArrayOutputStream err = new ByteArrayOutputStream();

    Running(String... args) throws IOException {
      PipedOutputStream written = new PipedOutputStream();
      out = new BufferedReader(
          new InputStreamReader(new PipedInputStream(written), StandardCharsets.UTF_8));
      typed = new PipedOutputStream();
      Streams streams = new Streams(
          new BufferedReader(
              new InputStreamReader(new PipedInputStream(typed), StandardCharsets.UTF_8)),
          new PrintStream(written, false, StandardCharsets.UTF_8),
          new PrintStream(err, false, StandardCharsets.UTF_8),
          false);
      exit = CompletableFuture.supplyAsync(() -> BotFlowCommand.run(streams, args));
    }

    HttpResponse<String> get(URI uri) throws Exception {
      HttpResponse<String> response = browser.send(
          HttpRequest.newBuilder(uri).header("Cookie", cookie).build(), BodyHandlers.ofString());
      response
          .headers()
          .firstValue("Set-Cookie")
          .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
      return response;
    }

    HttpResponse<String> post(URI uri, String token, String body) throws Exception {
      return browser.send(
          HttpRequest.newBuilder(uri)
              .header("Cookie", cookie)
              .header("Origin", "http://" + uri.getAuthority())
              .header("Content-Type", "application/json")
              .header("X-BotFlow-Token", token)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }

    int quit() throws Exception {
      typed.write("quit\n".getBytes(StandardCharsets.UTF_8));
      typed.flush();
      return exit.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
      typed.close();
      out.close();
    }
  }

  @Test
  void opensTheFolderAndSavesWhatWasTypedLastWhenItEnds() throws Exception {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    try (Running running = new Running("workbench", bot.toString(), "--no-open", "--json")) {
      JsonNode line = JSON.readTree(running.out.readLine());
      URI first = URI.create(line.path("address").asText());

      // When
      HttpResponse<String> opened = running.get(first);
      HttpResponse<String> page = running.get(first.resolve("/"));
      String token = JSON.readTree(running.get(first.resolve("/api/v1/me")).body())
          .path("token")
          .asText();
      URI main = first.resolve("/api/v1/drafts/main/");
      JsonNode table =
          JSON.readTree(running.get(main.resolve("tables/routing.csv")).body());
      HttpResponse<String> edited = running.post(
          main.resolve("ops"),
          token,
          "{\"file\": \"routing.csv\", \"base\": " + table.path("revision")
              + ", \"ops\": [{\"op\": \"insert_section\", \"id\": \"1\", \"key\": \"n-1\", \"after\": null, \"now\": \"by hand\"}]}");
      int exit = running.quit();

      // Then
      assertThat(opened.statusCode()).isEqualTo(303);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("<!doctype html>");
      assertThat(edited.body()).contains("\"status\":\"done\"");
      assertThat(exit).isZero();
      assertThat(Files.readString(bot.resolve("routing.csv"))).contains("# by hand\n");
    }
  }

  @Test
  void saysThatTheAddressWorksOnce() throws Exception {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    try (Running running = new Running("workbench", bot.toString(), "--no-open")) {
      String line = running.out.readLine();
      URI first = URI.create(line.substring(line.indexOf("http")));
      running.get(first);

      // When
      HttpResponse<String> other = HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(first).build(), BodyHandlers.ofString());

      // Then
      assertThat(line).startsWith("The workbench is open: http://127.0.0.1:");
      assertThat(running.out.readLine())
          .isEqualTo(
              "The address works once, in one browser. Ctrl+C ends the workbench; what is not saved yet is saved then.");
      assertThat(other.statusCode()).isEqualTo(401);
      assertThat(running.quit()).isZero();
    }
  }

  @Test
  void publishesToAFolderOfVersions() throws Exception {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    Path versions = folder.resolve("versions");
    try (Running running = new Running(
        "workbench", bot.toString(), "--no-open", "--json", "--versions", versions.toString())) {
      URI first =
          URI.create(JSON.readTree(running.out.readLine()).path("address").asText());
      running.get(first);
      JsonNode me = JSON.readTree(running.get(first.resolve("/api/v1/me")).body());
      String content = JSON.readTree(
              running.get(first.resolve("/api/v1/compare")).body())
          .path("content")
          .asText();

      // When
      HttpResponse<String> published = running.post(
          first.resolve("/api/v1/drafts/main/publish"),
          me.path("token").asText(),
          "{\"content\": \"" + content + "\", \"live\": 0}");

      // Then
      assertThat(me.path("roles").toString())
          .isEqualTo("[\"view\",\"edit\",\"approve\",\"publish\"]");
      assertThat(published.statusCode()).isEqualTo(201);
      assertThat(Run.botflow("versions", versions.toString()).out()).contains("1 live");
      assertThat(running.quit()).isZero();
    }
  }

  @Test
  void takesAStoreOnlyBesideVersions() {
    // When
    Run run = Run.botflow("workbench", folder.toString(), "--no-open", "--store", "store.db");

    // Then
    assertThat(run.err()).isEqualTo("--store: expected --versions beside it, but there is none\n");
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void saysWhatIsNoFolder() {
    // When
    Run run = Run.botflow("workbench", folder.resolve("nothing").toString(), "--no-open");

    // Then
    assertThat(run.err())
        .isEqualTo(
            folder.resolve("nothing") + ": expected a bot's folder, but there is no such folder\n");
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void copiesTheSampleOnce() throws Exception {
    // When
    SampleBot.copy(Path.of("../../samples/leaf-shop/bot"), folder.resolve("copy"));

    // Then
    assertThat(folder.resolve("copy/routing.csv"))
        .hasSameBinaryContentAs(Path.of("../../samples/leaf-shop/bot/routing.csv"));
    assertThat(SampleBot.copyInto(folder.resolve("copy"))).isFalse();
    assertThat(folder.resolve("copy/flows")).isNotEmptyDirectory();
  }
}
