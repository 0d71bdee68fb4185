package dev.botflow.workbench;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.flow.YamlNode;
import dev.botflow.scenario.Stubs;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The file behind {@code --stub}. */
final class StubFile {
  private StubFile() {}

  /**
   * Reads it.
   *
   * @param file null for none
   * @throws BotFlowException if it is no map of stubs, one sentence a line
   */
  static Stubs read(@Nullable String file) {
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

  /** The file as a tree; empty for none. */
  static Optional<YamlNode> node(@Nullable String file) {
    return file == null
        ? Optional.empty()
        : YamlNode.read(file, InputText.read(file), new Findings());
  }
}
