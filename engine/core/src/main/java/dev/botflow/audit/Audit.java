package dev.botflow.audit;

/**
 * Where it is kept who did what, and why: a file ({@link AuditFile}), or a table of the host's own. It is told before
 * something is done, so that nothing is done untold; what then failed is told once more, as failed. Called by many
 * threads.
 */
@FunctionalInterface
public interface Audit {
  /**
   * Keeps an entry; it is on disk when this returns.
   *
   * @throws RuntimeException if it cannot be kept: then it is not done either, and the caller gets this
   */
  void add(AuditEntry entry);

  /** Keeps nothing. */
  static Audit none() {
    return entry -> {};
  }
}
