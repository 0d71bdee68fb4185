package dev.botflow.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener on loopback for one region: reads requests, lets faults hit, writes answers, keeps the record. */
final class HttpDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);

  static {
    // The JDK's server writes head and body apart; without this every answer waits 40 ms for the
    // client's kernel.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final String region;
  private final Function<Call, Answer> service;
  private final Faults faults;
  private final RequestLog log;
  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);

  private HttpDoor(
      String region,
      HttpServer server,
      Function<Call, Answer> service,
      Faults faults,
      RequestLog log) {
    this.region = region;
    this.server = server;
    this.service = service;
    this.faults = faults;
    this.log = log;
  }

  /**
   * Opens the listener.
   *
   * @param port 0 for any that is free
   */
  static HttpDoor open(
      String region,
      int port,
      ExecutorService executor,
      Function<Call, Answer> service,
      Faults faults,
      RequestLog log)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 1024);
    HttpDoor door = new HttpDoor(region, server, service, faults, log);
    server.createContext("/", door::handle);
    server.setExecutor(executor);
    startAsDaemon(server);
    return door;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }

  /** The server's own thread takes after the one that starts it: a forgotten simulator must not keep a JVM alive. */
  private static void startAsDaemon(HttpServer server) {
    Thread starter = new Thread(server::start, "simulator-start");
    starter.setDaemon(true);
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException e) {
      server.stop(0);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the simulator was starting", e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call = read(exchange);
      boolean admin = call.rawPath().startsWith("/simulator/");
      Optional<Faults.Fault> fault = admin ? Optional.empty() : faults.take(call);
      Optional<Answer> answer =
          fault.isEmpty() ? Optional.of(serve(call)) : spoil(call, fault.get());
      if (!admin) {
        log.add(call, answer.map(Answer::status).orElse(0));
      }
      if (answer.isPresent()) {
        boolean cut = fault.isPresent() && fault.get().effect() == Faults.Effect.CUT_ANSWER;
        write(exchange, answer.get(), cut);
      }
    } catch (IOException e) {
      LOG.debug("A client of the simulator went away, or was sent away.", e);
    }
  }

  /** The answer a fault leaves; nothing if the connection closes without one. */
  private Optional<Answer> spoil(Call call, Faults.Fault fault) {
    return switch (fault.effect()) {
      case STATUS -> Optional.of(refusal(call, fault));
      case CLOSE_BEFORE -> Optional.empty();
      case CLOSE_AFTER -> {
        serve(call).afterwards().run();
        yield Optional.empty();
      }
      case CUT_ANSWER -> Optional.of(serve(call));
      case DELAY -> {
        await(fault.time() == null ? Duration.ZERO : fault.time());
        yield Optional.of(serve(call));
      }
    };
  }

  private Answer serve(Call call) {
    try {
      return service.apply(call);
    } catch (ApiException e) {
      return e.answer();
    } catch (RuntimeException e) {
      LOG.error("The simulator failed at {} {}", call.method(), call.rawPath(), e);
      return Answer.json(
          500, ApiException.body(500, "INTERNAL", "The simulator itself failed; see its log."));
    }
  }

  private static Answer refusal(Call call, Faults.Fault fault) {
    int status = fault.status();
    Answer answer;
    if (fault.body() != null) {
      answer = Answer.of(status, "text/html", fault.body());
    } else if (Faults.isToken(call)) {
      answer = Tokens.refusal(
          status, "temporarily_unavailable", "A fault the simulator was told to show.");
    } else {
      answer = Answer.json(
          status,
          ApiException.body(
              status, ApiException.wordOf(status), "A fault the simulator was told to show."));
    }
    return fault.time() == null
        ? answer
        : answer.header("Retry-After", Long.toString(fault.time().toSeconds()));
  }

  private Call read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    byte[] body = exchange.getRequestBody().readAllBytes();
    String query = exchange.getRequestURI().getRawQuery();
    return new Call(
        region,
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query == null ? "" : query,
        headers,
        body);
  }

  private static void write(HttpExchange exchange, Answer answer, boolean cut) throws IOException {
    try {
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body();
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, cut ? body.length / 2 : body.length);
        out.flush();
        // Not closed here: half a body closes the connection only if the exchange is closed first.
      }
    } finally {
      answer.afterwards().run();
    }
  }

  private void await(Duration wait) {
    try {
      if (closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("The simulator closed while a fault was holding a request.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
