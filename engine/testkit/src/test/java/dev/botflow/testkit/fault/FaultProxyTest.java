package dev.botflow.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private final LineServer server = new LineServer();
  private final FaultProxy proxy = FaultProxy.before(server.port());

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.close();
  }

  /** A client that keeps its connection. */
  private Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void ask(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** What is answered up to the line's end, or to the end of the connection. */
  private static String answer(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    for (int next = socket.getInputStream().read();
        next >= 0;
        next = socket.getInputStream().read()) {
      if (next == '\n') {
        return answer.toString();
      }
      answer.append((char) next);
    }
    return answer + "|";
  }

  private String asked(String line) throws IOException {
    try (Socket socket = connected()) {
      ask(socket, line);
      return answer(socket);
    }
  }

  @Test
  void letsExchangesPassOnAConnectionThatIsKept() throws IOException {
    try (Socket socket = connected()) {
      ask(socket, "one");
      assertThat(answer(socket)).isEqualTo("took one");
      ask(socket, "two");
      assertThat(answer(socket)).isEqualTo("took two");
    }
    assertThat(server.got()).containsExactly("one", "two");
  }

  @Test
  void cutsBeforeTheRequestIsWrittenOn() throws IOException {
    proxy.script(FaultScript.of(Fault.cutBefore()));

    assertThat(asked("one")).isEqualTo("|");
    assertThat(asked("two")).isEqualTo("took two");

    assertThat(server.got()).containsExactly("two");
    assertThat(proxy.met(Fault.Effect.CUT_BEFORE)).isEqualTo(1);
  }

  @Test
  void cutsAfterTheRequestWasTaken() throws IOException {
    proxy.script(FaultScript.of(Fault.cutAfter()));

    assertThat(asked("one")).isEqualTo("|");

    assertThat(server.got()).containsExactly("one");
    assertThat(proxy.met(Fault.Effect.CUT_AFTER)).isEqualTo(1);
  }

  @Test
  void cutsInTheAnswer() throws IOException {
    proxy.script(FaultScript.of(Fault.cutAnswer(4), Fault.cutAnswer(400)));

    assertThat(asked("one")).isEqualTo("took|");
    assertThat(asked("two")).isEqualTo("took two");

    assertThat(proxy.met(Fault.Effect.CUT_ANSWER)).isEqualTo(1);
  }

  @Test
  void meetsALaterExchangeOfTheSameConnection() throws IOException {
    proxy.script(FaultScript.of(Fault.none(), Fault.cutAfter()));
    try (Socket socket = connected()) {
      ask(socket, "one");
      assertThat(answer(socket)).isEqualTo("took one");
      ask(socket, "two");
      assertThat(answer(socket)).isEqualTo("|");
    }
    assertThat(server.got()).containsExactly("one", "two");
  }

  @Test
  void resetsInsteadOfEnding() throws IOException {
    proxy.script(FaultScript.of(Fault.cutAfter().reset()));
    try (Socket socket = connected()) {
      ask(socket, "one");
      assertThatThrownBy(() -> answer(socket))
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
  }

  @Test
  void delaysAndThrottlesWithoutChangingAByte() throws IOException {
    proxy.script(FaultScript.of(Fault.delay(Duration.ofMillis(200)), Fault.throttle(100)));
    long start = System.nanoTime();

    assertThat(asked("one")).isEqualTo("took one");
    Duration delayed = Duration.ofNanos(System.nanoTime() - start);
    assertThat(asked("0123456789")).isEqualTo("took 0123456789");
    Duration both = Duration.ofNanos(System.nanoTime() - start);

    assertThat(delayed).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    // 27 bytes in both directions together, at 100 a second.
    assertThat(both.minus(delayed)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
  }

  @Test
  void keepsItsPortWhileTheServerBehindItChanges() throws IOException {
    try (LineServer other = new LineServer()) {
      proxy.to(other.port());
      assertThat(asked("one")).isEqualTo("took one");
      assertThat(other.got()).containsExactly("one");
    }
    // The server is gone; its port is held, so that no other program comes to listen there.
    try (Socket gone = new Socket()) {
      gone.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      proxy.to(gone.getLocalPort());
      assertThat(asked("two")).isEqualTo("|");
    }
    proxy.to(server.port());
    assertThat(asked("three")).isEqualTo("took three");
  }

  @Test
  void tellsWhenSoManyExchangesBegan() throws IOException {
    assertThat(proxy.awaitExchanges(1, Duration.ofMillis(20))).isFalse();

    asked("one");
    asked("two");

    assertThat(proxy.awaitExchanges(2, Duration.ofSeconds(10))).isTrue();
    assertThat(proxy.exchanges()).isEqualTo(2);
  }

  @Test
  void givesTheSameFaultsForTheSameSeedInAnyOrder() {
    FaultScript script =
        FaultScript.random(7, 0.5, Fault.cutBefore(), Fault.cutAfter(), Fault.cutAnswer(9));
    List<Fault> forth = new ArrayList<>();
    List<Fault> back = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      forth.add(script.fault(i));
      back.add(0, script.fault(999 - i));
    }

    assertThat(back).isEqualTo(forth);
    assertThat(forth).contains(Fault.cutBefore(), Fault.cutAfter(), Fault.cutAnswer(9));
    assertThat(forth.stream().filter(Fault.none()::equals).count()).isBetween(400L, 600L);
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertThatThrownBy(() -> Fault.cutAnswer(0)).hasMessage("bytes: expected 1 or more, but was 0");
    assertThatThrownBy(() -> FaultScript.random(1, 1.5, Fault.cutAfter()))
        .hasMessage("expected at least 1 fault and a share from 0 to 1, but was 1 and 1.5");
  }
}
