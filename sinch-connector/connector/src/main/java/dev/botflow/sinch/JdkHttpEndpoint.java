package dev.botflow.sinch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.botflow.sinch.config.WebhookCredentials;
import dev.botflow.sinch.webhook.WebhookExchange;
import dev.botflow.sinch.webhook.WebhookResponse;
import dev.botflow.sinch.webhook.WebhookTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Webhook calls over the JDK's own HTTP server, on a loopback address only: for samples, tests, and behind a proxy on
 * the same machine. A platform with a web server of its own calls {@link SinchConnector#receive} from there.
 *
 * <p>It is opened first, so that its address can be registered, and answers 503 until {@link #serve} gives it a
 * connector.
 */
public final class JdkHttpEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JdkHttpEndpoint.class);

  // A call waits for the disk: those that wait together share a commit.
  private static final int THREADS = 32;

  private static final Duration LAST_CALLS = Duration.ofSeconds(1);
  private static final Duration SLOWEST_BODY = Duration.ofSeconds(10);

  private final HttpServer server;
  private final String path;
  private final Duration slowestBody;
  private final Duration lastCalls;
  private final ServerThreads threads;
  private volatile boolean closing;

  /** One for each call under way. */
  private final Semaphore calls = new Semaphore(THREADS);

  private volatile @Nullable WebhookExchange serving;

  private JdkHttpEndpoint(
      HttpServer server, String path, Duration slowestBody, Duration lastCalls) {
    this.server = server;
    this.path = path;
    this.slowestBody = slowestBody;
    this.lastCalls = lastCalls;
    this.threads = new ServerThreads("sinch-webhook", THREADS, slowestBody);
  }

  /**
   * Opens a port on 127.0.0.1.
   *
   * @param port 0 for any free one
   * @param path begins with {@code /}, such as {@code /sinch}
   */
  public static JdkHttpEndpoint open(int port, String path) {
    return open(port, path, SLOWEST_BODY, LAST_CALLS);
  }

  /**
   * The same with times of one's own.
   *
   * @param slowestBody within which a head is there, and within which its body is
   * @param lastCalls for which calls under way are waited for at the end
   */
  static JdkHttpEndpoint open(int port, String path, Duration slowestBody, Duration lastCalls) {
    try {
      HttpServer server = HttpServer.create(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
      JdkHttpEndpoint endpoint = new JdkHttpEndpoint(server, path, slowestBody, lastCalls);
      server.setExecutor(endpoint.threads);
      server.createContext(path, exchange -> endpoint.handle(exchange, endpoint::receive));
      server.start();
      return endpoint;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "webhook endpoint: port " + port + " of 127.0.0.1 cannot be opened", e);
    }
  }

  /** Hands the calls to this connector from now on. */
  public void serve(SinchConnector newConnector) {
    serving = newConnector::receive;
  }

  /** Hands the calls to these apps from now on: the body of each names its app. */
  public void serve(SinchApps apps) {
    serving = apps::receive;
  }

  /** The address to register, such as {@code http://127.0.0.1:8080/sinch}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /**
   * Answers Sinch's requests for a token at this path: the endpoint of {@link WebhookCredentials}.
   *
   * @param tokenPath begins with {@code /}, such as {@code /token}
   * @return the address to register
   */
  public URI issue(String tokenPath, WebhookTokens tokens) {
    server.createContext(tokenPath, exchange -> handle(exchange, tokens::issue));
    return url().resolve(tokenPath);
  }

  private WebhookResponse receive(String method, Map<String, List<String>> headers, byte[] body) {
    WebhookExchange now = serving;
    return now == null
        ? WebhookResponse.of(503, "not connected yet")
        : now.answer(method, headers, body);
  }

  private void handle(HttpExchange exchange, WebhookExchange answering) throws IOException {
    threads.readHead();
    if (closing || !calls.tryAcquire()) {
      try (exchange) {
        answer(exchange, WebhookResponse.of(503, "shutting down"));
      }
      return;
    }
    try {
      serve(exchange, answering);
    } finally {
      calls.release();
    }
  }

  private void serve(HttpExchange exchange, WebhookExchange answering) throws IOException {
    // The JDK's server hands over every path that begins with the context's.
    if (!exchange.getHttpContext().getPath().equals(exchange.getRequestURI().getPath())) {
      try (exchange) {
        answer(exchange, WebhookResponse.of(404, "nothing is here"));
      }
      return;
    }
    // A body that drips would keep its thread forever: closing the exchange makes the read fail.
    ScheduledFuture<?> tooSlow = threads.after(slowestBody, exchange::close);
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(SinchConnector.MAX_BODY_BYTES + 1);
      tooSlow.cancel(false);
      answer(
          exchange,
          answering.answer(exchange.getRequestMethod(), exchange.getRequestHeaders(), body));
    } catch (IOException e) {
      LOG.debug("a webhook call broke off: {}", e.getClass().getSimpleName());
      throw e;
    } finally {
      tooSlow.cancel(false);
    }
  }

  private static void answer(HttpExchange exchange, WebhookResponse response) throws IOException {
    byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
    response.headers().forEach(exchange.getResponseHeaders()::set);
    // An answer to HEAD has no body, and the server complains about the length of one.
    boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), bare ? -1 : body.length);
    if (!bare) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Lets calls under way end for up to a second, and frees the port. At once if there are none. */
  @Override
  public void close() {
    closing = true;
    // The server's own way to wait does so also when nothing is under way.
    try {
      if (calls.tryAcquire(THREADS, lastCalls.toMillis(), TimeUnit.MILLISECONDS)) {
        // One who closes it again has nothing to wait for either.
        calls.release(THREADS);
      } else {
        LOG.warn("webhook calls under way are broken off: they took more than {}", lastCalls);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    threads.end();
  }
}
