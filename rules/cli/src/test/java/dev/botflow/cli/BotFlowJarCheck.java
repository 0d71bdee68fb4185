package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starts the shaded jar as its users do; run by the build after the jar is made. */
class BotFlowJarCheck {
  private static final Path JAR = Path.of("target/botflow.jar");

  @BeforeEach
  void needsTheJar() {
    assumeTrue(Files.isRegularFile(JAR), "target/botflow.jar is not built yet");
  }

  @Test
  void readsFacts() throws Exception {
    // When
    Run run = jar("facts", "--json", TeaHouse.event("whatsapp-hi.json"));

    // Then
    assertThat(run).isEqualTo(Run.botflow("facts", "--json", TeaHouse.event("whatsapp-hi.json")));
    assertThat(run.exit()).isZero();
  }

  @Test
  void decidesAndPlaysWithTheRuleBaseInside() throws Exception {
    // When
    Run decided = jar("decide", TeaHouse.BOT, TeaHouse.event("whatsapp-hi.json"), "--json");
    Run played = jar("play", TeaHouse.BOT, TeaHouse.event("monday.jsonl"), "--json");

    // Then
    assertThat(decided)
        .isEqualTo(
            Run.botflow("decide", TeaHouse.BOT, TeaHouse.event("whatsapp-hi.json"), "--json"));
    assertThat(played)
        .isEqualTo(Run.botflow("play", TeaHouse.BOT, TeaHouse.event("monday.jsonl"), "--json"));
    assertThat(played.lines()).hasSize(5);
  }

  @Test
  void tellsItsVersionAndItsUsage() throws Exception {
    // When
    Run version = jar("--version");
    Run nothing = jar();

    // Then
    assertThat(version).isEqualTo(Run.botflow("--version"));
    assertThat(nothing.exit()).isEqualTo(2);
    assertThat(nothing.err()).startsWith("Usage: botflow ");
  }

  private static Run jar(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-jar", JAR.toString()));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    String out = text(process.getInputStream());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, err.join());
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
