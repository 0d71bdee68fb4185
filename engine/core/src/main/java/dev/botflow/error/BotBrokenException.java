package dev.botflow.error;

import java.util.List;
import java.util.stream.Collectors;

/** A bot's files hold errors and are refused whole; the message has one sentence a line, all of them at once. */
public class BotBrokenException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Never serialised: the engine uses no Java serialisation.
  private final List<Finding> findings;

  /**
   * @param bot the bot's folder or name
   * @param findings all findings of the load, warnings too
   */
  public BotBrokenException(String bot, List<Finding> findings) {
    super(bot
        + " was refused:\n"
        + findings.stream()
            .filter(Finding::isError)
            .map(finding -> "  " + finding.sentence())
            .collect(Collectors.joining("\n")));
    this.findings = List.copyOf(findings);
  }

  /** All findings of the load, warnings included. */
  public List<Finding> findings() {
    return findings;
  }
}
