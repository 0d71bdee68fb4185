package dev.botflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A webhook on loopback that answers as asked, and keeps what it got. */
public final class Receiver implements AutoCloseable {
  /** What came in. */
  public record Got(Headers headers, String body) {}

  private final HttpServer server;
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  // Each is put there under the lock of this, which wakes those who wait for it.
  private final List<Got> got = new CopyOnWriteArrayList<>();

  public Receiver(Integer... statuses) throws IOException {
    this.statuses.addAll(List.of(statuses));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public List<Got> got() {
    return got;
  }

  public Deque<String> bodies() {
    Deque<String> bodies = new ArrayDeque<>();
    got.forEach(one -> bodies.add(one.body()));
    return bodies;
  }

  /** Waits until so much came in; what never does fails the test in a minute. */
  public synchronized void await(int calls) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (got.size() < calls) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      assertThat(left).as("%d calls of %d came", got.size(), calls).isPositive();
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private synchronized void keep(Got call) {
    got.add(call);
    notifyAll();
  }

  /** Status 0 closes the connection; once the statuses are used up every call is answered 200. */
  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      keep(new Got(exchange.getRequestHeaders(), body));
      Integer status = statuses.poll();
      if (status == null || status != 0) {
        exchange.sendResponseHeaders(status == null ? 200 : status, -1);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
