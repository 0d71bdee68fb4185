package dev.botflow.sinch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.config.Timeouts;
import dev.botflow.sinch.error.SinchApiException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HttpCallsTest {
  /** What the next connections do when they are made, and then when they are used; nothing once it is empty. */
  private final Deque<Throwable> making = new ArrayDeque<>();

  private final Deque<Error> writing = new ArrayDeque<>();
  private final SinchSimulator sinch = SinchSimulator.builder()
      .project("P1")
      .app("APP1")
      .key("key", "s")
      .channels("SMS")
      .start();
  private final HttpCalls calls =
      new HttpCalls(Timeouts.DEFAULT, 1, Clock.systemUTC(), this::connection);

  @AfterEach
  void close() {
    calls.close();
    sinch.close();
  }

  @Test
  @Tag("G5")
  void aConnectionThatCannotBeMadeHasSentNothing() {
    for (Throwable failure : List.of(
        new IncompatibleClassChangeError("x.Y cannot inherit from final class"),
        new OutOfMemoryError(),
        new IllegalStateException("as the test says"),
        new IOException("as the test says"))) {
      making.add(failure);

      SinchApiException refused = refused();

      assertThat(refused.maybeSent()).as(failure.toString()).isFalse();
      assertThat(refused).hasMessageNotContaining("as the test says");
    }
  }

  @Test
  @Tag("G5")
  void aConnectionThatFailsWhenUsedMayHaveSentSomething() {
    writing.add(new NoSuchMethodError("void x.Y.z()"));

    SinchApiException refused = refused();

    assertThat(refused.maybeSent()).isTrue();
    assertThat(refused)
        .hasMessage(
            "GET at " + sinch.baseUrl()
                + ": no whole answer came, the HTTP client failed (java.lang.NoSuchMethodError: void x.Y.z())");
  }

  /** The client would close all connections at an error, those to come too. */
  @Test
  void oneFailureOfTheClientIsNotTheEndOfAllCalls() {
    making.add(new IncompatibleClassChangeError());
    making.add(new OutOfMemoryError());
    writing.add(new OutOfMemoryError());
    for (int i = 0; i < 3; i++) {
      refused();
    }

    assertThat(get().status()).isEqualTo(401);
  }

  @Test
  void offersNoOtherProtocolToAHostWithoutTls() {
    get();

    assertThat(sinch.requests().get(0).headers())
        .containsKey("authorization")
        .doesNotContainKeys("upgrade", "connection");
  }

  private SinchApiException refused() {
    return catchThrowableOfType(SinchApiException.class, this::get);
  }

  private Answer get() {
    return calls.exchange(
        SinchApiException.Host.API,
        "GET",
        URI.create(sinch.baseUrl() + "/v1/projects/P1/apps"),
        "Bearer none",
        null,
        ContentType.APPLICATION_JSON,
        Duration.ofSeconds(30));
  }

  private ManagedHttpClientConnection connection(Socket socket) throws IOException {
    Throwable failure = making.poll();
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException fault) {
      throw fault;
    }
    if (failure instanceof IOException broken) {
      throw broken;
    }
    QuietConnection connection = new QuietConnection();
    if (socket != null) {
      connection.bind(socket);
    }
    return (ManagedHttpClientConnection) Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {ManagedHttpClientConnection.class},
        (proxy, method, arguments) -> {
          Error error = method.getName().equals("sendRequestHeader") ? writing.poll() : null;
          if (error != null) {
            throw error;
          }
          return method.invoke(connection, arguments);
        });
  }
}
