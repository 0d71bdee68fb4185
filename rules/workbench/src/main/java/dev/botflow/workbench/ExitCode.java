package dev.botflow.workbench;

/** How a command ended, as the number that its process exits with says. */
enum ExitCode {
  /** All is well. */
  FINE,

  /** A check found errors, or tests failed. */
  ERRORS_FOUND,

  /** Wrong usage, or input that cannot be read. */
  UNUSABLE;

  /** The exit code of the process: 0, 1 or 2. */
  int number() {
    return ordinal();
  }
}
