package dev.botflow.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A TCP proxy on loopback that stands in front of a port and does to it what networks do. It knows exchanges: what the
 * client writes begins one, the server's answer ends it, and the client's next byte begins the next, on the same
 * connection or another. So it suits HTTP without pipelining, kept-alive connections included, and does not read it.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.before(sinch.port())) {
 *   proxy.script(FaultScript.of(Fault.cutAfter(), Fault.none(), Fault.cutAnswer(20).reset()));
 *   SinchConfig config = config.baseUrls(proxy.url(), sinch.tokenUrl());
 *   …
 *   proxy.met(Fault.Effect.CUT_AFTER); // 1
 * }
 * }</pre>
 *
 * <p>The port behind it can be changed, so that its own address outlives a server that is killed; a connection to a port
 * where nobody listens ends at once. All its threads are daemons. Safe for use by many threads.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool(FaultProxy::daemon);
  private final Thread acceptor = daemon(this::accept);
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Fault.Effect, Long> met = new LinkedHashMap<>();
  private long exchange;
  private long begun;
  private volatile FaultScript script = FaultScript.of();
  private volatile int port;

  private FaultProxy(ServerSocket server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Opens a proxy in front of a port of 127.0.0.1.
   *
   * @param port where the server listens, or will; see {@link #to}
   */
  public static FaultProxy before(int port) {
    try {
      ServerSocket server = new ServerSocket();
      server.bind(new InetSocketAddress(loopback(), 0), BACKLOG);
      FaultProxy proxy = new FaultProxy(server, port);
      proxy.acceptor.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("fault proxy: no port of 127.0.0.1 can be opened", e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "fault-proxy");
    thread.setDaemon(true);
    return thread;
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** Stands in front of another port from the next connection on. */
  public void to(int newPort) {
    port = newPort;
  }

  /** Its own port. */
  public int port() {
    return server.getLocalPort();
  }

  /** Its own address, such as {@code http://127.0.0.1:40001}. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** What meets the exchanges that begin from now on, counted from 0 again. */
  public void script(FaultScript newScript) {
    synchronized (met) {
      script = newScript;
      exchange = 0;
    }
  }

  /** How many exchanges met this effect so far; a cut of an answer that arrived whole is not counted. */
  public long met(Fault.Effect effect) {
    synchronized (met) {
      return met.getOrDefault(effect, 0L);
    }
  }

  /** Connections open now. */
  public int connections() {
    return connections.size();
  }

  /** Ends every connection; new ones are taken. */
  public void cutAll() {
    connections.forEach(one -> one.end(true));
  }

  /** How many exchanges began since the proxy was opened. */
  public long exchanges() {
    synchronized (met) {
      return begun;
    }
  }

  /**
   * Waits until so many exchanges began since the proxy was opened: a moment to kill somebody at.
   *
   * @return false if the time passed first
   */
  public boolean awaitExchanges(long number, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    synchronized (met) {
      while (begun < number) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        try {
          met.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return true;
    }
  }

  Fault next() {
    synchronized (met) {
      begun++;
      met.notifyAll();
      return script.fault(exchange++);
    }
  }

  void count(Fault.Effect effect) {
    synchronized (met) {
      met.merge(effect, 1L, Long::sum);
    }
  }

  /** Waits, but not longer than the proxy is open. */
  void pause(long nanos) throws IOException {
    try {
      if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
        throw new IOException("the proxy was closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the proxy was closed", e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        take(server.accept());
      } catch (IOException e) {
        // Closed: the loop ends. A connection that went away while it was taken is the client's
        // affair.
      }
    }
  }

  private void take(Socket client) {
    try {
      threads.execute(() -> carry(client));
    } catch (RejectedExecutionException e) {
      // It came while the proxy closed.
      ProxiedConnection.close(client, false);
    }
  }

  private void carry(Socket client) {
    try {
      client.setTcpNoDelay(true);
      Socket behind = new Socket(loopback(), port);
      behind.setTcpNoDelay(true);
      ProxiedConnection connection = new ProxiedConnection(this, client, behind);
      connections.add(connection);
      try {
        threads.execute(connection::carryAnswers);
        connection.carryRequests();
      } finally {
        connection.awaitEnd();
        connections.remove(connection);
      }
    } catch (IOException | RejectedExecutionException e) {
      // Nobody listens behind, or the proxy closes: the client sees its connection end.
      ProxiedConnection.close(client, false);
    }
  }

  /** Frees the port and ends every connection. */
  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("fault proxy: port " + port() + " could not be closed", e);
    } finally {
      threads.shutdownNow();
      cutAll();
    }
    awaitAcceptor();
  }

  /** The thread that accepts holds the port until it wakes, and would still take whoever comes before. */
  private void awaitAcceptor() {
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "FaultProxy[" + url() + " before port " + port + "]";
  }
}
