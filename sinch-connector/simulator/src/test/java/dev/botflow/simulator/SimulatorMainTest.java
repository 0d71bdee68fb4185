package dev.botflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.json.Json;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorMainTest {

  @Test
  void printsItsAddressesServesAndStopsWhenItsInputCloses()
      throws IOException, InterruptedException {
    try (Receiver bot = new Receiver()) {
      // Given
      Process process = start(
          "--project",
          "P",
          "--app",
          "APP",
          "--key",
          "k",
          "--secret",
          "the-secret",
          "--channels",
          "SMS,RCS",
          "--mode",
          "dispatch",
          "--reports",
          "DELIVERED",
          "--webhook-url",
          bot.url(),
          "--webhook-secret",
          "w-secret");
      try {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);

        // When
        JsonNode line = Json.parseObject(lines.readLine());
        Client client = new Client("", line.path("admin_url").asText(), "");
        client.adminPost(
            "/messages", Client.quoted("{'channel':'SMS','identity':'4670','text':'Hi'}"));
        process.getOutputStream().close();

        // Then
        String base = line.path("conversation_url").asText();
        assertThat(line)
            .isEqualTo(Json.parseObject(Client.quoted("{'conversation_url':'" + base
                + "','token_url':'" + base + "/oauth2/token','admin_url':'" + base
                + "/simulator','region':'eu','project_id':'P','app_id':'APP'}")));
        assertThat(Json.parseObject(bot.bodies().getFirst())
                .at("/message/processing_mode")
                .asText())
            .isEqualTo("DISPATCH");
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(lines.readLine()).isNull();
        assertThat(process.errorReader().readLine()).isNull();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void stopsWhenItIsTold() throws IOException, InterruptedException {
    // Given
    Process process =
        start("--project", "P", "--app", "A", "--key", "k", "--secret", "s", "--stay");
    try {
      assertThat(process.inputReader().readLine()).startsWith("{\"conversation_url\"");
      process.getOutputStream().close();

      // When
      process.destroy();

      // Then
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--app A --secret the-secret                          | Missing: --project, --key.",
        "--project P --app A --key k --secret                 | Missing: --secret.",
        "--project P --app A --key k --secret the-secret x    | An argument is no option of the simulator; --help shows them all.",
        "--project P --app A --key k --secret s --mode BOTH   | --mode: the value cannot be read; --help shows what is expected.",
        "--project P --app A --key k --secret s --port x      | --port: the value cannot be read; --help shows what is expected.",
        "--project P --app A --key k --secret s --webhook-url http://bot.example/ | target: expected https, or http on loopback, but was another scheme.",
      })
  void saysInOneSentenceWhatIsWrongWithItsArguments(String arguments, String expected) {
    // Given
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    // When
    int exit = SimulatorMain.run(
        arguments.split(" "),
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));

    // Then
    assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo(expected);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(exit).isEqualTo(2);
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    try (Receiver taken = new Receiver()) {
      // Given
      String port = taken.url().replaceAll(".*:([0-9]+)/.*", "$1");
      ByteArrayOutputStream err = new ByteArrayOutputStream();

      // When
      int exit = SimulatorMain.run(
          new String[] {
            "--project", "P", "--app", "A", "--key", "k", "--secret", "s", "--port", port
          },
          new ByteArrayInputStream(new byte[0]),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8));

      // Then
      assertThat(err.toString(StandardCharsets.UTF_8).strip())
          .isEqualTo("port " + port + ": expected a free port on loopback, but could not listen.");
      assertThat(exit).isEqualTo(2);
    }
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(
        "-cp", System.getProperty("java.class.path"), "dev.botflow.simulator.SimulatorMain"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
