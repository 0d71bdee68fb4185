package dev.botflow.sinch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.webhook.WebhookVerifierTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JdkHttpEndpointTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeIntake intake = new FakeIntake();
  private final HttpClient client = HttpClient.newHttpClient();
  private SinchSimulator sinch;
  private JdkHttpEndpoint endpoint;
  private SinchConnector connector;

  @BeforeEach
  void open() {
    sinch = SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", Canaries.CLIENT_SECRET)
        .channels("SMS")
        .start();
    endpoint = JdkHttpEndpoint.open(0, "/sinch", MINUTE, MINUTE);
    SinchConfig config = SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
        .webhookSecrets("s");
    connector = SinchConnector.connect(config, intake);
  }

  @AfterEach
  void close() {
    connector.close();
    endpoint.close();
    sinch.close();
  }

  @Test
  void opensALoopbackAddressOnly() {
    assertThat(endpoint.url().getHost()).isEqualTo("127.0.0.1");
    assertThat(endpoint.url().getPath()).isEqualTo("/sinch");
  }

  @Test
  void asksToComeAgainUntilItServes() throws Exception {
    assertThat(post(Bodies.text("M1", "hi")).statusCode()).isEqualTo(503);

    endpoint.serve(connector);

    assertThat(post(Bodies.text("M1", "hi")).statusCode()).isEqualTo(200);
    assertThat(intake.events).hasSize(1);
  }

  @Test
  void passesTheAnswerOn() throws Exception {
    endpoint.serve(connector);

    HttpResponse<String> get = send(HttpRequest.newBuilder(endpoint.url()).GET());
    HttpResponse<String> large = post(Bodies.text("M1", "x".repeat(SinchConnector.MAX_BODY_BYTES)));

    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST");
    assertThat(get.body()).isEqualTo("webhooks are POSTed");
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(connector.health().refused()).isEqualTo(2);
  }

  @Test
  void answersAtItsOwnPathOnly() throws Exception {
    endpoint.serve(connector);
    for (String path : List.of("/sinchfoo", "/sinch/more", "/sinch/")) {
      HttpResponse<String> answer =
          send(HttpRequest.newBuilder(endpoint.url().resolve(path)).GET());

      assertThat(answer.statusCode()).as(path).isEqualTo(404);
    }
    assertThat(connector.health().refused()).isZero();
    assertThat(send(HttpRequest.newBuilder(URI.create(endpoint.url() + "?x=1")).GET())
            .statusCode())
        .isEqualTo(405);
  }

  @Test
  void answersHeadWithoutABodyAndWithoutAComplaintOfTheServer() throws Exception {
    endpoint.serve(connector);
    List<String> complaints = new CopyOnWriteArrayList<>();
    Logger log = Logger.getLogger("com.sun.net.httpserver");
    Handler heard = new StreamHandler() {
      @Override
      public synchronized void publish(LogRecord line) {
        complaints.add(line.getMessage());
      }
    };
    log.addHandler(heard);

    try {
      HttpResponse<String> answer = send(HttpRequest.newBuilder(endpoint.url())
          .method("HEAD", HttpRequest.BodyPublishers.noBody()));

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(complaints).isEmpty();
    } finally {
      log.removeHandler(heard);
    }
  }

  @Test
  void endsACallWhoseBodyDrips() throws IOException {
    try (JdkHttpEndpoint hurried =
            JdkHttpEndpoint.open(0, "/sinch", Duration.ofMillis(100), MINUTE);
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), hurried.url().getPort())) {
      hurried.serve(connector);
      socket.setSoTimeout((int) MINUTE.toMillis());
      OutputStream out = socket.getOutputStream();
      String head = "POST /sinch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.flush();

      InputStream in = socket.getInputStream();
      assertThat(in.read()).isEqualTo(-1);
    }
    assertThat(intake.events).isEmpty();
  }

  @Test
  void isNotBlockedByCallsWhoseHeadNeverEnds() throws Exception {
    List<Socket> unfinished = new ArrayList<>();
    try (JdkHttpEndpoint quick =
        JdkHttpEndpoint.open(0, "/sinch", Duration.ofMillis(500), Duration.ofMillis(1))) {
      quick.serve(connector);
      for (int i = 0; i < 40; i++) {
        Socket socket = new Socket(quick.url().getHost(), quick.url().getPort());
        unfinished.add(socket);
        socket.getOutputStream().write("POST /sinch HTTP/1.1\r\nHost: a\r\nX-".getBytes(UTF_8));
      }

      HttpResponse<String> answer = client.send(
          HttpRequest.newBuilder(quick.url())
              .timeout(MINUTE)
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build(),
          HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(401);
      for (Socket socket : unfinished) {
        socket.setSoTimeout(60_000);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    } finally {
      for (Socket socket : unfinished) {
        socket.close();
      }
    }
  }

  @Test
  @Tag("G10")
  void letsACallUnderWayEndWhenItCloses() throws Exception {
    endpoint.serve(connector);
    CountDownLatch storing = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    intake.beforeStoring = () -> {
      storing.countDown();
      await(closing);
    };
    CompletableFuture<HttpResponse<String>> call =
        CompletableFuture.supplyAsync(() -> unchecked(() -> post(Bodies.text("M1", "hi"))));
    await(storing);

    Thread closer = new Thread(endpoint::close);
    closer.start();
    // It waits for the call; a second one before that would be taken, and wait as the first.
    Awaitility.await().atMost(MINUTE).until(() -> closer.getState() == Thread.State.TIMED_WAITING);
    assertThat(post(Bodies.text("M2", "hi")).statusCode()).isEqualTo(503);
    closing.countDown();

    assertThat(call.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
    closer.join();
    assertThat(intake.events).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    unchecked(() -> latch.await(1, TimeUnit.MINUTES));
  }

  private static <T> T unchecked(Callable<T> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> post(String body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.url());
    for (Map.Entry<String, List<String>> header :
        WebhookVerifierTest.signed("s", Bodies.bytes(body), Instant.now()).entrySet()) {
      request.header(header.getKey(), header.getValue().get(0));
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.timeout(MINUTE).build(), HttpResponse.BodyHandlers.ofString());
  }
}
