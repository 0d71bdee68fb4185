package dev.botflow.cli.store;

import dev.botflow.audit.AuditCheck;
import dev.botflow.audit.AuditEntry;
import dev.botflow.audit.AuditFile;
import dev.botflow.audit.AuditHead;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.cli.option.CommonOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit FILE list|verify}: who did what, and whether a line of it was changed. Changes nothing. */
@Command(
    name = "audit",
    description =
        "Lists who published, rolled back, reviewed, replayed, dropped, exported, erased and revealed, and why; or tells"
            + " whether a line of it was changed, put in or taken out. Hosts may be running.")
public final class AuditCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin
  private CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "The audit.")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "list|verify", description = "What to do.")
  private String action = "";

  @Option(
      names = "--number",
      paramLabel = "NUMBER",
      description = "With verify: the number of a line that somebody wrote down, with --hash.")
  private @Nullable Long number;

  @Option(
      names = "--hash",
      paramLabel = "HASH",
      description = "With verify: the hash that line had then, as verify told it.")
  private @Nullable String hash;

  /** @param streams where it prints */
  public AuditCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    checkUsage();
    AuditFile audit = AuditFile.of(file);
    if (action.equals("list")) {
      audit.entries().forEach(this::print);
    }
    AuditCheck check =
        number == null || hash == null ? audit.verify() : audit.verify(new AuditHead(number, hash));
    if (check.problem() != null) {
      streams.problem(check.problem());
    }
    if (action.equals("verify")) {
      print(check);
    }
    return (check.sound() ? ExitCode.FINE : ExitCode.ERRORS_FOUND).number();
  }

  private void checkUsage() {
    String problem = null;
    if (!List.of("list", "verify").contains(action)) {
      problem = "expected list or verify, but was \"" + action + "\"";
    } else if (!Files.isRegularFile(file)) {
      problem = file + ": expected the file of an audit, but there is none";
    } else if ((number == null) != (hash == null) || number != null && !action.equals("verify")) {
      problem = "expected --number and --hash together, with verify";
    }
    if (problem != null) {
      throw common.misused(problem);
    }
  }

  private void print(AuditCheck check) {
    AuditHead head = check.head();
    if (common.json()) {
      streams.json(Json.line(Json.object()
          .put("sound", check.sound())
          .put("number", head.number())
          .put("hash", head.hash())
          .put("problem", check.problem())));
      return;
    }
    check.notes().forEach(streams::text);
    String sound = head.number() == 0 ? "no entry is sound" : "sound up to entry " + head.number();
    streams.text(file + ": "
        + (check.sound() ? head.number() + (head.number() == 1 ? " entry" : " entries") : sound)
        + "; the last one's hash is " + head.hash());
  }

  private void print(AuditEntry entry) {
    if (common.json()) {
      streams.json(Json.line(Json.object()
          .put("at", entry.at().toString())
          .put("by", entry.actor().name())
          .put("through", entry.actor().through())
          .put("act", entry.act().name().toLowerCase(Locale.ROOT))
          .put("what", entry.what())
          .put("before", entry.before())
          .put("after", entry.after())
          .put("reason", entry.reason())
          .put("failed", entry.failed())));
      return;
    }
    streams.text(entry.at() + "  "
        + (entry.actor().name().isEmpty() ? "nobody named" : entry.actor().name()) + " by "
        + entry.actor().through() + "  " + entry.act().word() + " " + entry.what()
        + (entry.failed() ? ", which failed" : "")
        + (entry.reason().isEmpty() ? "" : ": " + entry.reason()));
  }
}
