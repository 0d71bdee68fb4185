package dev.botflow.error;

/**
 * One thing a check found in a bot's files.
 *
 * @param severity an error stops the load, a warning does not
 * @param code a short stable word for tools, such as {@code unknown-flow}
 * @param place where it stands
 * @param message what was expected and what was found, one plain sentence without the place
 */
public record Finding(Severity severity, String code, Place place, String message) {

  /** How bad it is. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Place and message, as a person reads them. */
  public String sentence() {
    return place + ": " + message;
  }
}
