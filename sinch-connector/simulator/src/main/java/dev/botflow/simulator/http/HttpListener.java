package dev.botflow.simulator.http;

import dev.botflow.simulator.json.Answer;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.json.Call;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener on loopback for one region: reads requests, lets faults hit, writes answers, keeps the record. */
public final class HttpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /** Pieces a slow answer comes in. */
  private static final int PIECES = 10;

  private final String region;
  private final Function<Call, Answer> service;
  private final Faults faults;
  private final RequestLog log;
  private final ServerSocket server;
  private final ExecutorService executor;
  private final Set<HttpWire> wires = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch accepted = new CountDownLatch(1);

  private HttpListener(
      String region,
      ServerSocket server,
      ExecutorService executor,
      Function<Call, Answer> service,
      Faults faults,
      RequestLog log) {
    this.region = region;
    this.server = server;
    this.executor = executor;
    this.service = service;
    this.faults = faults;
    this.log = log;
  }

  /**
   * Opens the listener.
   *
   * @param port 0 for any that is free
   * @param executor runs each connection on a thread of its own
   */
  public static HttpListener open(
      String region,
      int port,
      ExecutorService executor,
      Function<Call, Answer> service,
      Faults faults,
      RequestLog log)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 1024);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    HttpListener door = new HttpListener(region, server, executor, service, faults, log);
    executor.execute(door::accept);
    return door;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("The simulator's listener could not be closed.", e);
    }
    try {
      // The thread that accepts holds the port until it wakes, and would still take who comes
      // before.
      accepted.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    wires.forEach(this::end);
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        acceptOne();
      }
    } finally {
      accepted.countDown();
    }
  }

  private void acceptOne() {
    try {
      Socket socket = server.accept();
      try {
        executor.execute(() -> converse(socket));
      } catch (RejectedExecutionException e) {
        socket.close();
      }
    } catch (IOException e) {
      LOG.trace("The simulator takes no more connections: {}", e.getClass().getSimpleName());
    }
  }

  private void converse(Socket socket) {
    try (HttpWire wire = new HttpWire(region, socket)) {
      wires.add(wire);
      try {
        Call call = open() ? wire.read() : null;
        while (call != null && handle(wire, call)) {
          call = wire.read();
        }
      } finally {
        wires.remove(wire);
      }
    } catch (IOException e) {
      LOG.debug(
          "A client of the simulator went away, or was sent away: {}",
          e.getClass().getSimpleName());
    }
  }

  private boolean open() {
    return closed.getCount() > 0;
  }

  /** Answers one request; false if the connection is to end. */
  private boolean handle(HttpWire wire, Call call) throws IOException {
    boolean admin = call.rawPath().startsWith("/simulator/");
    Optional<Faults.Fault> fault = admin ? Optional.empty() : faults.take(call);
    if (fault.isEmpty()) {
      Answer answer = serve(call);
      record(admin, call, answer.status());
      return whole(wire, answer);
    }
    return spoil(wire, call, fault.get());
  }

  private boolean spoil(HttpWire wire, Call call, Faults.Fault fault) throws IOException {
    switch (fault.effect()) {
      case STATUS -> {
        Answer answer = FaultAnswer.of(call, fault);
        record(false, call, answer.status());
        return whole(wire, answer);
      }
      case CLOSE_BEFORE -> record(false, call, 0);
      case CLOSE_AFTER -> {
        Answer answer = serve(call);
        record(false, call, 0);
        answer.afterwards().run();
      }
      case CUT_ANSWER -> {
        Answer answer = serve(call);
        record(false, call, answer.status());
        byte[] bytes = wire.bytes(answer);
        wire.write(bytes, 0, bytes.length - Math.max(1, answer.body().length / 2));
        answer.afterwards().run();
      }
      case CLOSE_AFTER_ANSWER -> {
        Answer answer = serve(call);
        record(false, call, answer.status());
        whole(wire, answer);
      }
      case DELAY, DRIP -> {
        return slowly(wire, call, fault);
      }
    }
    if (fault.resets()) {
      wire.reset();
    }
    return false;
  }

  private boolean slowly(HttpWire wire, Call call, Faults.Fault fault) throws IOException {
    Duration time = fault.time() == null ? Duration.ZERO : fault.time();
    if (fault.effect() == Faults.Effect.DELAY) {
      await(time);
      Answer answer = serve(call);
      record(false, call, answer.status());
      return whole(wire, answer);
    }
    Answer answer = serve(call);
    record(false, call, answer.status());
    byte[] bytes = wire.bytes(answer);
    int piece = Math.max(1, bytes.length / PIECES);
    try {
      for (int from = 0; from < bytes.length; from += piece) {
        await(time.dividedBy(PIECES));
        wire.write(bytes, from, Math.min(piece, bytes.length - from));
      }
    } finally {
      answer.afterwards().run();
    }
    return true;
  }

  private static boolean whole(HttpWire wire, Answer answer) throws IOException {
    byte[] bytes = wire.bytes(answer);
    try {
      wire.write(bytes, 0, bytes.length);
    } finally {
      answer.afterwards().run();
    }
    return true;
  }

  private void record(boolean admin, Call call, int status) {
    if (!admin) {
      log.add(call, status);
    }
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

  private void end(HttpWire wire) {
    try {
      wire.close();
    } catch (IOException e) {
      LOG.debug("A connection of the simulator could not be closed.", e);
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
