package dev.botflow.testkit.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers each line with {@code took } and the line. */
final class LineServer implements AutoCloseable {
  private final ServerSocket server;
  private final Thread acceptor;
  private final List<String> got = new CopyOnWriteArrayList<>();

  LineServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor = daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  List<String> got() {
    return got;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        daemon(() -> answer(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket socket) {
    try (socket;
        BufferedReader in = new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        got.add(line);
        socket.getOutputStream().write(("took " + line + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      got.add("broken off");
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "line-server");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Nobody is answered any more once this returns. */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      // The thread that accepts keeps the port until it wakes, and would still take one that comes
      // before.
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
