package dev.botflow.error;

import java.util.ArrayList;
import java.util.List;

/** Collects what the readers and checks of one load find, in the order of finding, so that all is reported at once. */
public final class Findings {
  private final List<Finding> all = new ArrayList<>();
  private int errorCount;

  public void error(String code, Place place, String message) {
    add(new Finding(Finding.Severity.ERROR, code, place, message));
  }

  public void warning(String code, Place place, String message) {
    add(new Finding(Finding.Severity.WARNING, code, place, message));
  }

  public void add(Finding finding) {
    all.add(finding);
    errorCount += finding.isError() ? 1 : 0;
  }

  public List<Finding> all() {
    return List.copyOf(all);
  }

  public List<Finding> errors() {
    return all.stream().filter(Finding::isError).toList();
  }

  /** How many of them are errors. */
  public int errorCount() {
    return errorCount;
  }

  public boolean hasErrors() {
    return errorCount > 0;
  }

  /** @throws BotBrokenException if an error was found */
  public void refuseErrors(String bot) {
    if (hasErrors()) {
      throw new BotBrokenException(bot, all());
    }
  }
}
