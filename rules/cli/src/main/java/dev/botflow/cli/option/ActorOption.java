package dev.botflow.cli.option;

import dev.botflow.audit.Act;
import dev.botflow.audit.Actor;
import dev.botflow.audit.AuditTrail;
import java.time.Clock;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who does what a command does, and why; told to the audit. */
public final class ActorOption {
  @Mixin
  private AuditOption audit = new AuditOption();

  @Option(
      names = "--author",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name:-}",
      description = "Who does it; the user of this machine unless given.")
  private String author = "";

  @Option(names = "--why", paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  /**
   * Does something once the audit was told.
   *
   * @param what as in {@link dev.botflow.audit.AuditEntry#what}
   */
  public <T> T doing(Act act, String what, Supplier<T> deed) {
    Actor actor = Actor.of(author, AuditOption.THROUGH);
    return new AuditTrail(audit.audit(), Clock.systemUTC(), actor, reason).doing(act, what, deed);
  }
}
