package dev.botflow.workbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.workbench.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workbench over sockets, as browsers and other programs on the machine meet it. */
class WorkbenchServerTest {
  private static final Path LEAF_SHOP = Path.of("..", "..", "samples", "leaf-shop", "bot");

  @TempDir
  Path folder;

  private WorkbenchServer server;
  private URI first;

  @BeforeEach
  void open() throws IOException {
    try (Stream<Path> files = Files.walk(LEAF_SHOP)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(LEAF_SHOP.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    server = WorkbenchServer.open(
        folder, 0, "ada", EnumSet.of(Role.VIEW, Role.EDIT), Duration.ofMillis(300));
    first = server.firstAddress();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Socket socket() throws IOException {
    Socket socket = new Socket("127.0.0.1", first.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private String sent(String method, String path, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    try (Socket socket = socket()) {
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String host() {
    return "Host: 127.0.0.1:" + first.getPort();
  }

  private String cookie() throws IOException {
    String answer = sent("GET", first.getRawPath() + "?" + first.getRawQuery(), host());
    assertThat(answer).startsWith("HTTP/1.1 303");
    return answer
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("set-cookie:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void changesTheTokenOfTheFirstAddressIntoACookieOnce() throws IOException {
    // When
    String cookie = cookie();
    String again = sent("GET", first.getRawPath() + "?" + first.getRawQuery(), host());
    String mine = "Cookie: " + cookie.substring(0, cookie.indexOf(';'));
    String page = sent("GET", "/", host(), mine);
    String without = sent("GET", "/api/v1/me", host());

    // Then
    assertThat(cookie).endsWith("; Path=/; Max-Age=43200; SameSite=Strict; HttpOnly");
    assertThat(again).startsWith("HTTP/1.1 401").doesNotContain("Set-cookie");
    assertThat(page).startsWith("HTTP/1.1 200").contains("<!doctype html>");
    assertThat(without).startsWith("HTTP/1.1 401").contains("application/problem+json");
  }

  @Test
  void answersNoOtherNameThanThisMachines() throws IOException {
    // Given
    String cookie = cookie();
    String mine = "Cookie: " + cookie.substring(0, cookie.indexOf(';'));

    // When
    String rebound = sent("GET", "/api/v1/me", "Host: evil.example:" + first.getPort(), mine);
    String portless = sent("GET", "/api/v1/me", "Host: 127.0.0.1", mine);
    String token =
        sent("GET", first.getRawPath() + "?token=x", "Host: evil.example:" + first.getPort());
    String named = sent("GET", "/api/v1/me", "Host: localhost:" + first.getPort(), mine);
    String foreign = sent(
        "POST",
        "/api/v1/drafts/main/save",
        host(),
        mine,
        "Origin: http://localhost:" + first.getPort(),
        "Content-Type: application/json",
        "Content-Length: 0");

    // Then
    assertThat(List.of(rebound, portless, token, foreign))
        .allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 403"));
    assertThat(rebound)
        .contains("Host: expected 127.0.0.1:" + first.getPort() + " or localhost:" + first.getPort()
            + ", but was \\\"evil.example:" + first.getPort() + "\\\"");
    assertThat(named).startsWith("HTTP/1.1 200");
  }

  @Test
  void letsASlowClientStopNobody() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      // Given
      for (int i = 0; i < 40; i++) {
        Socket socket = socket();
        slow.add(socket);
        String begun = i % 2 == 0
            ? "GET /api/v1/me HTTP/1.1\r\nHost: 127"
            : "POST /api/v1/me HTTP/1.1\r\n" + host() + "\r\nContent-Length: 1000\r\n\r\n{";
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
      }

      // When
      String answer = sent("GET", "/api/v1/me", host());

      // Then
      assertThat(answer).startsWith("HTTP/1.1 401");
      for (Socket socket : slow) {
        assertThat(socket.getInputStream().read()).as("broken off").isEqualTo(-1);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    assertThatThrownBy(
            () -> WorkbenchServer.open(folder, first.getPort(), "eve", EnumSet.of(Role.VIEW)))
        .isInstanceOf(BotFlowException.class)
        .hasMessage("port " + first.getPort()
            + " of 127.0.0.1: expected one that is free, but it cannot be opened");
  }

  @Test
  void tellsASecondWorkbenchWhoHasTheFolder() {
    assertThatThrownBy(() -> WorkbenchServer.open(folder, 0, "eve", EnumSet.of(Role.VIEW)))
        .isInstanceOf(BotFlowException.class)
        .hasMessageContaining("ada");
  }
}
