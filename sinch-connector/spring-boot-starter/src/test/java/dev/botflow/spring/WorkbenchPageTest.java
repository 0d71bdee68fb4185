package dev.botflow.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.botflow.simulator.SinchSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The analysts' page behind the host's own security, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkbenchPageTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private final SinchSimulator sinch = Host.simulator();
  private ConfigurableApplicationContext context;
  private Path bot;

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Host.Application.class)
  static class Guarded {

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
      // docs:begin
      // The page sends a token of its own with each change, so Spring's is not needed there.
      http.csrf(csrf -> csrf.ignoringRequestMatchers("/sinch", "/workbench/**"))
          .authorizeHttpRequests(calls -> calls
              .requestMatchers("/sinch")
              .permitAll()
              .requestMatchers("/workbench", "/workbench/**")
              .hasAnyRole("BOTFLOW_VIEWER", "BOTFLOW_EDITOR")
              .anyRequest()
              .authenticated())
          .httpBasic(Customizer.withDefaults());
      // docs:end
      return http.build();
    }

    @Bean
    InMemoryUserDetailsManager people() {
      return new InMemoryUserDetailsManager(List.of(
          User.withUsername("ana").password("{noop}a").roles("BOTFLOW_EDITOR").build(),
          User.withUsername("ben").password("{noop}b").roles("BOTFLOW_VIEWER").build(),
          User.withUsername("cas").password("{noop}c").roles("SALES").build()));
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    bot = folder.resolve("bot");
    copy(Path.of("src/test/resources/bot"), bot);
    context = Host.start(
        Guarded.class,
        Host.settings(
            sinch,
            folder.resolve("host.db"),
            "--botflow.bot=" + bot,
            "--botflow.workbench.enabled=true"));
  }

  @AfterAll
  void stop() {
    context.close();
    sinch.close();
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path path : all) {
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
  }

  private HttpRequest.Builder call(String path, String person) {
    String basic = Base64.getEncoder()
        .encodeToString((person + ":" + person.charAt(0)).getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create(Host.url(context) + path))
        .header("Authorization", "Basic " + basic);
  }

  private static HttpResponse<String> send(HttpRequest.Builder call)
      throws IOException, InterruptedException {
    return CLIENT.send(call.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body());
  }

  @Test
  void thePageIsThereForThoseTheHostLetsIn() throws Exception {
    assertThat(send(call("/workbench/", "ana")).body()).contains("BotFlow workbench");
    assertThat(send(call("/workbench/app.js", "ben")).statusCode()).isEqualTo(200);
    assertThat(send(call("/workbench/", "cas")).statusCode()).isEqualTo(403);
    HttpRequest.Builder nobody =
        HttpRequest.newBuilder(URI.create(Host.url(context) + "/workbench/"));
    assertThat(send(nobody).statusCode()).isEqualTo(401);
  }

  @Test
  void withoutTheSlashItLeadsThere() throws Exception {
    HttpResponse<String> response = send(call("/workbench", "ana"));

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location").orElse("")).endsWith("/workbench/");
  }

  @Test
  void peopleAreWhoTheHostSaysWithTheRolesItGives() throws Exception {
    JsonNode ana = json(send(call("/workbench/api/v1/me", "ana")));
    JsonNode ben = json(send(call("/workbench/api/v1/me", "ben")));

    assertThat(ana.path("name").asText()).isEqualTo("ana");
    assertThat(ana.path("roles").toString()).isEqualTo("[\"view\",\"edit\"]");
    assertThat(ben.path("roles").toString()).isEqualTo("[\"view\"]");
  }

  private HttpRequest.Builder saving(String person) {
    return call("/workbench/api/v1/drafts/main/save", person)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{}"));
  }

  @Test
  void changesOfEditorsGoThroughSpringsCsrfFilterToThePagesOwnGuard() throws Exception {
    String token = json(send(call("/workbench/api/v1/me", "ana"))).path("token").asText();

    HttpResponse<String> saved =
        send(saving("ana").header("Origin", Host.url(context)).header("X-BotFlow-Token", token));
    HttpResponse<String> forged = send(saving("ana"));
    HttpResponse<String> viewer = send(saving("ben"));

    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.body()).contains("Origin: expected the host");
    assertThat(viewer.statusCode()).isEqualTo(403);
    assertThat(viewer.body()).contains("expected the role edit, but ben has view");
  }

  @Test
  void unlessItIsSetThereIsNone(@TempDir Path folder) throws Exception {
    try (ConfigurableApplicationContext plain =
        Host.start(HealthTest.Watched.class, Host.settings(sinch, folder.resolve("host.db")))) {
      assertThat(plain.getBeanNamesForType(Workbenches.class)).isEmpty();
      HttpRequest.Builder page =
          HttpRequest.newBuilder(URI.create(Host.url(plain) + "/workbench/"));
      assertThat(send(page).statusCode()).isEqualTo(404);
    }
  }

  /** Where nobody signs in, nobody is known. */
  @Test
  void withoutSecurityOfTheHostsEveryCallIsRefused(@TempDir Path folder) throws Exception {
    copy(Path.of("src/test/resources/bot"), folder.resolve("bot"));
    try (ConfigurableApplicationContext open = Host.start(
        HealthTest.Watched.class,
        Host.settings(
            sinch,
            folder.resolve("host.db"),
            "--botflow.bot=" + folder.resolve("bot"),
            "--botflow.workbench.enabled=true"))) {
      HttpRequest.Builder me =
          HttpRequest.newBuilder(URI.create(Host.url(open) + "/workbench/api/v1/me"));
      assertThat(send(me).statusCode()).isEqualTo(401);
    }
  }
}
