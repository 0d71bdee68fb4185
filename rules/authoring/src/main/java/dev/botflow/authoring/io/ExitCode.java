package dev.botflow.authoring.io;

/** How a command ended, as the number that its process exits with says. */
public enum ExitCode {
  /** All is well. */
  FINE,

  /** A check found errors, or tests failed. */
  ERRORS_FOUND,

  /** Wrong usage, or input that cannot be read. */
  UNUSABLE;

  /** The exit code of the process: 0, 1 or 2. */
  public int number() {
    return ordinal();
  }
}
