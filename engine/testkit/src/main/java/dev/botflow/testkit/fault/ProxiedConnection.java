package dev.botflow.testkit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** One connection through a {@link FaultProxy}: a thread each way. */
final class ProxiedConnection {
  private static final int BUFFER = 16 * 1024;
  private static final int PIECES_A_SECOND = 20;

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server;
  private final CountDownLatch ended = new CountDownLatch(2);

  // Of the exchange under way; guarded by this.
  private Fault fault = Fault.none();
  private boolean answering = true;
  private int answered;

  ProxiedConnection(FaultProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  void carryRequests() {
    try {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        Fault now = request();
        if (now.effect() == Fault.Effect.CUT_BEFORE) {
          proxy.count(now.effect());
          end(now.resets());
          return;
        }
        write(out, buffer, n, now);
      }
      server.shutdownOutput();
    } catch (IOException e) {
      end(false);
    } finally {
      ended.countDown();
    }
  }

  /** The client wrote: the first of its bytes after an answer begin an exchange. */
  private Fault request() throws IOException {
    Fault now;
    synchronized (this) {
      if (!answering) {
        return fault;
      }
      answering = false;
      answered = 0;
      fault = proxy.next();
      now = fault;
    }
    if (now.effect() == Fault.Effect.DELAY || now.effect() == Fault.Effect.THROTTLE) {
      proxy.count(now.effect());
      proxy.pause(now.time().toNanos());
    }
    return now;
  }

  void carryAnswers() {
    try {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!answer(out, buffer, n)) {
          return;
        }
      }
      end(false);
    } catch (IOException e) {
      end(false);
    } finally {
      ended.countDown();
    }
  }

  /** False if the connection was cut. */
  private boolean answer(OutputStream out, byte[] buffer, int length) throws IOException {
    Fault now;
    int before;
    synchronized (this) {
      answering = true;
      now = fault;
      before = answered;
      answered += length;
    }
    if (now.effect() == Fault.Effect.CUT_AFTER) {
      proxy.count(now.effect());
      end(now.resets());
      return false;
    }
    if (now.effect() == Fault.Effect.CUT_ANSWER && before + length > now.bytes()) {
      out.write(buffer, 0, Math.max(0, now.bytes() - before));
      out.flush();
      proxy.count(now.effect());
      end(now.resets());
      return false;
    }
    write(out, buffer, length, now);
    return true;
  }

  private void write(OutputStream out, byte[] buffer, int length, Fault now) throws IOException {
    int piece =
        now.effect() == Fault.Effect.THROTTLE ? Math.max(1, now.bytes() / PIECES_A_SECOND) : length;
    for (int from = 0; from < length; from += piece) {
      int size = Math.min(piece, length - from);
      if (now.effect() == Fault.Effect.THROTTLE) {
        proxy.pause(1_000_000_000L * size / now.bytes());
      }
      out.write(buffer, from, size);
      out.flush();
    }
  }

  /** Ends both sides. */
  void end(boolean resets) {
    // The client first: it must not see an end that the server's side brings.
    close(client, resets);
    close(server, false);
  }

  void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      end(false);
      Thread.currentThread().interrupt();
    }
  }

  static void close(Socket socket, boolean resets) {
    try {
      if (resets) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      // It was closed already, by the other direction or the other side: all that was wanted.
      return;
    }
  }
}
