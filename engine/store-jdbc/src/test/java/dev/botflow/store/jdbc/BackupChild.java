package dev.botflow.store.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/** A program that copies a store or puts a copy back, and waits at one of the steps to be killed. */
final class BackupChild {
  private BackupChild() {}

  public static void main(String[] args) {
    Path from = Path.of(args[1]);
    Path to = Path.of(args[2]);
    String last = args[3];
    Consumer<String> steps = step -> {
      if (step.equals(last)) {
        System.out.println(step);
        forever();
      }
    };
    if (args[0].equals("backup")) {
      StoreBackup.backup(from, to, true, steps);
    } else {
      StoreBackup.restore(from, to, true, Clock.systemUTC(), steps);
    }
    System.out.println("done");
  }

  private static void forever() {
    try {
      // Nothing comes; the end of the stream would be that of the one who kills.
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      throw new AssertionError("standard input can be read", e);
    }
  }
}
