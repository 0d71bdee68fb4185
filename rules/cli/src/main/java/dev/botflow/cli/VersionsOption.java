package dev.botflow.cli;

import dev.botflow.cli.option.AuditOption;
import dev.botflow.publish.VersionsFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The folder of versions a command changes, and the audit that is told. */
final class VersionsOption {
  @Mixin
  private AuditOption audit = new AuditOption();

  @Option(
      names = "--versions",
      paramLabel = "FOLDER",
      required = true,
      description = "The bot's folder of versions, which its hosts follow.")
  private Path folder = Path.of("");

  Path folder() {
    return folder;
  }

  VersionsFolder open(boolean trustRules) {
    return open(folder, trustRules).audited(audit.audit(), AuditOption.THROUGH);
  }

  static VersionsFolder open(Path folder, boolean trustRules) {
    ReadOptions options = ReadOptions.standard().lookingOnly();
    return VersionsFolder.of(
        folder,
        SinchChannelLimits.all(),
        trustRules ? options.trustingRules() : options,
        Clock.systemUTC());
  }
}
