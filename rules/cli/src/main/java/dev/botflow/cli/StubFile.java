package dev.botflow.cli;

import dev.botflow.authoring.io.InputText;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.scenario.Stubs;
import dev.botflow.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --stub} of commands that play a bot, and the file behind it. */
final class StubFile {
  @Option(
      names = "--stub",
      paramLabel = "FILE",
      description =
          "Answers of the host's actions (YAML), such as { shop.findOrder: { ok: { status: lost } } }.")
  private @Nullable String file;

  /**
   * Its stubs; none without a file.
   *
   * @throws BotFlowException if it is no map of stubs, one sentence a line
   */
  Stubs stubs() {
    if (file == null) {
      return Stubs.none();
    }
    Findings findings = new Findings();
    Stubs stubs = Stubs.read(file, InputText.read(file), findings);
    if (findings.hasErrors()) {
      throw new BotFlowException(
          findings.errors().stream().map(Finding::sentence).collect(Collectors.joining("\n")));
    }
    return stubs;
  }

  /** Its option as it was given, for another program. */
  List<String> options() {
    return file == null ? List.of() : List.of("--stub", file);
  }

  /** The file as a tree; empty for none. */
  Optional<YamlNode> node() {
    return file == null
        ? Optional.empty()
        : YamlNode.read(file, InputText.read(file), new Findings());
  }
}
