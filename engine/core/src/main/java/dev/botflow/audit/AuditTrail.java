package dev.botflow.audit;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Tells an audit what one person does, before it is done, and once more if it then fails. */
public final class AuditTrail {
  private final Audit audit;
  private final Clock clock;
  private final Actor actor;
  private final String reason;

  /** @param reason why the person does it; may be empty */
  public AuditTrail(Audit audit, Clock clock, Actor actor, String reason) {
    this.audit = audit;
    this.clock = clock;
    this.actor = actor;
    this.reason = reason;
  }

  private AuditEntry entry(Act act, String what) {
    return AuditEntry.of(clock.instant(), actor, act, what, reason);
  }

  /**
   * Does something that takes its time.
   *
   * @param what as in {@link AuditEntry#what}
   * @return what it gives; an entry of its failure is added before it completes with that
   */
  public <T> CompletableFuture<T> begin(Act act, String what, Supplier<CompletableFuture<T>> deed) {
    AuditEntry entry = entry(act, what);
    return doing(audit, clock, entry, deed).whenComplete((done, failure) -> {
      if (failure != null) {
        addFailure(audit, clock, entry, failure);
      }
    });
  }

  /**
   * Does something.
   *
   * @param what as in {@link AuditEntry#what}
   */
  public <T> T doing(Act act, String what, Supplier<T> deed) {
    return doing(audit, clock, entry(act, what), deed);
  }

  /** Does what an entry tells of. */
  public static <T> T doing(Audit audit, Clock clock, AuditEntry entry, Supplier<T> deed) {
    audit.add(entry);
    try {
      return deed.get();
    } catch (RuntimeException | Error e) {
      addFailure(audit, clock, entry, e);
      throw e;
    }
  }

  private static void addFailure(Audit audit, Clock clock, AuditEntry entry, Throwable failure) {
    try {
      audit.add(entry.failed(clock.instant()));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
