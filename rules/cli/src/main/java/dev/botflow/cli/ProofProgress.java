package dev.botflow.cli;

import dev.botflow.authoring.io.Streams;
import dev.botflow.table.proof.ProofRun;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Tells who waits at a terminal how far a search for proofs has come, on one line of the error stream that is gone when the
 * search is over; and ends the search when the program is interrupted. To others, and of a search that is over at once,
 * nothing is told.
 */
final class ProofProgress implements AutoCloseable {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration EACH = Duration.ofMillis(200);
  private static final String CLEAR = "\r\u001B[K";

  private final ProofRun run;
  private final PrintStream err;
  private final Thread interrupted = new Thread(this::end, "botflow-check-ends");
  private final Thread teller;
  private boolean told;

  private ProofProgress(ProofRun run, Streams streams, Duration first) {
    this.run = run;
    this.err = streams.err();
    this.teller = new Thread(() -> tell(first), "botflow-check-progress");
    teller.setDaemon(true);
    try {
      Runtime.getRuntime().addShutdownHook(interrupted);
    } catch (IllegalStateException e) {
      run.cancel(); // Interrupted just before.
    }
    if (streams.interactive()) {
      teller.start();
    }
  }

  /** Begins to tell; to be closed when the search is over. */
  static ProofProgress of(ProofRun run, Streams streams) {
    return new ProofProgress(run, streams, FIRST);
  }

  /** @param first after how long the first line comes */
  static ProofProgress of(ProofRun run, Streams streams, Duration first) {
    return new ProofProgress(run, streams, first);
  }

  private void tell(Duration first) {
    try {
      Thread.sleep(first.toMillis());
      while (true) {
        synchronized (this) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          told = true;
          err.print(CLEAR + "looking for rows that never win and gaps: " + run.percent() + " %");
          err.flush();
        }
        Thread.sleep(EACH.toMillis());
      }
    } catch (InterruptedException e) {
      return; // The search is over.
    }
  }

  private void end() {
    run.cancel();
    clear();
  }

  private synchronized void clear() {
    teller.interrupt();
    if (told) {
      told = false;
      err.print(CLEAR);
      err.flush();
    }
  }

  @Override
  public void close() {
    clear();
    try {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException e) {
      return; // It runs: the program was interrupted.
    }
  }
}
