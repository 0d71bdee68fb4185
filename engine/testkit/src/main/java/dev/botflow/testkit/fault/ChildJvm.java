package dev.botflow.testkit.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of the tests in a JVM of its own, to be killed: the same Java, class path and assertions as the test's.
 *
 * <pre>{@code
 * try (ChildJvm child = ChildJvm.of(ShopMain.class).jvm("-Xmx64m").arguments(database.toString()).start()) {
 *   String url = child.awaitLine("ready ");   // the child printed "ready http://127.0.0.1:40001/sinch"
 *   …
 *   child.kill();                             // SIGKILL: no hook runs, nothing is flushed
 * }
 * }</pre>
 *
 * <p>Its output, both streams as one, is read all the time and kept: the last 20,000 lines. It ends when it is closed,
 * and when the JVM of the test ends, even by SIGKILL. Its standard input is not its own. Safe for use by many threads.
 */
public final class ChildJvm implements AutoCloseable {
  private static final int KEPT = 20_000;
  // A line, or the end of the child, comes first: this is for a child that hangs.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String name;
  private final Process process;
  private final Thread reader;
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private ChildJvm(String name, Process process) {
    this.name = name;
    this.process = process;
    this.reader = new Thread(this::read, "child-jvm-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** @param main a class with a main method; neither needs to be public */
  public static Start of(Class<?> main) {
    return new Start(main, List.of(), List.of());
  }

  /** How it is started. A value: each method gives a changed copy. */
  public static final class Start {
    private final Class<?> main;
    private final List<String> jvm;
    private final List<String> arguments;

    private Start(Class<?> main, List<String> jvm, List<String> arguments) {
      this.main = main;
      this.jvm = jvm;
      this.arguments = arguments;
    }

    /** Options of the JVM, such as {@code -Xmx64m}. */
    public Start jvm(String... options) {
      return new Start(main, Arrays.asList(options.clone()), arguments);
    }

    /** What main is given. */
    public Start arguments(String... all) {
      return new Start(main, jvm, Arrays.asList(all.clone()));
    }

    /** Starts it; returns at once. */
    public ChildJvm start() {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-ea");
      command.addAll(jvm);
      command.addAll(
          List.of("-cp", System.getProperty("java.class.path"), ChildMain.class.getName()));
      command.add(main.getName());
      command.addAll(arguments);
      try {
        return new ChildJvm(
            main.getSimpleName(),
            new ProcessBuilder(command).redirectErrorStream(true).start());
      } catch (IOException e) {
        throw new UncheckedIOException(main.getName() + " could not be started", e);
      }
    }
  }

  private void read() {
    try (BufferedReader in = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (lines) {
          if (lines.size() == KEPT) {
            lines.remove(0);
          }
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      // The stream of a process that was closed: its output ends here.
      add("(the output broke off: " + e.getClass().getSimpleName() + ")");
    } finally {
      synchronized (lines) {
        ended = true;
        lines.notifyAll();
      }
    }
  }

  private void add(String line) {
    synchronized (lines) {
      lines.add(line);
    }
  }

  /** Waits for a line that begins so, up to five minutes, and gives the rest of the first one. */
  public String awaitLine(String beginning) {
    return awaitLine(beginning, PATIENCE);
  }

  /**
   * The same with a bound of one's own.
   *
   * @throws AssertionError if the child ends or the time passes without one; the message ends with its output
   */
  public String awaitLine(String beginning, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    synchronized (lines) {
      while (true) {
        for (String line : lines) {
          if (line.startsWith(beginning)) {
            return line.substring(beginning.length());
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (ended || left <= 0) {
          throw new AssertionError(name + ": expected a line that begins with \"" + beginning
              + "\", but " + (ended ? "it ended" : "none came in " + atMost) + "; it said:\n"
              + String.join("\n", lines));
        }
        waitFor(left);
      }
    }
  }

  private void waitFor(long millis) {
    try {
      lines.wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  /** What it printed so far, by line. */
  public List<String> output() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it (SIGKILL; on Windows TerminateProcess) and waits until it is gone and all its output read. */
  public void kill() {
    // By its handle: Process would close the stream that still holds what it printed.
    process.toHandle().destroyForcibly();
    awaitEnd(PATIENCE);
  }

  /**
   * Asks it to end (SIGTERM): its shutdown hooks run. Waits until it did.
   *
   * @return its exit status; 143 if nothing but the signal ended it
   * @throws AssertionError if it takes longer; then it was killed
   */
  public int terminate(Duration atMost) {
    process.toHandle().destroy();
    return awaitEnd(atMost);
  }

  /**
   * Waits until it ends.
   *
   * @return its exit status
   * @throws AssertionError if it takes longer; then it was killed
   */
  public int awaitEnd(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.toHandle().destroyForcibly();
        throw new AssertionError(name + ": expected it to end within " + atMost
            + ", but it did not; it said:\n" + String.join("\n", output()));
      }
      reader.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": its input could not be closed", e);
    }
  }

  @Override
  public String toString() {
    return "ChildJvm[" + name + ", " + process.pid() + "]";
  }
}
