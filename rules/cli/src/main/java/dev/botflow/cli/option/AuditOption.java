package dev.botflow.cli.option;

import dev.botflow.audit.Audit;
import dev.botflow.audit.AuditFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The audit that is told what a command does. */
public final class AuditOption {
  /** By what people act who use the command line. */
  public static final String THROUGH = "command line";

  @Option(
      names = "--audit",
      paramLabel = "FILE",
      defaultValue = "${env:BOTFLOW_AUDIT:-}",
      description =
          "The audit that is told who does it, and why, before it is done; the one in BOTFLOW_AUDIT unless given.")
  private String file = "";

  /** Keeps nothing where none is named. */
  public Audit audit() {
    return file.isEmpty() ? Audit.none() : AuditFile.of(Path.of(file));
  }
}
