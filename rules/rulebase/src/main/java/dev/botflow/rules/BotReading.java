package dev.botflow.rules;

import dev.botflow.error.BotBrokenException;
import dev.botflow.error.Finding;
import dev.botflow.routing.BotVersion;
import java.util.List;
import java.util.Optional;

/**
 * What reading a bot's folder came to.
 *
 * @param folder the folder's name
 * @param findings everything found, errors and warnings
 * @param version the bot; empty if errors forbid it
 */
public record BotReading(String folder, List<Finding> findings, Optional<BotVersion> version) {
  public BotReading {
    findings = List.copyOf(findings);
  }

  /** @throws BotBrokenException if the bot cannot be used, with all errors in its message */
  public BotVersion orThrow() {
    return version.orElseThrow(() -> new BotBrokenException(folder, findings));
  }
}
