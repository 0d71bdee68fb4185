package dev.botflow.workbench.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.botflow.error.BotFlowException;
import dev.botflow.sinch.ServerThreads;
import dev.botflow.workbench.LocalAccess;
import dev.botflow.workbench.Request;
import dev.botflow.workbench.Response;
import dev.botflow.workbench.Role;
import dev.botflow.workbench.Workbench;
import dev.botflow.workbench.WorkbenchOptions;
import dev.botflow.workbench.live.LiveOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A workbench on 127.0.0.1, which no other machine reaches. A call's head has 10 seconds to arrive, its body too, and the
 * answer 30 seconds to be taken; what is slower is broken off, so that it stops nobody else.
 */
public final class WorkbenchServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkbenchServer.class);
  private static final int THREADS = 32;
  private static final int MAX_BODY_BYTES = 1_048_576;

  private final HttpServer server;
  private final ServerThreads threads;
  private final Duration slowest;
  private final LocalAccess access;
  private final Workbench workbench;

  private WorkbenchServer(
      HttpServer server, Duration slowest, LocalAccess access, Workbench workbench) {
    this.server = server;
    this.threads = new ServerThreads("botflow-workbench", THREADS, slowest);
    this.slowest = slowest;
    this.access = access;
    this.workbench = workbench;
  }

  /**
   * Opens a folder and serves it.
   *
   * @param port 0 for any free one
   * @param person who works here
   * @param roles what they may do
   * @throws BotFlowException if the port cannot be opened, there is no such folder, or somebody else has it open
   */
  public static WorkbenchServer open(Path folder, int port, String person, Set<Role> roles) {
    return open(folder, port, person, roles, Optional.empty());
  }

  /**
   * Opens a folder and serves it, and publishes from it.
   *
   * @param port 0 for any free one
   * @param person who works here
   * @param roles what they may do
   * @param live where it publishes to; empty for a workbench that publishes nothing
   * @throws BotFlowException if the port cannot be opened, there is no such folder, or somebody else has it open
   */
  public static WorkbenchServer open(
      Path folder, int port, String person, Set<Role> roles, Optional<LiveOptions> live) {
    return open(folder, port, person, roles, live, Duration.ofSeconds(10));
  }

  /** @param slowest within which a head is there, and its body */
  static WorkbenchServer open(
      Path folder, int port, String person, Set<Role> roles, Duration slowest) {
    return open(folder, port, person, roles, Optional.empty(), slowest);
  }

  private static WorkbenchServer open(
      Path folder,
      int port,
      String person,
      Set<Role> roles,
      Optional<LiveOptions> live,
      Duration slowest) {
    HttpServer server = bound(port);
    try {
      LocalAccess access = new LocalAccess(server.getAddress().getPort(), person, roles);
      WorkbenchOptions options = WorkbenchOptions.local(person, access);
      Workbench workbench = Workbench.open(folder, live.map(options::publishing).orElse(options));
      WorkbenchServer serving = new WorkbenchServer(server, slowest, access, workbench);
      server.setExecutor(serving.threads);
      server.createContext("/", serving::handle);
      server.start();
      return serving;
    } catch (RuntimeException e) {
      server.stop(0);
      throw e;
    }
  }

  private static HttpServer bound(int port) {
    try {
      return HttpServer.create(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
    } catch (IOException | IllegalArgumentException e) {
      throw new BotFlowException(
          "port " + port + " of 127.0.0.1: expected one that is free, but it cannot be opened", e);
    }
  }

  /** The address to open first; it works once. */
  public URI firstAddress() {
    return access.firstAddress();
  }

  /** The page's address for the browser that opened the first one. */
  public URI address() {
    return access.address();
  }

  private void handle(HttpExchange exchange) throws IOException {
    threads.readHead();
    // A body that drips would keep its thread forever: closing the exchange makes the read fail.
    ScheduledFuture<?> body = threads.after(slowest, exchange::close);
    try (exchange) {
      byte[] read = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
      body.cancel(false);
      answer(exchange, workbench.handle(request(exchange, read)));
    } catch (IOException e) {
      LOG.debug("a call broke off: {}", e.getClass().getSimpleName());
      throw e;
    } finally {
      body.cancel(false);
    }
  }

  private static Request request(HttpExchange exchange, byte[] body) {
    URI uri = exchange.getRequestURI();
    return new Request(
        exchange.getRequestMethod(),
        uri.getRawPath() == null ? "" : uri.getRawPath(),
        uri.getRawQuery(),
        exchange.getRequestHeaders(),
        body);
  }

  private void answer(HttpExchange exchange, Response response) throws IOException {
    byte[] body = response.body();
    response.headers().forEach(exchange.getResponseHeaders()::set);
    // Who does not take the answer keeps its thread no longer than this.
    ScheduledFuture<?> tooSlow = threads.after(slowest.multipliedBy(3), exchange::close);
    try {
      boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(response.status(), bare ? -1 : body.length);
      if (!bare) {
        exchange.getResponseBody().write(body);
      }
    } finally {
      tooSlow.cancel(false);
    }
  }

  /** Ends it: no more calls, and what is not saved yet is saved. */
  @Override
  public void close() {
    server.stop(0);
    threads.end();
    workbench.close();
  }
}
