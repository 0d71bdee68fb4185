package dev.botflow.samples.benchmarks.throughput;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Posts calls over a few kept connections: as fast as they are answered, or so many a second. */
final class Callers {
  static final int CONNECTIONS = 64;

  private final int port;
  private final Times times;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  Callers(int port, Times times) {
    this.port = port;
    this.times = times;
  }

  /**
   * Posts calls until they are used up or the time is over. A call that is refused (503) is made again.
   *
   * @param rate calls a second; 0 for as fast as they are answered
   * @return how many were taken
   */
  int post(List<byte[]> calls, double rate, long atMostNanos) {
    long begin = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Thread thread = new Thread(() -> run(calls, rate, begin, begin + atMostNanos), "caller-" + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      join(thread);
    }
    return Math.min(next.get(), calls.size());
  }

  /** How many were refused, and made again. */
  int refused() {
    return refused.get();
  }

  private void run(List<byte[]> calls, double rate, long begin, long end) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1024);
      while (System.nanoTime() < end) {
        int number = next.getAndIncrement();
        if (number >= calls.size()) {
          return;
        }
        long due = rate == 0 ? System.nanoTime() : begin + (long) (number * 1e9 / rate);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        // Counted from when it should have come, so that a stall is not forgiven.
        times.due(number, due);
        while (call(socket, in, calls.get(number)) != 200) {
          refused.incrementAndGet();
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        times.answered(number);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int call(Socket socket, InputStream in, byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String first = line(in);
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    in.readNBytes(length);
    return Integer.parseInt(first.split(" ")[1]);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
